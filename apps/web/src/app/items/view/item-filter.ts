/**
 * Filters the loaded items of a list on the client, so that results appear as the user types.
 * Matches that only the server knows, such as in notes, are added.
 */
import {
  CHOICE_FILTERS,
  type ChoiceFilter,
  DUE_FILTERS,
  dueFilterOf,
  type ListedItem,
  type PlainDate,
  type TEXT_FILTERS,
} from '@action-tracker/contracts';
import { EDITED_FIELDS } from '../registry/edited-fields';
import { matcherOf } from './item-words';

/** Filter dimensions of a list, under the names of the API's filters. */
export type Facet = ChoiceFilter['wire'] | 'due' | 'slipped' | 'tracker_id';
export const FACETS: readonly Facet[] = [
  ...CHOICE_FILTERS.map(({ wire }) => wire),
  ...(['due', 'slipped', 'tracker_id'] as const),
];

/** Chosen values by facet as text (`'7'` for an owner); an empty list does not filter. */
export type Choices = Readonly<Record<Facet, readonly string[]>>;

export interface ItemFilter extends Choices {
  /** Words of titles and notes, and ids in any notation: `AD-001`, `ad1`, `ad-1`. */
  readonly text: string;
}

export interface FacetCount {
  readonly value: string;
  readonly count: number;
}

/** One value per facet. */
export const byFacet = <Value>(valueOf: (facet: Facet) => Value): Readonly<Record<Facet, Value>> =>
  // One entry per facet.
  Object.fromEntries(FACETS.map((facet) => [facet, valueOf(facet)])) as Record<Facet, Value>;

export const NO_FILTER: ItemFilter = { ...byFacet(() => []), text: '' };

/** Facets whose values are ids: the options come from the items. */
type IdFacet = 'owner_id' | 'tracker_id';

export const isIdFacet = (facet: Facet): facet is IdFacet =>
  facet === 'owner_id' || facet === 'tracker_id';

/** Facets that also have values which only some items have. */
const isOpenFacet = (facet: Facet): facet is IdFacet | 'category' =>
  isIdFacet(facet) || facet === 'category';

/** The possible values of the other facets; of categories those that a tracker begins with. */
export const facetValues = (facet: Facet): readonly string[] =>
  OTHER_VALUES[facet] ?? CHOICE_FILTERS.find(({ wire }) => wire === facet)?.words ?? [];

const OTHER_VALUES: Readonly<Partial<Record<Facet, readonly string[]>>> = {
  due: DUE_FILTERS,
  slipped: ['true'],
};

export const isFiltering = (filter: ItemFilter): boolean =>
  FACETS.some((facet) => filter[facet].length > 0) || filter.text.trim() !== '';

/** What filtering depends on besides the items. */
export interface FilterContext {
  /** The server's date, for overdue items; undefined while unknown. */
  readonly today: PlainDate | undefined;
  /** Ids of the items that the server found for the text. */
  readonly found?: { has(id: string): boolean };
  /** The names of categories that can be chosen. */
  readonly categories?: readonly string[];
}

export const filterItems = (
  items: readonly ListedItem[],
  filter: ItemFilter,
  context: FilterContext,
): readonly ListedItem[] => narrow(items, filter, FACETS, context);

/**
 * The number of items per value of a facet, with all other filters applied. Lists every value of
 * the vocabulary, but owners, trackers and retired categories only if they have items or are chosen.
 */
export function countFacet(
  items: readonly ListedItem[],
  filter: ItemFilter,
  facet: Facet,
  context: FilterContext,
): readonly FacetCount[] {
  const others = FACETS.filter((candidate) => candidate !== facet);
  const counts = new Map<string, number>(valuesToCount(items, filter, facet, context));
  for (const item of narrow(items, filter, others, context)) {
    const value = valueOf(facet, item, context.today);
    if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].map(([value, count]) => ({ value, count }));
}

/** The filter with one value toggled. */
export function toggleChoice(filter: ItemFilter, facet: Facet, value: string): ItemFilter {
  const others = filter[facet].filter((chosen) => chosen !== value);
  const isChosen = others.length < filter[facet].length;
  return { ...filter, [facet]: isChosen ? others : [...filter[facet], value] };
}

function narrow(
  items: readonly ListedItem[],
  filter: ItemFilter,
  facets: readonly Facet[],
  { today, found }: FilterContext,
): readonly ListedItem[] {
  const active = facets.filter((facet) => filter[facet].length > 0);
  const matching = matchText(items, filter.text, found);
  if (active.length === 0) return matching;
  return matching.filter((item) =>
    active.every((facet) => filter[facet].includes(valueOf(facet, item, today) ?? '')),
  );
}

/** The value of an item for a facet. */
export function valueOf(
  facet: Facet,
  item: ListedItem,
  today: PlainDate | undefined,
): string | undefined {
  if (facet === 'due') return dueFilterOf({ status: item.status, dueDate: item.due_date }, today);
  if (facet === 'slipped') return item.due_date_slips > 0 ? 'true' : undefined;
  if (facet === 'tracker_id' || EDITED_FIELDS[facet].kind !== 'text') return String(item[facet]);
  return textFilterOf(item[facet]);
}

const textFilterOf = (text: string | number | null): (typeof TEXT_FILTERS)[number] =>
  text === null ? 'none' : 'some';

function valuesToCount(
  items: readonly ListedItem[],
  filter: ItemFilter,
  facet: Facet,
  { categories = facetValues('category') }: FilterContext,
): readonly (readonly [string, number])[] {
  const known = facet === 'category' ? categories : facetValues(facet);
  if (!isOpenFacet(facet)) return known.map((value) => [value, 0]);
  const own = [...new Set(items.map((item) => item[facet]))].map(String);
  return [...new Set([...known, ...own, ...filter[facet]])].map((value) => [value, 0]);
}

function matchText(
  items: readonly ListedItem[],
  text: string,
  found: FilterContext['found'],
): readonly ListedItem[] {
  if (text.trim() === '') return items;
  const matches = matcherOf(text);
  return items.filter((item) => matches(item) || found?.has(item.id));
}
