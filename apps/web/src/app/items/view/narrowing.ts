/**
 * Filters of items that are not loaded or that need the history of an item, so that only the server
 * can apply them. They have no menu of values: a number of a report, or the switch for withdrawn
 * items, leads to the list behind it.
 */
import type { Params } from '@angular/router';

const VALUES = {
  moved: ['true'],
  completed: ['on_time', 'by_first_date'],
  withdrawn: ['true'],
} as const;

export const NARROWING_NAMES: readonly string[] = Object.keys(VALUES);

/** The query parameters of the client and of the API. */
export interface Narrowing {
  /** Only items whose due date moved. */
  readonly moved?: 'true';
  /** Only items completed by the due date that they had then, or by their first one. */
  readonly completed?: 'on_time' | 'by_first_date';
  /** Only withdrawn items, which are in no other list. */
  readonly withdrawn?: 'true';
}

/** Unknown values are dropped. */
export function narrowingIn(query: Params): Narrowing {
  const moved = VALUES.moved.find((value) => value === query['moved']);
  const completed = VALUES.completed.find((value) => value === query['completed']);
  const withdrawn = VALUES.withdrawn.find((value) => value === query['withdrawn']);
  return {
    ...(moved ? { moved } : {}),
    ...(completed ? { completed } : {}),
    ...(withdrawn ? { withdrawn } : {}),
  };
}

export const isSameNarrowing = (a: Narrowing, b: Narrowing): boolean =>
  a.moved === b.moved && a.completed === b.completed && a.withdrawn === b.withdrawn;
