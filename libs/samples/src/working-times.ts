/** Calendar days and office hours of the sample data, all in UTC. */
import type { PlainDate } from '@action-tracker/contracts';
import type { Dice } from './dice';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** The day some days later; earlier with a negative number. */
export const addDays = (date: PlainDate, days: number): PlainDate =>
  dayOf(new Date(Date.parse(date) + days * DAY_MS).toISOString());

/** The instant some minutes later. */
export const minutesAfter = (instant: string, minutes: number): string =>
  new Date(Date.parse(instant) + minutes * MINUTE_MS).toISOString();

/** The day itself, or the Friday before. */
export const lastWeekday = (date: PlainDate): PlainDate =>
  dayOf(new Date(onWeekday(Date.parse(date))).toISOString());

/** The day of an instant. */
export const dayOf = (instant: string): PlainDate => instant.slice(0, 10);

/** Instants in ascending order, on weekdays from nine to six, the first one on the first day. */
export function workingTimes(
  dice: Dice,
  { from, to, count }: { readonly from: PlainDate; readonly to: PlainDate; readonly count: number },
): readonly string[] {
  const start = Date.parse(from);
  const days = Math.max(0, (Date.parse(to) - start) / DAY_MS - 1);
  // Work comes soon after the creation: most of an old item's life is over long ago.
  const span = Math.min(days, 12 * count);
  const latest = Date.parse(to) - HOUR_MS;
  return Array.from({ length: count }, (_, index) => (index === 0 ? 0 : dice.fraction() * span))
    .map((day) => onWeekday(start + Math.floor(day) * DAY_MS) + officeHour(dice))
    .map((time) => Math.min(time, latest))
    .sort((a, b) => a - b)
    .map((time) => new Date(time).toISOString());
}

const officeHour = (dice: Dice): number => 9 * HOUR_MS + dice.between(0, 9 * 60 - 1) * MINUTE_MS;

/** Saturdays and Sundays become the Friday before. */
function onWeekday(day: number): number {
  const weekday = new Date(day).getUTCDay();
  const daysPast = weekday === 6 ? 1 : weekday === 0 ? 2 : 0;
  return day - daysPast * DAY_MS;
}
