/** What a due date means today. Only open items are due; the same rules as the API's `due=` filter. */
import { isOpen, type Item, type PlainDate } from '@action-tracker/contracts';
import { daysBetween } from '../../platform/dates/plain-date';
import type { Say } from '../../platform/language/texts';

export const DUES = ['overdue', 'week', 'tbd'] as const;
const WEEK_DAYS = 7;

type Due = Pick<Item, 'due_date' | 'status'>;

/** Open and due before today. Unknown while the server has not said what day it is. */
export const isOverdue = ({ due_date, status }: Due, today: PlainDate | undefined): boolean =>
  today !== undefined && due_date !== null && isOpen(status) && due_date < today;

/** Which of the three an item counts as, if any: overdue, due within a week, open without a date. */
export function dueOf(due: Due, today: PlainDate | undefined): (typeof DUES)[number] | undefined {
  if (!isOpen(due.status)) return undefined;
  if (due.due_date === null) return 'tbd';
  if (today === undefined) return undefined;
  const days = daysBetween(today, due.due_date);
  if (days < 0) return 'overdue';
  return days <= WEEK_DAYS ? 'week' : undefined;
}

/** `3 d overdue`, `today`, `in 5 d`; nothing for closed items, for TBD and beyond a week. */
export function dueInWords(due: Due, today: PlainDate | undefined, t: Say): string | undefined {
  if (today === undefined || due.due_date === null || !isOpen(due.status)) return undefined;
  const days = daysBetween(today, due.due_date);
  if (days < 0) return t('due.overdue', { days: -days });
  if (days === 0) return t('due.today');
  return days <= WEEK_DAYS ? t('due.soon', { days }) : undefined;
}
