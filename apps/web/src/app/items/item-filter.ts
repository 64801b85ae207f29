/** Which items of a list are shown. All are loaded, so narrowing answers as fast as you type. */
import {
  CATEGORIES,
  type Item,
  type PlainDate,
  PRIORITIES,
  STATUSES,
} from '@action-tracker/contracts';
import { DUES, dueOf } from './due';

/** What a list can be narrowed by, under the names of the API's filters. */
export const FACETS = ['status', 'category', 'owner_id', 'priority', 'due'] as const;
export type Facet = (typeof FACETS)[number];

/** Values per facet as text (`'7'` for an owner); none chosen shows all. */
export type Choices = Readonly<Record<Facet, readonly string[]>>;

export interface ItemFilter extends Choices {
  /** Part of a title, or an id however it is typed: `AD-001`, `ad1`, `ad-1`. */
  readonly text: string;
}

export interface FacetCount {
  readonly value: string;
  readonly count: number;
}

export const NO_FILTER: ItemFilter = {
  status: [],
  category: [],
  owner_id: [],
  priority: [],
  due: [],
  text: '',
};

/** The values a facet can have; owners are known only from the items. */
export const FACET_VALUES: Readonly<Record<Exclude<Facet, 'owner_id'>, readonly string[]>> = {
  status: STATUSES,
  category: CATEGORIES,
  priority: PRIORITIES,
  due: DUES,
};

export const isFiltering = (filter: ItemFilter): boolean =>
  FACETS.some((facet) => filter[facet].length > 0) || filter.text.trim() !== '';

/** @param today The server's day, from which dates are overdue; undefined while unknown. */
export const filterItems = (
  items: readonly Item[],
  filter: ItemFilter,
  today: PlainDate | undefined,
): readonly Item[] => narrow(items, filter, FACETS, today);

/**
 * How many items each value of a facet would show, under everything else that is chosen. Values
 * of the vocabulary are all there, owners only if they own something or are chosen.
 */
export function countFacet(
  items: readonly Item[],
  filter: ItemFilter,
  facet: Facet,
  today: PlainDate | undefined,
): readonly FacetCount[] {
  const others = FACETS.filter((candidate) => candidate !== facet);
  const counts = new Map<string, number>(valuesToCount(items, filter, facet));
  for (const item of narrow(items, filter, others, today)) {
    const value = valueOf(facet, item, today);
    if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].map(([value, count]) => ({ value, count }));
}

/** The filter with one value chosen, or no longer chosen. */
export function toggleChoice(filter: ItemFilter, facet: Facet, value: string): ItemFilter {
  const others = filter[facet].filter((chosen) => chosen !== value);
  const isChosen = others.length < filter[facet].length;
  return { ...filter, [facet]: isChosen ? others : [...filter[facet], value] };
}

function narrow(
  items: readonly Item[],
  filter: ItemFilter,
  facets: readonly Facet[],
  today: PlainDate | undefined,
): readonly Item[] {
  const active = facets.filter((facet) => filter[facet].length > 0);
  return matchText(items, filter.text).filter((item) =>
    active.every((facet) => filter[facet].includes(valueOf(facet, item, today) ?? '')),
  );
}

function valueOf(facet: Facet, item: Item, today: PlainDate | undefined): string | undefined {
  return facet === 'due' ? dueOf(item, today) : String(item[facet]);
}

function valuesToCount(
  items: readonly Item[],
  filter: ItemFilter,
  facet: Facet,
): readonly (readonly [string, number])[] {
  const values =
    facet === 'owner_id'
      ? new Set([...items.map(({ owner_id }) => String(owner_id)), ...filter.owner_id])
      : FACET_VALUES[facet];
  return [...values].map((value) => [value, 0]);
}

const ID_FORM = /^([a-z]{2,5})-?0*(\d+)$/;

function matchText(items: readonly Item[], text: string): readonly Item[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return items;
  const [, prefix, number] = ID_FORM.exec(wanted) ?? [];
  return items.filter(
    (item) =>
      searchTextOf(item).includes(wanted) ||
      (prefix !== undefined &&
        item.id.startsWith(`${prefix.toUpperCase()}-`) &&
        item.number === Number(number)),
  );
}

/** Counts of five facets look at every item again and again: its text is made ready once. */
const searchTexts = new WeakMap<Item, string>();

function searchTextOf(item: Item): string {
  const known = searchTexts.get(item);
  if (known !== undefined) return known;
  const text = `${item.id}\n${item.title}`.toLowerCase();
  searchTexts.set(item, text);
  return text;
}
