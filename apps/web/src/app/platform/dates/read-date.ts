/**
 * Parses a date as people type it: `12/15/26`, `12/15`, `15 Dec`, `121526`, `2026-12-15`, `+7`,
 * `+2w`, `+1m`, `fri`, `tomorrow`, `tbd`. Pure: today's date and the order of day and month are
 * parameters. It never guesses: an incomplete or impossible date is refused with the reason.
 */
import { DATE_MAX, DATE_MIN, isPlainDate, type PlainDate } from '@action-tracker/contracts';
import type { Language } from '../language/languages';
import {
  daysFromToday,
  FILLERS,
  isBeginning,
  isTbdWord,
  isUnitBegun,
  monthOf,
  unitOf,
  weekdayOf,
} from './date-words';
import { addDays, addMonths, weekdayOfDate } from './plain-date';

export type DateReading =
  | { readonly kind: 'empty' | 'tbd' | 'incomplete' | 'unknown' }
  | { readonly kind: 'date'; readonly date: PlainDate }
  | { readonly kind: 'noMonth'; readonly month: string }
  | {
      readonly kind: 'noDay';
      readonly day: string;
      readonly month: number;
      /** As typed, if any. */
      readonly year: string | undefined;
    }
  | { readonly kind: 'outOfRange'; readonly year: string };

export interface DateContext {
  readonly language: Language;
  readonly today: PlainDate;
  /** In which direction a date without a year is resolved: due dates ahead, others back. */
  readonly lean: 'ahead' | 'back';
}

/** The parts of a date as typed. */
interface Parts {
  readonly year: string | undefined;
  readonly month: string;
  readonly day: string;
}

const CENTURY = '20';
const ISO = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/;
const NUMBERS = /^(\d{1,2})[-/. ]+(\d{1,2})(?:[-/. ]+(\d+))?$/;
/** `+7`, `-3 days`, `+2w`. */
const RELATIVE = /^([+-]\d{1,6}) ?(\p{L}*)$/u;
/** The start of a numeric date: `12/`, `12/15/`, `2026-1`. */
const BEGUN = /^[\d\s./+-]*$/;
/** A date without a year may be this many days on the other side of today. */
const BACK_AT_MOST = 92;
const AHEAD_AT_MOST = 31;

export function readDate(typed: string, context: DateContext): DateReading {
  const text = plain(typed);
  if (text === '') return { kind: 'empty' };
  if (isTbdWord(text)) return { kind: 'tbd' };
  const [, count, word = ''] = RELATIVE.exec(text) ?? [];
  if (count !== undefined) return away(Number(count), word, context.today);
  const days = daysFromToday(text);
  if (days !== undefined) return daysAway(days, context.today);
  const weekday = weekdayOf(text);
  if (weekday !== undefined) return daysAway(daysUntil(weekday, context.today), context.today);
  const iso = ISO.exec(text);
  if (iso) return dateOf({ year: iso[1], month: iso[3] ?? '', day: iso[4] ?? '' }, context);
  const numbers = NUMBERS.exec(text);
  if (numbers) return dateOf(inOrder(numbers.slice(1), context.language), context);
  if (/^\d+$/.test(text)) return digitsOnly(text, context);
  if (!/\p{L}/u.test(text)) return { kind: BEGUN.test(text) ? 'incomplete' : 'unknown' };
  return isBeginning(text) ? { kind: 'incomplete' } : withWords(text, context);
}

/**
 * Lower case, without accents and periods of abbreviations, with ASCII digits, spaces and minus
 * signs.
 */
const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[\u2010-\u2015\u2212]/g, '-')
    .replaceAll(/(\p{L})\./gu, '$1')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .toLowerCase()
    .replace(/ feira$/, '-feira');

function away(count: number, word: string, today: PlainDate): DateReading {
  const unit = unitOf(word);
  if (unit === undefined) return { kind: isUnitBegun(word) ? 'incomplete' : 'unknown' };
  if (unit !== 'month') return daysAway(unit === 'week' ? 7 * count : count, today);
  const date = addMonths(today, count);
  return date === undefined ? { kind: 'unknown' } : inRange(date);
}

