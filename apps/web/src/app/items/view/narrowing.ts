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

/** A number of a report, which the server counts: the first one names the measure. */
const COUNTED = ['counted_by', 'from', 'to', 'by', 'key', 'by2', 'key2', 'with'] as const;

export const NARROWING_NAMES: readonly string[] = [...Object.keys(VALUES), ...COUNTED];

/** The query parameters of the client and of the API. */
export interface Narrowing {
  /** Only items whose due date moved. */
  readonly moved?: 'true';
  /** Only items completed by the due date that they had then, or by their first one. */
  readonly completed?: 'on_time' | 'by_first_date';
  /** Only withdrawn items, which are in no other list. */
  readonly withdrawn?: 'true';
  /** Only the items behind a number of a report; the server checks what it is given. */
  readonly counted_by?: string;
  readonly from?: string;
  readonly to?: string;
  /** The filters of the report, as a query: they are about the items as it counted them. */
  readonly with?: string;
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
    ...(query['counted_by']
      ? Object.fromEntries(COUNTED.flatMap((name) => given(query, name)))
      : {}),
  };
}

const given = (query: Params, name: string): readonly (readonly [string, unknown])[] =>
  query[name] === undefined ? [] : [[name, query[name]]];

/** The parameters of requests: the filters of a report stand beside the number. */
export function narrowedParams({ with: filters, ...others }: Narrowing): Params {
  const given = new URLSearchParams(filters);
  const lists = [...given.keys()].map((name) => [name, given.getAll(name)] as const);
  return { ...Object.fromEntries(lists), ...others };
}

export const isSameNarrowing = (a: Narrowing, b: Narrowing): boolean =>
  JSON.stringify(a) === JSON.stringify(b);
