/**
 * The one place that knows how a calendar day reads on screen. A day is text from the database to
 * the eye: it is cut and joined, never turned into a `Date`, so no time zone can move it.
 */
import type { PlainDate, Timestamp } from '@action-tracker/contracts';
import { TZDate } from '@date-fns/tz';

const MS_PER_DAY = 86_400_000;

/** `2026-01-26` reads `01/26/2026`. */
export function formatPlainDate(date: PlainDate): string {
  const [year, month, day] = date.split('-');
  return `${month}/${day}/${year}`;
}

/** Whole days from one calendar day to another; negative when `to` comes first. */
export const daysBetween = (from: PlainDate, to: PlainDate): number =>
  (dayNumber(to) - dayNumber(from)) / MS_PER_DAY;

/** The last instant of a calendar day in a time zone; days of 23 and 25 hours included. */
export function endOfDay(date: PlainDate, timeZone: string): Timestamp {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const nextMidnight = new TZDate(year, month - 1, day + 1, timeZone);
  return new Date(nextMidnight.getTime() - 1).toISOString();
}

function dayNumber(date: PlainDate): number {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  return Date.UTC(year, month - 1, day);
}
