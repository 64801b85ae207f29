/** What the fields of an item are called on screen, and how their values read. */
import { formatPlainDate } from '../dates/plain-date';
import type { Facet } from './item-filter';
import type { ItemColumn } from './item-order';

/** In the order in which a person reads them. */
const LABELS: Readonly<Record<string, string>> = {
  title: 'Title',
  status: 'Status',
  due_date: 'Due',
  due: 'Due',
  owner_id: 'Owner',
  priority: 'Priority',
  category: 'Category',
  create_date: 'Created',
  note_date: 'Note date',
  content: 'Note',
};
const DUE_WORDS: Readonly<Record<string, string>> = {
  overdue: 'Overdue',
  week: 'Within 7 days',
  tbd: 'TBD',
};

const READING_ORDER = Object.keys(LABELS);

/** What the columns of the table are called. */
export const COLUMN_TITLES: Readonly<Record<ItemColumn, string>> = {
  id: '#',
  title: 'Title',
  due_date: 'Due',
  category: 'Category',
  owner_id: 'Owner',
  priority: 'Priority',
  status: 'Status',
  updated_at: 'Updated',
};

/** `owner_id` is called Owner; a field that this client does not know keeps its wire name. */
export const fieldLabel = (field: string): string => LABELS[field] ?? field.replaceAll('_', ' ');

/** Orders fields by wire name as they are read; JSON from a database has an order of its own. */
export const byReadingOrder = (a: string, b: string): number =>
  READING_ORDER.indexOf(a) - READING_ORDER.indexOf(b);

/**
 * A value as people say it: a name for a user id, a date as dates are shown, TBD for no due date.
 *
 * @param field The wire name of the field that has the value.
 */
export function valueInWords(
  field: string,
  value: string | number | null,
  nameOf: (userId: number) => string,
): string {
  if (value === null) return field === 'due_date' ? 'TBD' : 'nothing';
  if (typeof value === 'number') return field.endsWith('_id') ? nameOf(value) : String(value);
  return field.endsWith('_date') ? formatPlainDate(value) : value;
}

/** A value that a list can be narrowed by or grouped by, as people say it. */
export function facetValueInWords(
  facet: Facet,
  value: string,
  nameOf: (userId: number) => string,
): string {
  if (facet === 'due') return DUE_WORDS[value] ?? 'Later or closed';
  return facet === 'owner_id' ? nameOf(Number(value)) : value;
}
