import type { PlainDate, Timestamp } from '@action-tracker/contracts';
import { TZDate } from '@date-fns/tz';

/** The last instant of a calendar day in a time zone, correct for days of 23 and 25 hours. */
export function endOfDay(date: PlainDate, timeZone: string): Timestamp {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const nextMidnight = new TZDate(year, month - 1, day + 1, timeZone);
  return new Date(nextMidnight.getTime() - 1).toISOString();
}
