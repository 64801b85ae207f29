/** Most items of one page, and most notes, statuses or ledger entries of one. */
export const PAGE_MAX_ITEMS = 1_000;

/** Most notes that come with an item; the others are asked for page by page. */
export const ITEM_NOTES_MAX = 100;

/** How the ledger entries of an item are sorted. */
export const ENTRY_ORDERS = ['oldest', 'newest'] as const;
export type EntryOrder = (typeof ENTRY_ORDERS)[number];
