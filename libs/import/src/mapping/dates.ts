/**
 * Dates as written in a file. A plain date is taken literally, never shifted by a time zone; the
 * zone only determines the instant.
 */
import { shown, type PlainDate } from '@action-tracker/domain';
import { TZDate, tz } from '@date-fns/tz';
import { format as formatDate, isValid, parse } from 'date-fns';
import { inEnglish } from './months';

export interface WrittenDate {
  readonly date: PlainDate;
  /** ISO 8601 UTC; midnight in the zone when the text has no time. */
  readonly instant: string;
  /**
   * The second occurrence of the same local time, when it is repeated at the end of daylight saving
   * time.
   */
  readonly laterInstant: string;
  readonly hasTime: boolean;
  /** The different date that another of the formats reads from the same text. */
  readonly otherwise?: { readonly date: PlainDate; readonly format: string };
}

/** An earlier year is a two-digit year that a four-digit format read. */
const OLDEST_YEAR = 1900;
const TIME_TOKENS = /[hHkK]/;
/**
 * Zone names and Unix timestamps are refused. An offset (`XXX`) is supported; a zone goes into
 * `dates.zone`.
 */
const ZONE_TOKENS = /[OztT]/;
const OFFSET_TOKENS = /[Xx]+/;
const OFFSET = /(Z|[+-]\d{2}(:?\d{2})?)$/i;
const NAMED_MONTH = /[ML]{3,}\.?/;
/** Any instant will do to try out a format. */
const SOME_DATE = new Date(0);

/** The problem with a date-fns format; `undefined` when it has year, month and day. */
export function dateFormatProblem(format: string): string | undefined {
  const tokens = withoutLiterals(format);
  const found = `, found ${shown(format)}`;
  if (ZONE_TOKENS.test(tokens)) return `expected no time zone in it (use dates.zone)${found}`;
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
  /** Resolves two-digit years to the nearest year within 50 years. */
  readonly now: Date;
}

/** Reads a date in any of the formats; `undefined` when none fits. */
export function readDate(text: string, style: DateStyle): WrittenDate | undefined {
  let found: WrittenDate | undefined;
  for (const format of style.formats) {
    const date = readOnce(oneSpaced(text), format, style);
    found ??= date;
    if (found && date && found.date !== date.date) {
      return { ...found, otherwise: { date: date.date, format } };
    }
  }
  return found;
}

/** The rows of a file repeat few dates, and reading one takes a tenth of a millisecond. */
const known = new Map<string, WrittenDate | undefined>();
const KNOWN_MAX = 20_000;

function readOnce(text: string, format: string, style: DateStyle): WrittenDate | undefined {
  // Today only matters for the century of two-digit years.
  const key = [format, style.zone, style.now.getUTCFullYear(), text].join('\n');
  if (known.has(key)) return known.get(key);
  if (known.size >= KNOWN_MAX) known.clear();
  const date = readAs(text, format, style);
  known.set(key, date);
  return date;
}

function readAs(text: string, format: string, { zone, now }: DateStyle): WrittenDate | undefined {
  const tokens = withoutLiterals(format);
  const isNamed = NAMED_MONTH.test(tokens);
  const hasOffset = OFFSET_TOKENS.test(tokens);
  const written = withOffset(isNamed ? inEnglish(text) : text, hasOffset);
  const form = oneSpaced(isNamed ? format.replace(NAMED_MONTH, 'MMM') : format);
  // Parse in UTC, which has no missing hours; convert to the zone afterwards.
  const time = parse(written.text, form.replace(OFFSET_TOKENS, 'XXX'), now, { in: tz('UTC') });
  const fields = new TZDate(time.getTime() + written.offsetMs, 'UTC');
  if (!isValid(time) || fields.getFullYear() < OLDEST_YEAR) return undefined;
  const date = formatDate(fields, 'yyyy-MM-dd');
  const hasTime = TIME_TOKENS.test(tokens);
  if (!hasOffset) return { date, ...instantsIn(zone, fields), hasTime };
  const instant = new Date(time.getTime()).toISOString();
  return { date, instant, laterInstant: instant, hasTime };
}

/** Normalizes `+0100` and `+01` to `+01:00`, and returns the offset from UTC. */
function withOffset(text: string, isWanted: boolean): { text: string; offsetMs: number } {
  const [, found] = (isWanted ? OFFSET.exec(text) : null) ?? [];
  if (found === undefined) return { text, offsetMs: 0 };
  const [, sign, hours = '00', minutes = '00'] = /^([+-])(\d{2}):?(\d{2})?$/.exec(found) ?? [];
  if (sign === undefined) return { text: text.replace(OFFSET, 'Z'), offsetMs: 0 };
  const ahead = (Number(hours) * 60 + Number(minutes)) * 60_000;
  return {
    text: text.replace(OFFSET, `${sign}${hours}:${minutes}`),
    offsetMs: sign === '-' ? -ahead : ahead,
  };
}

/** The instant at which a day begins in a zone. */
export const startOfDay = (date: PlainDate, zone: string): string =>
  instantsIn(zone, new TZDate(`${date}T00:00:00Z`, 'UTC')).instant;

const HOUR_MS = 3_600_000;

function instantsIn(zone: string, fields: Date): Pick<WrittenDate, 'instant' | 'laterInstant'> {
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
  const clock = formatDate(local, CLOCK);
  const times = [-HOUR_MS, 0, HOUR_MS]
    .map((shift) => local.getTime() + shift)
    .filter((time) => formatDate(new TZDate(time, zone), CLOCK) === clock);
  const at = (time = local.getTime()) => new Date(time).toISOString();
  return { instant: at(times[0]), laterInstant: at(times.at(-1)) };
}

const CLOCK = "yyyy-MM-dd'T'HH:mm:ss.SSS";

const oneSpaced = (text: string): string => text.trim().replaceAll(/\s+/g, ' ');

const withoutLiterals = (format: string): string => format.replaceAll(/'[^']*'/g, '');
