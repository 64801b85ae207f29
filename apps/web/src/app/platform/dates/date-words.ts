/**
 * The words that dates are written with, of every language of the client: somebody who reads English
 * may still write `sex` for Friday. No word means two things, whatever the language.
 */

const MONTHS: readonly (readonly string[])[] = [
  ['january', 'janeiro'],
  ['february', 'fevereiro'],
  ['march', 'marco'],
  ['april', 'abril'],
  ['may', 'maio'],
  ['june', 'junho'],
  ['july', 'julho'],
  ['august', 'agosto'],
  ['september', 'setembro'],
  ['october', 'outubro'],
  ['november', 'novembro'],
  ['december', 'dezembro'],
];

/** From Sunday on, as `Date` counts. */
const WEEKDAYS: readonly (readonly string[])[] = [
  ['sunday', 'domingo'],
  ['monday', 'segunda-feira'],
  ['tuesday', 'terca-feira'],
  ['wednesday', 'quarta-feira'],
  ['thursday', 'quinta-feira'],
  ['friday', 'sexta-feira'],
  ['saturday', 'sabado'],
];

const DAYS_FROM_TODAY: ReadonlyMap<string, number> = new Map([
  ['yesterday', -1],
  ['ontem', -1],
  ['today', 0],
  ['hoje', 0],
  ['tomorrow', 1],
  ['amanha', 1],
]);

/** What a number with a sign counts, each also by its first letter; weeks are `s` in Portuguese. */
const UNITS = {
  day: ['day', 'days', 'dia', 'dias'],
  week: ['week', 'weeks', 'semana', 'semanas'],
  month: ['month', 'months', 'mes', 'meses'],
} as const;
export type Unit = keyof typeof UNITS;

const TBD: readonly string[] = ['tbd', 'a definir'];

/** Words between the parts of a date, and what follows the number of a day. */
export const FILLERS: ReadonlySet<string> = new Set(['de', 'of', 'st', 'nd', 'rd', 'th', 'o']);

/** Shorter beginnings of a word could be several. */
const MIN_CHARS = 3;

/** 1 to 12; undefined for a word that no month begins with. */
export function monthOf(word: string): number | undefined {
  const month = placeOf(word, MONTHS);
  return month === undefined ? undefined : month + 1;
}

/** 0 for Sunday to 6 for Saturday. */
export const weekdayOf = (word: string): number | undefined => placeOf(word, WEEKDAYS);

export const daysFromToday = (text: string): number | undefined => DAYS_FROM_TODAY.get(text);

/** Days for no word at all; undefined for a word that is no unit. */
export function unitOf(word: string): Unit | undefined {
  if (word === '') return 'day';
  const units = ['day', 'week', 'month'] as const;
  const isIt = (name: string) => name === word || (word.length === 1 && name.startsWith(word));
  return units.find((unit) => UNITS[unit].some(isIt));
}

/** Whether more letters could make it a unit. */
export const isUnitBegun = (word: string): boolean =>
  Object.values(UNITS).some((names) => names.some((name) => name.startsWith(word)));

export const isTbdWord = (text: string): boolean => TBD.includes(text);

/** Whether more letters could make it a word of these. */
export const isBeginning = (text: string): boolean =>
  [...MONTHS.flat(), ...WEEKDAYS.flat(), ...DAYS_FROM_TODAY.keys(), ...TBD].some((word) =>
    word.startsWith(text),
  );

function placeOf(word: string, words: readonly (readonly string[])[]): number | undefined {
  if (word.length < MIN_CHARS) return undefined;
  const place = words.findIndex((names) => names.some((name) => name.startsWith(word)));
  return place < 0 ? undefined : place;
}
