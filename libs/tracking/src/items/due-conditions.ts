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
