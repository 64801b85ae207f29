/** The filters of item lists: the same names and meanings on server and client. */
import { daysBetween, type PlainDate } from '../plain-date';
import { isOpen, STATUSES, type Status } from '../vocabulary';
import { NAMED_FIELDS, type ChosenWireField, type FieldKind, type ItemFields } from './item-fields';

/** Due date filters; only open items are due. */
export const DUE_FILTERS = ['overdue', 'week', 'tbd'] as const;

/** `overdue`: before today. `week`: today to today + 7 days. `tbd`: no date. */
export type DueFilter = (typeof DUE_FILTERS)[number];

/** Days after today that still count as this week. */
export const WEEK_DAYS = 7;

/**
 * Completed items. `on_time`: by the due date they had then. `by_first_date`: by their first due
 * date.
 */
export const COMPLETED_FILTERS = ['on_time', 'by_first_date'] as const;
export type CompletedFilter = (typeof COMPLETED_FILTERS)[number];

/** Whether the field has text. */
export const TEXT_FILTERS = ['some', 'none'] as const;

/** A filter that accepts any of the chosen values. */
export interface ChoiceFilter {
  /** Name on the wire. */
  readonly wire: 'status' | ChosenWireField;
  readonly kind: Exclude<FieldKind, 'date'>;
  readonly heading: string;
  /** The selectable words, which trackers add to for categories; empty for users. */
  readonly words: readonly string[];
}

/**
 * Status and the filtered fields of the registry, except dates, which are filtered by when they are
 * due.
 */
export const CHOICE_FILTERS: readonly ChoiceFilter[] = [
  { wire: 'status', kind: 'word', heading: 'Status', words: STATUSES },
  ...NAMED_FIELDS.flatMap(({ wire, kind, heading, words = [], isFiltered }) => {
    if (!isFiltered || kind === 'date') return [];
    const choices = kind === 'text' ? TEXT_FILTERS : words;
    // The condition above guarantees the type.
    return [{ wire: wire as ChosenWireField, kind, heading, words: choices }];
  }),
];

/** The due filter that an item matches, if any. Without a date for today, only `tbd` can match. */
export function dueFilterOf(
  { dueDate, status }: Pick<ItemFields, 'dueDate'> & { readonly status: Status },
  today: PlainDate | undefined,
): DueFilter | undefined {
  if (!isOpen(status)) return undefined;
  if (dueDate === null) return 'tbd';
  if (today === undefined) return undefined;
  const days = daysBetween(today, dueDate);
  if (days < 0) return 'overdue';
  return days <= WEEK_DAYS ? 'week' : undefined;
}