function daysAway(days: number, today: PlainDate): DateReading {
  const date = addDays(today, days);
  return date === undefined ? { kind: 'unknown' } : inRange(date);
}

/** Days until the next such weekday, at least one: for today there is a word. */
const daysUntil = (weekday: number, today: PlainDate): number =>
  ((weekday - weekdayOfDate(today) + 6) % 7) + 1;

/** `12`, `15`, `26` is month, day, year in English; elsewhere the day comes first. */
function inOrder(numbers: readonly (string | undefined)[], language: Language): Parts {
  const [first = '', second = '', year] = numbers;
  if (language === 'en') return { year, month: first, day: second };
  return { year, month: second, day: first };
}

/** `121526`, `12152026`, and ISO 8601 without hyphens. */
function digitsOnly(text: string, context: DateContext): DateReading {
  if (text.length !== 6 && text.length !== 8) {
    return text.length < 8 ? { kind: 'incomplete' } : { kind: 'unknown' };
  }
  const numbers = [text.slice(0, 2), text.slice(2, 4), text.slice(4)];
  const reading = dateOf(inOrder(numbers, context.language), context);
  if (reading.kind === 'date' || text.length === 6) return reading;
  const parts = { year: text.slice(0, 4), month: text.slice(4, 6), day: text.slice(6) };
  const iso = dateOf(parts, context);
  return iso.kind === 'date' ? iso : reading;
}

/** A named month with the day and perhaps the year around it, optionally preceded by a weekday. */
function withWords(text: string, context: DateContext): DateReading {
  const tokens = (text.match(/\p{L}+(?:-feira)?|\d+/gu) ?? []).filter(
    (token) => !FILLERS.has(token),
  );
  const words = tokens.filter((token) => !/^\d/.test(token));
  const numbers = tokens.filter((token) => /^\d/.test(token));
  const months = words.map(monthOf).filter((month) => month !== undefined);
  const others = words.filter((word) => monthOf(word) === undefined);
  const isForeign = others.some((word) => weekdayOf(word) === undefined);
  const [month] = months;
  if (months.length > 1) return { kind: 'unknown' };
  if (isForeign || month === undefined || numbers.length > 2) {
    return others.every(isBeginning) ? { kind: 'incomplete' } : { kind: 'unknown' };
  }
  const [first, second] = numbers;
  if (first === undefined || (second === undefined && first.length > 2)) {
    return { kind: 'incomplete' };
  }
  const isYearFirst = first.length === 4;
  const [day = '', year] = isYearFirst ? [second, first] : [first, second];
  return dateOf({ year, month: String(month), day }, context);
}

function dateOf(parts: Parts, context: DateContext): DateReading {
  const { month, day } = parts;
  if (parts.year !== undefined && parts.year.length !== 2 && parts.year.length !== 4) {
    return { kind: parts.year.length < 4 ? 'incomplete' : 'unknown' };
  }
  if (month === '0' || day === '0') return { kind: 'incomplete' };
  const year = parts.year === undefined ? nearYear(parts, context) : fullYear(parts.year);
  if (Number(month) < 1 || Number(month) > 12) return { kind: 'noMonth', month };
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (!isPlainDate(date) && year !== '0000') {
    return { kind: 'noDay', day, month: Number(month), year: parts.year && year };
  }
  return inRange(date);
}

const fullYear = (year: string): string => (year.length === 2 ? CENTURY + year : year);

/** This year, unless the date is then too far in the wrong direction. */
function nearYear({ month, day }: Parts, { today, lean }: DateContext): string {
  const year = Number(today.slice(0, 4));
  const monthAndDay = `${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const [earliest = '', latest = ''] = [
    addDays(today, -BACK_AT_MOST),
    addDays(today, AHEAD_AT_MOST),
  ];
  const date = `${year}-${monthAndDay}`;
  if (lean === 'ahead' && date < earliest) return String(year + 1);
  if (lean === 'back' && date > latest) return String(year - 1);
  return String(year);
}

const inRange = (date: PlainDate): DateReading =>
  date >= DATE_MIN && date <= DATE_MAX
    ? { kind: 'date', date }
    : { kind: 'outOfRange', year: date.slice(0, date.indexOf('-', 1)) };
