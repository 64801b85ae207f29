/**
 * Pages of an item's notes, statuses and ledger entries. An item may have any number of them, so no
 * response may grow with that number. Each entry is identified by its position in the ledger.
 */
import { DomainError } from '@action-tracker/domain';

/** Which part of a list to return. */
export interface EntryPart {
  /** Maximum number of entries, 1 to `PAGE_MAX_ITEMS`; `PAGE_MAX_ITEMS` if unset. */
  readonly limit?: number | undefined;
  /** Ledger position of the entry to continue after, in list order. */
  readonly after?: number | undefined;
}

export interface EntryPage<Entry> {
  readonly items: readonly Entry[];
  /** The position to continue after; `undefined` on the last page. */
  readonly next: number | undefined;
}

/** @param rows up to one more than the limit, which signals a further page */
export function entryPage<Entry>(
  rows: readonly Entry[],
  limit: number,
  positionOf: (entry: Entry) => number,
): EntryPage<Entry> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last ? positionOf(last) : undefined };
}

/** The refusal for an `after` that is not in the list. */
export const unknownPlace = (after: number, expected: string): DomainError =>
  DomainError.invalid([
    { field: 'after', message: `expected the position of ${expected}, found ${after}` },
  ]);
