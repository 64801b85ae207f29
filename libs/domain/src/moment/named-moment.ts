/**
 * How a point in the past is named (product description of the past, section A). Reading a name
 * needs no clock and no ledger; resolving it to an instant does.
 */
import { isPlainDate, type PlainDate } from '../plain-date';

/** `occurred`: what had happened by then. `recorded`: what the ledger contained by then. */
export const AXES = ['occurred', 'recorded'] as const;
export type Axis = (typeof AXES)[number];

/** A calendar duration: its days are calendar days, its hours are hours. */
export interface CalendarDuration {
  readonly years: number;
  readonly months: number;
  readonly weeks: number;
  readonly days: number;
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
}

export type NamedMoment =
  | { readonly kind: 'instant'; readonly instant: string }
  /** The end of this day. */
  | { readonly kind: 'date'; readonly date: PlainDate }
  /** That long before now. */
  | { readonly kind: 'ago'; readonly duration: CalendarDuration }
  | { readonly kind: 'position'; readonly position: number }
  /** When this review of a tracker was closed. */
  | { readonly kind: 'review'; readonly number: number };

export const MOMENT_FORMS =
  'a timestamp (2026-01-31T12:00:00Z), a date (2026-01-31), a duration back from now (-P7D, -PT6H), position:1234 or review:3';

const TIMESTAMP = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;
const DURATION =
  /^-P(?=\d|T\d)(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?=\d)(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,9})S)?)?$/;
const POSITION = /^position:(0|[1-9]\d{0,14})$/;
const REVIEW = /^review:([1-9]\d{0,8})$/;

/** Whether a moment names a position, which is the same on both axes. */
export const hasPosition = (text: string): boolean => POSITION.test(text) || REVIEW.test(text);

/** Reads the name of a moment; `undefined` when it has none of the forms. */
export function readMoment(text: string): NamedMoment | undefined {
  if (isPlainDate(text)) return { kind: 'date', date: text };
  const [, position] = POSITION.exec(text) ?? [];
  if (position !== undefined) return { kind: 'position', position: Number(position) };
  const [, review] = REVIEW.exec(text) ?? [];
  if (review !== undefined) return { kind: 'review', number: Number(review) };
  const duration = durationOf(text);
  if (duration) return { kind: 'ago', duration };
  const instant = instantOf(text);
  return instant === undefined ? undefined : { kind: 'instant', instant };
}

function durationOf(text: string): CalendarDuration | undefined {
  const parts = DURATION.exec(text)?.slice(1);
  if (!parts) return undefined;
  // A part that is missing is undefined.
  const [years = 0, months = 0, weeks = 0, days = 0, ...times] = parts.map(
    (part) => Number(part) || 0,
  );
  const [hours = 0, minutes = 0, seconds = 0] = times;
  return { years, months, weeks, days, hours, minutes, seconds };
}

/** `Date` reads 30 February as 2 March, so the day is checked first. */
function instantOf(text: string): string | undefined {
  const day = TIMESTAMP.exec(text)?.[1];
  if (!isPlainDate(day)) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}
