/** Month names and their abbreviations, in the supported languages of files. */
const MONTHS: readonly (readonly [short: string, words: string])[] = [
  ['Jan', 'january jan janeiro januar janner jaenner enero ene janvier janv'],
  ['Feb', 'february feb fevereiro fev februar febrero fevrier fevr'],
  ['Mar', 'march mar marco marz maerz mrz marzo mars'],
  ['Apr', 'april apr abril abr avril avr'],
  ['May', 'may maio mai mayo'],
  ['Jun', 'june jun junho juni junio juin'],
  ['Jul', 'july jul julho juli julio juillet juil'],
  ['Aug', 'august aug agosto ago aout'],
  ['Sep', 'september sept sep setembro set septiembre setiembre septembre'],
  ['Oct', 'october oct outubro out oktober okt octubre octobre'],
  ['Nov', 'november nov novembro noviembre novembre'],
  ['Dec', 'december dec dezembro dez dezember diciembre dic decembre'],
];

const SHORT_BY_WORD = new Map(
  MONTHS.flatMap(([short, words]) => words.split(' ').map((word) => [word, short] as const)),
);

/** Replaces month names of any of the languages by `Sep` and the like; other words stay. */
export const inEnglish = (text: string): string =>
  text.replaceAll(/\p{L}+\.?/gu, (word) => SHORT_BY_WORD.get(folded(word)) ?? word);

const folded = (word: string): string =>
  word.replace('.', '').normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
