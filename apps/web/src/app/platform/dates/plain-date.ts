/**
 * Formats calendar days. A day stays text from database to screen and is never converted to a
 * `Date` in a time zone, which could shift it.
 */
import type { PlainDate } from '@action-tracker/contracts';
import type { Language } from '../language/languages';

const MS_PER_DAY = 86_400_000;
const LONG = { weekday: 'short', year: 'numeric', month: 'short', day: 'numeric' } as const;

/** `2026-01-26` becomes `01/26/2026` in English and `26/01/2026` in Portuguese. */
export function formatPlainDate(date: PlainDate, language: Language): string {
  const [year, month, day] = date.split('-');
  return language === 'en' ? `${month}/${day}/${year}` : `${day}/${month}/${year}`;
}

function dayNumber(date: PlainDate): number {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  return Date.UTC(year, month - 1, day);
}

/** The day that many days later; undefined outside of four-digit years. */
export function addDays(date: PlainDate, days: number): PlainDate | undefined {
  const moved = new Date(dayNumber(date) + days * MS_PER_DAY);
  const year = moved.getUTCFullYear();
  if (Number.isNaN(year) || year < 1 || year > 9999) return undefined;
  return moved.toISOString().slice(0, 10);
}

/** The same day that many months later, or the last day of a shorter month. */
export function addMonths(date: PlainDate, months: number): PlainDate | undefined {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const lastDay = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  const first = dayNumber(date) - (day - 1) * MS_PER_DAY;
  const moved = new Date(first);
  moved.setUTCMonth(moved.getUTCMonth() + months, Math.min(day, lastDay));
  const isSayable = moved.getUTCFullYear() >= 1 && moved.getUTCFullYear() <= 9999;
  return isSayable ? moved.toISOString().slice(0, 10) : undefined;
}

/** 0 for Sunday to 6 for Saturday. */
export const weekdayOfDate = (date: PlainDate): number => new Date(dayNumber(date)).getUTCDay();

/** `Tue, Dec 15, 2026`: the weekday makes typing errors easy to notice. */
export const sayPlainDate = (date: PlainDate, locale: string): string =>
  new Intl.DateTimeFormat(locale, { ...LONG, timeZone: 'UTC' }).format(dayNumber(date));
