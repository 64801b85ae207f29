/**
 * The order of the item table. Priorities and statuses sort by meaning (their order in the
 * vocabulary), ids by prefix and number, and TBD stays last in both directions: a date that does
 * not exist is neither early nor late.
 */
import { type Item, PRIORITIES, STATUSES } from '@action-tracker/contracts';

export const ITEM_COLUMNS = [
  'id',
  'title',
  'due_date',
  'category',
  'owner_id',
  'priority',
  'status',
  'updated_at',
] as const;
export type ItemColumn = (typeof ITEM_COLUMNS)[number];

export interface ItemOrder {
  readonly column: ItemColumn;
  readonly direction: 'asc' | 'desc';
}

export const DEFAULT_ORDER: ItemOrder = { column: 'id', direction: 'asc' };

type NameOf = (userId: number) => string;
type Compare = (a: Item, b: Item) => number;

const collator = new Intl.Collator('en', { sensitivity: 'base', numeric: true });

/**
 * Items in the given order; equal ones by id.
 *
 * @param nameOf The name by which owners are sorted.
 */
export function orderItems(
  items: readonly Item[],
  order: ItemOrder,
  nameOf: NameOf,
): readonly Item[] {
  const sign = order.direction === 'asc' ? 1 : -1;
  const compare = comparisons(nameOf)[order.column];
  const isTbdLast = order.column === 'due_date';
  return items.toSorted(
    (a, b) => (isTbdLast ? tbdLast(a, b) : 0) || sign * compare(a, b) || byId(a, b),
  );
}

const tbdLast: Compare = (a, b) => Number(a.due_date === null) - Number(b.due_date === null);

const byId: Compare = (a, b) => collator.compare(prefixOf(a), prefixOf(b)) || a.number - b.number;

const prefixOf = ({ id }: Item): string => id.slice(0, id.indexOf('-'));

const comparisons = (nameOf: NameOf): Readonly<Record<ItemColumn, Compare>> => ({
  id: byId,
  title: (a, b) => collator.compare(a.title, b.title),
  due_date: (a, b) => compareText(a.due_date ?? '', b.due_date ?? ''),
  category: (a, b) => collator.compare(a.category, b.category),
  owner_id: (a, b) => collator.compare(nameOf(a.owner_id), nameOf(b.owner_id)),
  priority: (a, b) => PRIORITIES.indexOf(a.priority) - PRIORITIES.indexOf(b.priority),
  status: (a, b) => STATUSES.indexOf(a.status) - STATUSES.indexOf(b.status),
  updated_at: (a, b) => compareText(a.updated_at, b.updated_at),
});

/** Dates and timestamps sort as text: ISO 8601 was made for it. */
const compareText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
