/** The report of slips on the wire. */

/** What the report of slips groups items by. */
export const SLIP_GROUPS = ['owner', 'category', 'priority', 'tracker'] as const;
export type SlipGroup = (typeof SLIP_GROUPS)[number];

/** How often due dates moved, and what was completed on time. */
export interface Slips {
  readonly by: SlipGroup;
  /** In the order of the vocabulary, or by id. */
  readonly groups: readonly SlipsOfGroup[];
}

export interface SlipsOfGroup {
  /** A category or priority, or the id of an owner or tracker. */
  readonly key: string | number;
  readonly items: number;
  /** Items whose due date moved at least once. */
  readonly moved_items: number;
  readonly moves: number;
  /** Of the days slipped of moved items that have a due date; `null` if there are none. */
  readonly days_median: number | null;
  readonly days_p85: number | null;
  readonly completed: number;
  /** Completed on or before the due date that the item had at its completion. */
  readonly completed_on_time: number;
  /** Completed on or before the first due date of the item. */
  readonly completed_by_first_date: number;
}
