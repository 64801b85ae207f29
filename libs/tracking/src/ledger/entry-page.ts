/**
 * Pages of what an item has gathered: notes, statuses, ledger entries. An item may have any number of
 * them, and no answer may grow with that. Each of them is named by its place in the ledger.
 */
import { DomainError } from '@action-tracker/domain';

/** Which part of a list is asked for. */
export interface EntryPart {
  /** Most entries, from 1 to `PAGE_MAX_ITEMS`; as many as that if unset. */
  readonly limit?: number | undefined;
  /** Position in the ledger of the entry to go on behind, in the order of the list. */
  readonly after?: number | undefined;
}

export interface EntryPage<Entry> {
  readonly items: readonly Entry[];
  /** The position to go on after, when there are more. */
  readonly next: number | undefined;
}

/** @param rows one more than the limit, when there are more */
export function entryPage<Entry>(
  rows: readonly Entry[],
  limit: number,
  positionOf: (entry: Entry) => number,
): EntryPage<Entry> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last ? positionOf(last) : undefined };
}

/** The refusal of an `after` that the list does not have. */
export const unknownPlace = (after: number, expected: string): DomainError =>
  DomainError.invalid([
    { field: 'after', message: `expected the position of ${expected}, found ${after}` },
  ]);
