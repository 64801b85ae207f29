/**
 * How a due date is described relative to today. Only open items are due; the rules are in the
 * domain.
 */
import {
  daysBetween,
  dueFilterOf,
  isOpen,
  isPlainDate,
  type Item,
  type PlainDate,
  WEEK_DAYS,
} from '@action-tracker/contracts';
import type { Say } from '../../platform/language/texts';

type Due = Pick<Item, 'due_date' | 'status'>;

/** Open and due before today. False until the server has sent its date. */
export const isOverdue = (due: Due, today: PlainDate | undefined): boolean =>
  dueFilterOf({ ...due, dueDate: due.due_date }, today) === 'overdue';

/** Whether a due date moves to a later one; setting or removing a date is no move. */
export const isLater = (from: PlainDate | null, to: unknown): boolean =>
  from !== null && isPlainDate(to) && to > from;

/** `3 d overdue`, `today`, `in 5 d`; empty for closed items, for TBD and beyond a week. */
export function dueInWords(due: Due, today: PlainDate | undefined, t: Say): string | undefined {
  if (today === undefined || due.due_date === null || !isOpen(due.status)) return undefined;
  const days = daysBetween(today, due.due_date);
  if (days < 0) return t('due.overdue', { days: -days });
  if (days === 0) return t('due.today');
  return days <= WEEK_DAYS ? t('due.soon', { days }) : undefined;
}
