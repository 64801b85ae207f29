/**
 * The order of the item table. Priorities and statuses sort in vocabulary order, ids and trackers
 * by prefix and number. TBD and items without notes come last in both directions.
 */
import type { ListedItem, WireField } from '@action-tracker/contracts';
import {
  EDITED_FIELDS,
  type EditedField,
  isEdited,
  withOtherFields,
} from '../registry/edited-fields';

export const SLIP_COLUMNS = ['first_due_date', 'due_date_moves', 'days_slipped'] as const;

export type ItemColumn =
  | WireField
  | (typeof SLIP_COLUMNS)[number]
  | 'id'
  | 'tracker_id'
  | 'status'
  | 'latest_note'
  | 'updated_at';

/** In table order. */
export const ITEM_COLUMNS: readonly ItemColumn[] = [
  ...withOtherFields([
    ...(['id', 'title', 'tracker_id', 'due_date'] as const),
    ...(['status', 'owner_id', 'priority', 'category'] as const),
  ]),
  ...SLIP_COLUMNS,
  ...(['latest_note', 'updated_at'] as const),
];

export interface ItemOrder {
  readonly column: ItemColumn;
  readonly direction: 'asc' | 'desc';
}

export const DEFAULT_ORDER: ItemOrder = { column: 'id', direction: 'asc' };

/** The same column, the other way round. */
export const turned = ({ column, direction }: ItemOrder): ItemOrder => ({
  column,
  direction: direction === 'asc' ? 'desc' : 'asc',
});

/** As `aria-sort` of the header of a column. */
export function ariaSortOf(
  order: ItemOrder,
  column: ItemColumn,
): 'ascending' | 'descending' | null {
  if (column !== order.column) return null;
  return order.direction === 'asc' ? 'ascending' : 'descending';
}

/** Collation in the user's language. */
export interface WordOrder {
  /** The display text of a value. */
  readonly value: (field: EditedField, value: string | number) => string;
  readonly compare: (a: string, b: string) => number;
}

type Compare = (a: ListedItem, b: ListedItem) => number;

/** Items in the given order; ties are broken by id. */
export function orderItems(
  items: readonly ListedItem[],
  order: ItemOrder,
  words: WordOrder,
): readonly ListedItem[] {
  const sign = order.direction === 'asc' ? 1 : -1;
  const compare = comparison(order.column, items, words);
  const nothingLast = nothingLastIn(order.column);
  return items.toSorted((a, b) => nothingLast(a, b) || sign * compare(a, b) || byId(a, b));
}

/** Missing values come last in both directions. */
const nothingLastIn =
  (column: ItemColumn): Compare =>
  (a, b) =>
    Number(a[column] === null) - Number(b[column] === null);

const noteDateOf = ({ latest_note }: ListedItem): string => latest_note?.note_date ?? '';

const byId: Compare = (a, b) => compareText(prefixOf(a), prefixOf(b)) || a.number - b.number;

const prefixOf = ({ id }: ListedItem): string => id.slice(0, id.indexOf('-'));

function comparison(column: ItemColumn, items: readonly ListedItem[], words: WordOrder): Compare {
  if (isEdited(column)) return fieldComparison(column, items, words);
  switch (column) {
    case 'id':
    case 'tracker_id':
      return byId;
    case 'latest_note':
      return (a, b) => compareText(noteDateOf(a), noteDateOf(b));
    case 'updated_at':
      return (a, b) => compareText(a.updated_at, b.updated_at);
    case 'first_due_date':
      return (a, b) => compareText(a.first_due_date ?? '', b.first_due_date ?? '');
    case 'due_date_moves':
    case 'days_slipped':
      return (a, b) => Number(a[column]) - Number(b[column]);
  }
}

function fieldComparison(
  column: EditedField,
  items: readonly ListedItem[],
  words: WordOrder,
): Compare {
  const { kind, isRanked, words: ranks = [] } = EDITED_FIELDS[column];
  switch (kind) {
    case 'text':
      return (a, b) => compareText(textKeyOf(a, column), textKeyOf(b, column));
    case 'date':
      return (a, b) => compareText(String(a[column] ?? ''), String(b[column] ?? ''));
    case 'word':
      if (!isRanked) return byPlaceOfWord(items, column, words);
      return (a, b) => ranks.indexOf(String(a[column])) - ranks.indexOf(String(b[column]));
    case 'user':
      return byPlaceOfWord(items, column, words);
  }
}

/** ISO 8601 dates and timestamps sort correctly as text. */
const compareText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** Many items share few owners and categories, so their texts are ranked once. */
function byPlaceOfWord(
  items: readonly ListedItem[],
  column: EditedField,
  { value, compare }: WordOrder,
): Compare {
  const values = [...new Set(items.map((item) => item[column]))];
  const textOf = (word: string | number | null) => (word === null ? '' : value(column, word));
  const inOrder = values.toSorted((a, b) => compare(textOf(a), textOf(b)));
  const places = new Map(inOrder.map((word, place) => [word, place]));
  return (a, b) => (places.get(a[column]) ?? 0) - (places.get(b[column]) ?? 0);
}

const textKeys = new WeakMap<ListedItem, Map<EditedField, string>>();

/**
 * A natural sort key: ignores case and accents, compares numbers by value. Calling a collator for
 * each of the 60,000 comparisons of 5,000 items would be slow.
 */
function textKeyOf(item: ListedItem, column: EditedField): string {
  const keys = textKeys.get(item) ?? new Map<EditedField, string>();
  const known = keys.get(column);
  if (known !== undefined) return known;
  const text = String(item[column] ?? '').normalize('NFD');
  const letters = text.replaceAll(/\p{M}/gu, '').toLowerCase();
  const key = letters.replaceAll(/\d+/g, (digits) => digits.padStart(12, '0'));
  textKeys.set(item, keys.set(column, key));
  return key;
}
