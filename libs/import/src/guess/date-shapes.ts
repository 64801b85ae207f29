/** The date-fns formats that could read a text, from how it looks. */
import { inEnglish } from '../mapping/months';

const TIME =
  /^(.*?)(?:([ ,T]+)(\d{1,2}:\d{2})(:\d{2})?([.,]\d{1,6})?( ?[ap]\.?m\.?)?( ?(?:z|[+-]\d{2}:?\d{2}))?)?$/i;

/** A text that looks like a date. */
export interface DateShape {
  /** Formats that could read it: two if day and month may be in either order. */
  readonly formats: readonly string[];
  /** Texts of one family are written alike, with day and month in the same order. */
  readonly family: string;
}

/** @returns `undefined` for a text that does not look like a date */
export function dateShape(text: string): DateShape | undefined {
  const [, date = '', joint, clock, seconds, fraction, half, zone] = TIME.exec(spaced(text)) ?? [];
  const days = dayFormats(date);
  if (days === undefined) return undefined;
  if (clock === undefined || joint === undefined) return shapeOf(days, '');
  const hours = half === undefined ? 'H:mm' : 'h:mm';
  const parts = [
    hours,
    seconds === undefined ? '' : ':ss',
    fraction === undefined
      ? ''
      : `${fraction[0] ?? ''}${'S'.repeat(Math.min(fraction.length - 1, 9))}`,
    half === undefined ? '' : half.startsWith(' ') ? ' a' : 'a',
    zone === undefined ? '' : `${zone.startsWith(' ') ? ' ' : ''}XXX`,
  ];
  return shapeOf(days, `${joint.trim() === 'T' ? "'T'" : joint}${parts.join('')}`);
}

const spaced = (text: string): string => text.trim().replaceAll(/\s+/g, ' ');

const shapeOf = (days: readonly string[], time: string): DateShape => ({
  formats: days.map((day) => day + time),
  family: (days[0] ?? '').replace(/^M+(.)d+/, 'd$1M'),
});

function dayFormats(text: string): readonly string[] | undefined {
  return numbersOnly(text) ?? withMonth(text);
}

function numbersOnly(text: string): readonly string[] | undefined {
  const [, by, month, day] = /^\d{4}([-/.])(\d{1,2})\1(\d{1,2})$/.exec(text) ?? [];
  if (month !== undefined && day !== undefined) {
    const isPadded = month.length + day.length === 4;
    return [(isPadded ? ['yyyy', 'MM', 'dd'] : ['yyyy', 'M', 'd']).join(by)];
  }
  const [, first, mark, second, last] =
    /^(\d{1,2})([-/. ])(\d{1,2})\2(\d{4}|\d{2})$/.exec(text.replace(/\.$/, '')) ?? [];
  if (first === undefined || second === undefined || last === undefined) return undefined;
  const token = last.length === 4 ? 'yyyy' : 'yy';
  // Nothing but a year can be above 31.
  if (Number(first) > 31) return [['yy', 'M', 'd'].join(mark)];
  const orders = [['d', 'M', token].join(mark), ['M', 'd', token].join(mark)];
  if (Number(first) > 12) return orders.slice(0, 1);
  return Number(second) > 12 ? orders.slice(1) : orders;
}

function withMonth(text: string): readonly string[] | undefined {
  const [, weekday = ''] = /^(\p{L}{2,9}\.?,? )(?=.*\p{L}{3})/u.exec(text) ?? [];
  const isWeekday = WEEKDAYS.has(weekday.slice(0, 3).toLowerCase()) && !isMonth(weekday);
  const rest = inEnglish(isWeekday ? text.slice(weekday.length) : text);
  const prefix = isWeekday ? `EEE${weekday.replace(/^\p{L}+/u, '')}` : '';
  const dayFirst =
    /^\d{1,2}((?:st|nd|rd|th)?)([-/. ]+|\. ?| de )([A-Z][a-z]{2})([-/., ]+| de )(\d{4}|\d{2})$/;
  const [, ordinal, before = '', month, after = '', year] = dayFirst.exec(rest) ?? [];
  if (month !== undefined && isMonth(month)) {
    const parts = [
      ordinal === '' ? 'd' : 'do',
      literal(before),
      'MMM',
      literal(after),
      yearOf(year),
    ];
    return [prefix + parts.join('')];
  }
  const monthFirst = /^([A-Z][a-z]{2})([-/. ]+)\d{1,2}((?:st|nd|rd|th)?)([-/., ]+)(\d{4}|\d{2})$/;
  const [, name, mark = '', suffix, comma = '', last] = monthFirst.exec(rest) ?? [];
  if (name === undefined || !isMonth(name)) return undefined;
  return [prefix + ['MMM', mark, suffix === '' ? 'd' : 'do', comma, yearOf(last)].join('')];
}

const WEEKDAYS = new Set(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']);
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

const isMonth = (text: string): boolean => MONTHS.includes(inEnglish(text).trim().slice(0, 3));
const literal = (text: string): string => text.replace('de', "'de'");
const yearOf = (year = ''): string => (year.length === 4 ? 'yyyy' : 'yy');
