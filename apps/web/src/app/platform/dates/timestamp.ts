/**
 * Formats instants in the server's time zone, so that everyone who mentions "Tuesday 16:05" means
 * the same moment.
 */
import type { PlainDate, Timestamp } from '@action-tracker/contracts';

const DAY = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
const TIME = {
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
  timeZoneName: 'short',
} as const;

export interface TimestampFormats {
  /** The date of an instant: `01/26/2026`. */
  day(instant: Timestamp): string;
  /** The full instant: `01/26/2026, 16:05 UTC`. */
  full(instant: Timestamp): string;
  /** With the weekday: `Tuesday, 01/26/2026, 16:05 UTC`. */
  remembered(instantMs: number): string;
}

/** @param locale A locale for `Intl`: `pt-BR`. */
export function timestampFormats(locale: string, timeZone: string): TimestampFormats {
  const day = new Intl.DateTimeFormat(locale, { ...DAY, timeZone });
  const full = new Intl.DateTimeFormat(locale, { ...DAY, ...TIME, timeZone });
  const remembered = new Intl.DateTimeFormat(locale, {
    ...{ weekday: 'long', ...DAY, ...TIME, timeZone },
  });
  return {
    day: (instant) => day.format(Date.parse(instant)),
    full: (instant) => full.format(Date.parse(instant)),
    remembered: (instantMs) => remembered.format(instantMs),
  };
}

/** The calendar day of an instant in a time zone. */
export function plainDateIn(timeZone: string, instantMs: number): PlainDate {
  const parts = new Intl.DateTimeFormat('en-US', { ...DAY, timeZone }).formatToParts(instantMs);
  const part = (type: string) => parts.find((candidate) => candidate.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
}

const STEPS = [
  { unit: 'year', seconds: 31_557_600 },
  { unit: 'month', seconds: 2_629_800 },
  { unit: 'day', seconds: 86_400 },
  { unit: 'hour', seconds: 3_600 },
  { unit: 'minute', seconds: 60 },
] as const;

/** The age of an instant: `3 hours ago`; undefined under a minute or in the future. */
export function relativeTime(
  instant: Timestamp,
  nowMs: number,
  locale: string,
): string | undefined {
  const seconds = (nowMs - Date.parse(instant)) / 1000;
  const step = STEPS.find((candidate) => seconds >= candidate.seconds);
  if (!step) return undefined;
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  return format.format(-Math.floor(seconds / step.seconds), step.unit);
}
