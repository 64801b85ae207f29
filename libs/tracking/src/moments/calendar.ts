/** Calendar arithmetic in a time zone, correct across daylight saving time. */
import type { Timestamp } from '@action-tracker/contracts';
import type { CalendarDuration, PlainDate } from '@action-tracker/domain';
import { TZDate } from '@date-fns/tz';
import { sub } from 'date-fns';

/** Before every ledger; earlier instants have years that PostgreSQL writes in another form. */
const EARLIEST = Date.parse('0001-01-01T00:00:00.000Z');

/** The last millisecond of a day. */
export function endOfDay(date: PlainDate, timeZone: string): Timestamp {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const nextMidnight = new TZDate(2000, 0, 1, timeZone);
  // The constructor reads years below 100 as those of the 20th century.
  nextMidnight.setFullYear(year, month - 1, day + 1);
  return new Date(nextMidnight.getTime() - 1).toISOString();
}

/** That long before an instant: days are calendar days of the time zone, hours are hours. */
export function before(now: Date, duration: CalendarDuration, timeZone: string): Timestamp {
  const { hours, minutes, seconds, ...days } = duration;
  const sameTime = sub(new TZDate(now.getTime(), timeZone), days);
  const time = sameTime.getTime() - ((hours * 60 + minutes) * 60 + seconds) * 1_000;
  return new Date(Math.max(time, EARLIEST)).toISOString();
}
