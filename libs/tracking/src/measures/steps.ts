/** Days, weeks and months of a period, and the instants at which they end. */
import type { Timestamp } from '@action-tracker/contracts';
import type { ReportStep } from '@action-tracker/contracts/measures';
import type { PlainDate } from '@action-tracker/domain';
import { endOfDay } from '../moments/calendar';

/** Consecutive days; both ends belong to it. */
export interface Days {
  readonly from: PlainDate;
  readonly to: PlainDate;
}

/** The end of a step that goes on, as PostgreSQL reads it as a time. */
export const NOW = 'infinity';

/** A period cut into steps. */
export interface Steps {
  readonly list: readonly Days[];
  /** The instant at which the first step begins. */
  readonly begin: Timestamp;
  /** The instants at which the steps end, not included; the last may be `NOW`. */
  readonly ends: readonly string[];
}

const DAY_MS = 86_400_000;
const WEEK_DAYS = 7;

/** The date so many days later. */
export const addDays = (date: PlainDate, days: number): PlainDate =>
  new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);

/** The last day of the step that a date is in. */
const LAST_DAYS: Readonly<Record<ReportStep, (date: PlainDate) => PlainDate>> = {
  day: (date) => date,
  week(date) {
    // Sunday is 0 and the last day of its week.
    const weekday = new Date(date).getUTCDay();
    return addDays(date, (WEEK_DAYS - weekday) % WEEK_DAYS);
  },
  month(date) {
    const [year = 1, month = 1] = date.split('-').map(Number);
    const next = new Date(date);
    next.setUTCFullYear(year, month, 0);
    return next.toISOString().slice(0, 10);
  },
};

/**
 * Cuts days into steps; the first and the last may be shorter than the others.
 *
 * @param most stops after so many
 */
export function stepsBetween({ from, to }: Days, step: ReportStep, most: number): readonly Days[] {
  const steps: Days[] = [];
  for (let first = from; first <= to && steps.length < most;) {
    const full = LAST_DAYS[step](first);
    const last = full < to ? full : to;
    steps.push({ from: first, to: last });
    first = addDays(last, 1);
  }
  return steps;
}

/** The instant at which a day begins. */
export function beginOf(date: PlainDate, timeZone: string): Timestamp {
  const begin = Date.parse(endOfDay(addDays(date, -1), timeZone)) + 1;
  return new Date(Math.max(begin, EARLIEST)).toISOString();
}

/** Before every ledger; earlier instants have years that PostgreSQL writes in another form. */
const EARLIEST = Date.parse('0001-01-01T00:00:00.000Z');

/** @param end the end of the last step, not included */
export function timedSteps(list: readonly Days[], end: string, timeZone: string): Steps {
  const begins = list.map(({ from }) => beginOf(from, timeZone));
  return { list, begin: begins[0] ?? end, ends: [...begins.slice(1), end] };
}
