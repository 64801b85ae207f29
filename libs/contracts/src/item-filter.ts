/** Maximum items, notes, statuses or ledger entries per page. */
export const PAGE_MAX_ITEMS = 1_000;

/** Maximum notes returned with an item; the rest is paged. */
export const ITEM_NOTES_MAX = 100;

/** Sort orders for the ledger entries of an item. */
export const ENTRY_ORDERS = ['oldest', 'newest'] as const;
export type EntryOrder = (typeof ENTRY_ORDERS)[number];
