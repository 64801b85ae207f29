/** What moved and what was completed on time, as SQL over items, for lists and the report. */
import { CLOSED_STATUS, type CompletedFilter } from '@action-tracker/domain';

/** Moved at least once, in either direction. The index `moved` serves this condition. */
export const MOVED = 'i.due_date_moves > 0';

/** Moved to a later date at least once. */
export const SLIPPED = `${MOVED} AND i.due_date_slips > 0`;

export const COMPLETED = `i.status = '${CLOSED_STATUS}'`;

/**
 * Conditions on completed items. An item without that date was not completed by it.
 *
 * @param timeZone SQL expression of the zone that determines the day of completion
 */
export function completedConditions(timeZone: string): Readonly<Record<CompletedFilter, string>> {
  const day = `(i.completed_at AT TIME ZONE ${timeZone}::text)::date`;
  return {
    on_time: `${COMPLETED} AND ${day} <= i.completed_due_date`,
    by_first_date: `${COMPLETED} AND ${day} <= i.first_due_date`,
  };
}
