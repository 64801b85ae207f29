/**
 * Month names, weekdays and other date words in every language of the client: a user who reads
 * English may still type `sex` for Friday. Each word is unambiguous across languages.
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

/** Starting with Sunday, as in `Date`. */
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

/** Units of relative dates, also by their first letter; weeks are `s` in Portuguese. */
const UNITS = {
  day: ['day', 'days', 'dia', 'dias'],
  week: ['week', 'weeks', 'semana', 'semanas'],
  month: ['month', 'months', 'mes', 'meses'],
} as const;
export type Unit = keyof typeof UNITS;

const TBD: readonly string[] = ['tbd', 'a definir'];

/** Words between the parts of a date, and ordinal suffixes. */
export const FILLERS: ReadonlySet<string> = new Set(['de', 'of', 'st', 'nd', 'rd', 'th', 'o']);

/** Shorter prefixes of a word may be ambiguous. */
const MIN_CHARS = 3;

/** 1 to 12; undefined for a word that is not the start of a month. */
export function monthOf(word: string): number | undefined {
  const month = placeOf(word, MONTHS);
  return month === undefined ? undefined : month + 1;
}

/** 0 for Sunday to 6 for Saturday. */
export const weekdayOf = (word: string): number | undefined => placeOf(word, WEEKDAYS);

export const daysFromToday = (text: string): number | undefined => DAYS_FROM_TODAY.get(text);

/** Days if no word is given; undefined for an unknown unit. */
export function unitOf(word: string): Unit | undefined {
  if (word === '') return 'day';
  const units = ['day', 'week', 'month'] as const;
  const isIt = (name: string) => name === word || (word.length === 1 && name.startsWith(word));
  return units.find((unit) => UNITS[unit].some(isIt));
}

/** Whether the text can become a unit with more letters. */
export const isUnitBegun = (word: string): boolean =>
  Object.values(UNITS).some((names) => names.some((name) => name.startsWith(word)));

export const isTbdWord = (text: string): boolean => TBD.includes(text);

/** Whether the text can become one of these words with more letters. */
export const isBeginning = (text: string): boolean =>
  [...MONTHS.flat(), ...WEEKDAYS.flat(), ...DAYS_FROM_TODAY.keys(), ...TBD].some((word) =>
    word.startsWith(text),
  );

function placeOf(word: string, words: readonly (readonly string[])[]): number | undefined {
  if (word.length < MIN_CHARS) return undefined;
  const place = words.findIndex((names) => names.some((name) => name.startsWith(word)));
  return place < 0 ? undefined : place;
}
