/**
 * Dates as a file writes them. A plain date is what is written, never shifted by a zone; the zone
 * only decides at which instant something happened.
 */
import { shown, type PlainDate } from '@action-tracker/domain';
import { TZDate, tz } from '@date-fns/tz';
import { format as formatDate, isValid, parse } from 'date-fns';

export interface WrittenDate {
  readonly date: PlainDate;
  /** ISO 8601 UTC; midnight in the zone when no time is written. */
  readonly instant: string;
  readonly hasTime: boolean;
}

/** Years before this are a two-digit year that was read with a four-digit format. */
const OLDEST_YEAR = 1900;
const TIME_TOKENS = /[hHkK]/;
/** They would move the date by an offset; the zone belongs into `dates.zone`. */
const OFFSET_TOKENS = /[XxOztT]/;
/** Any instant does for a test run of a format. */
const SOME_DATE = new Date(0);

/** What is wrong with a date-fns format; `undefined` when it names year, month and day. */
export function dateFormatProblem(format: string): string | undefined {
  const tokens = withoutLiterals(format);
  const found = `, found ${shown(format)}`;
  if (OFFSET_TOKENS.test(tokens)) return `expected no zone in it (write it in dates.zone)${found}`;
  if (/[YD]/.test(tokens)) return `expected yyyy for years and dd for days${found}`;
  if (!/[yu]/.test(tokens) || !/[ML]/.test(tokens) || !tokens.includes('d')) {
    return `expected date-fns tokens for year, month and day, such as M/d/yy${found}`;
  }
  try {
    formatDate(SOME_DATE, format);
    return undefined;
  } catch (error) {
    return `expected a date-fns format${found}: ${error instanceof Error ? error.message : ''}`;
  }
}

/** Whether the name is an IANA time zone. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

export interface DateStyle {
  /** date-fns formats, tried in order. */
  readonly formats: readonly string[];
  /** IANA zone. */
  readonly zone: string;
  /** Tells in which century a two-digit year lies: the one within fifty years. */
  readonly now: Date;
}

/** Reads a date that is written in one of the formats; `undefined` when it is in none. */
export function readDate(text: string, { formats, zone, now }: DateStyle): WrittenDate | undefined {
  const written = oneSpaced(text);
  for (const format of formats) {
    // The fields are read in UTC, where no hour is missing, and put into the zone afterwards.
    const fields = parse(written, oneSpaced(format), now, { in: tz('UTC') });
    if (!isValid(fields) || fields.getFullYear() < OLDEST_YEAR) continue;
    const hasTime = TIME_TOKENS.test(withoutLiterals(format));
    return { date: formatDate(fields, 'yyyy-MM-dd'), instant: instantIn(zone, fields), hasTime };
  }
  return undefined;
}

/** The instant at which a day begins in a zone. */
export const startOfDay = (date: PlainDate, zone: string): string =>
  instantIn(zone, new TZDate(`${date}T00:00:00Z`, 'UTC'));

function instantIn(zone: string, fields: Date): string {
  const local = new TZDate(
    fields.getFullYear(),
    fields.getMonth(),
    fields.getDate(),
    fields.getHours(),
    fields.getMinutes(),
    fields.getSeconds(),
    fields.getMilliseconds(),
    zone,
  );
  return new Date(local.getTime()).toISOString();
}

const oneSpaced = (text: string): string => text.trim().replaceAll(/\s+/g, ' ');

const withoutLiterals = (format: string): string => format.replaceAll(/'[^']*'/g, '');
