/** A calendar day as `YYYY-MM-DD`, never converted between time zones. */
export type PlainDate = string;

/** The first and last day that people can enter for items and notes; ledgers may hold others. */
export const DATE_MIN: PlainDate = '1970-01-01';
export const DATE_MAX: PlainDate = '2199-12-31';

const FORM = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Whether the value is an existing day, from year 0001 to 9999. */
export function isPlainDate(value: unknown): value is PlainDate {
  const parts = typeof value === 'string' ? FORM.exec(value) : null;
  if (!parts) return false;
  const [year = 0, month = 0, day = 0] = parts.slice(1).map(Number);
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  return day <= daysInMonth(year, month);
}

/** Whole days from one calendar day to another; negative when `to` is earlier. */
export const daysBetween = (from: PlainDate, to: PlainDate): number =>
  // Not `Date.UTC`, which takes the years 0 to 99 for 1900 to 1999.
  (Date.parse(to) - Date.parse(from)) / MS_PER_DAY;

const MS_PER_DAY = 86_400_000;

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
