/** What lists of items are filtered by: the same names and meanings for server and client. */
import { daysBetween, type PlainDate } from '../plain-date';
import { isOpen, STATUSES, type Status } from '../vocabulary';
import { NAMED_FIELDS, type ChosenWireField, type FieldKind, type ItemFields } from './item-fields';

/** Due dates as people ask for them; only open items are due. */
export const DUE_FILTERS = ['overdue', 'week', 'tbd'] as const;

/** `overdue`: before today. `week`: today to today + 7 days. `tbd`: no date. */
export type DueFilter = (typeof DUE_FILTERS)[number];

/** Days after today that still count as this week. */
export const WEEK_DAYS = 7;

/** Whether a text is there. */
export const TEXT_FILTERS = ['some', 'none'] as const;

/** A filter by values of which an item has one. */
export interface ChoiceFilter {
  /** Its name on the wire. */
  readonly wire: 'status' | ChosenWireField;
  readonly kind: Exclude<FieldKind, 'date'>;
  readonly heading: string;
  /** What can be chosen; of users, whoever there is. */
  readonly words: readonly string[];
}

/** By status and by the filtered fields of the registry; dates are filtered by when they are due. */
export const CHOICE_FILTERS: readonly ChoiceFilter[] = [
  { wire: 'status', kind: 'word', heading: 'Status', words: STATUSES },
  ...NAMED_FIELDS.flatMap(({ wire, kind, heading, words = [], isFiltered }) => {
    if (!isFiltered || kind === 'date') return [];
    const choices = kind === 'text' ? TEXT_FILTERS : words;
    // What the condition above says is what the type says.
    return [{ wire: wire as ChosenWireField, kind, heading, words: choices }];
  }),
];

/** Which of the due filters an item fits, if any. Without a day only those without a date are known. */
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
