/**
 * A view of a list: filter, order and grouping. It is stored in the query of the page's URL, under
 * the names of the API's filters:
 * `?status=Blocked&status=TBC&due=overdue&q=contract&sort=-due_date&group=owner_id`.
 * `sort` is always present: a copied URL is complete, and a URL without it contains no view.
 */
import { type Params } from '@angular/router';
import {
  type Choices,
  type Facet,
  FACETS,
  facetValues,
  type ItemFilter,
  NO_FILTER,
} from './item-filter';
import { NARROWING_NAMES } from './narrowing';
import { DEFAULT_ORDER, ITEM_COLUMNS, type ItemOrder } from './item-order';

export const GROUPS = ['owner_id', 'status', 'category', 'due', 'tracker_id'] as const;
export type Group = (typeof GROUPS)[number];

export interface ItemView {
  readonly filter: ItemFilter;
  readonly order: ItemOrder;
  readonly group: Group | undefined;
}

export const DEFAULT_VIEW: ItemView = {
  filter: NO_FILTER,
  order: DEFAULT_ORDER,
  group: undefined,
};

const QUERY_NAMES = [...FACETS, ...NARROWING_NAMES, 'q', 'group', 'sort'];
/** The rest of a query, such as the moment. */
export const queryBesideView = (query: Params): Params =>
  Object.fromEntries(Object.entries(query).filter(([name]) => !QUERY_NAMES.includes(name)));

/** The view in a query, or undefined if it contains none. Unknown values are dropped. */
export function viewOfQuery(query: Params): ItemView | undefined {
  const isKnown = QUERY_NAMES.some((name) => name in query);
  if (!isKnown) return undefined;
  const choices: Partial<Choices> = Object.fromEntries(
    FACETS.map((facet) => [facet, knownValues(facet, textsOf(query[facet]))]),
  );
  const [text = ''] = textsOf(query['q']);
  const [group] = textsOf(query['group']);
  return {
    filter: { ...NO_FILTER, ...choices, text },
    order: orderOf(textsOf(query['sort'])[0]),
    group: GROUPS.find((candidate) => candidate === group),
  };
}

export function queryOfView({ filter, order, group }: ItemView): Params {
  const choices = FACETS.filter((facet) => filter[facet].length > 0);
  return {
    ...Object.fromEntries(choices.map((facet) => [facet, filter[facet]])),
    ...(filter.text === '' ? {} : { q: filter.text }),
    ...(group === undefined ? {} : { group }),
    sort: `${order.direction === 'desc' ? '-' : ''}${order.column}`,
  };
}

const ID = /^\d{1,10}$/;
/** Of what is no fixed list: each tracker has categories of its own. */
const FORMS: Readonly<Partial<Record<Facet, RegExp>>> = {
  ...{ owner_id: ID, tracker_id: ID },
  category: /^.{1,50}$/u,
};

/** The valid values of a facet, without duplicates. */
export function knownValues(facet: Facet, values: readonly string[]): readonly string[] {
  const form = FORMS[facet];
  const isKnown = (value: string) => form?.test(value) ?? facetValues(facet).includes(value);
  return [...new Set(values.filter(isKnown))];
}

function orderOf(text: string | undefined): ItemOrder {
  const isDescending = text?.startsWith('-') ?? false;
  const name = isDescending ? text?.slice(1) : text;
  const column = ITEM_COLUMNS.find((candidate) => candidate === name);
  return column ? { column, direction: isDescending ? 'desc' : 'asc' } : DEFAULT_ORDER;
}

function textsOf(value: unknown): readonly string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.filter((text) => typeof text === 'string');
}
