/** The due rules of the domain (`dueFilterOf`) as SQL, for lists and counts. */
import { WEEK_DAYS, type DueFilter } from '@action-tracker/domain';

/**
 * Conditions on the due date of an open item.
 *
 * @param column SQL expression of the due date
 * @param today SQL expression of today's date
 */
export const dueConditions = (
  column: string,
  today: string,
): Readonly<Record<DueFilter, string>> => ({
  overdue: `${column} < ${today}::date`,
  week: `${column} BETWEEN ${today}::date AND ${today}::date + ${WEEK_DAYS}`,
  tbd: `(${column} IS NULL AND ${today}::date IS NOT NULL)`,
});

/** A range of days, counted from a date: the day after it is 1. `null` leaves an end open. */
export interface DayRange {
  readonly first: number | null;
  readonly last: number | null;
}

/** The days on which an open item with a due date is due in this way, counted from that date. */
export const DUE_RANGES: Readonly<Record<Exclude<DueFilter, 'tbd'>, DayRange>> = {
  overdue: { first: 1, last: null },
  week: { first: -WEEK_DAYS, last: 0 },
};
