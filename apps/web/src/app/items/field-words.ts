/** What the fields of an item are called on screen, and how their values read. */
import { formatPlainDate } from '../dates/plain-date';

const LABELS: Readonly<Record<string, string>> = {
  title: 'Title',
  create_date: 'Created',
  due_date: 'Due',
  category: 'Category',
  owner_id: 'Owner',
  priority: 'Priority',
  status: 'Status',
  note_date: 'Note date',
  content: 'Note',
};

/** `owner_id` is called Owner; a field that this client does not know keeps its wire name. */
export const fieldLabel = (field: string): string => LABELS[field] ?? field.replaceAll('_', ' ');

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
