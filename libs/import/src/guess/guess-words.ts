/** Which words of ours the words of a column are. */
import { CATEGORIES, PRIORITIES, STATUSES } from '@action-tracker/domain';
import { isPlaceholder } from '../vocabulary/placeholders';
import { proposedWord, type WordField } from '../vocabulary/words';
import type { FieldJson, GuessOptions, Question } from './guesses';
import type { ColumnProfile } from './profile';

export const WORD_FIELDS = ['category', 'priority', 'status'] as const satisfies WordField[];

const WORDS: Readonly<Record<WordField, readonly string[]>> = {
  category: CATEGORIES,
  priority: PRIORITIES,
  status: STATUSES,
};
/** For rows without a value, and for values about which nothing is known. */
const USUAL: Readonly<Record<WordField, string>> = {
  category: 'Programmatic',
  priority: 'Medium',
  status: 'New',
};
/** A proposal with less confidence is also a question. */
const SURE = 0.75;

/** The words that can be chosen for a field. */
export const wordsOf = (
  field: WordField,
  { categories }: Pick<GuessOptions, 'categories'>,
): readonly string[] => (field === 'category' ? (categories ?? WORDS.category) : WORDS[field]);

/** The words that can be chosen for a field, the usual one first. */
export function usualFirst(
  field: WordField,
  words: readonly string[] = WORDS[field],
): readonly [string, ...string[]] {
  const usual = words.includes(USUAL[field]) ? USUAL[field] : (words[0] ?? USUAL[field]);
  return [usual, ...words.filter((word) => word !== usual)];
}

/** Whether a word means no value, unless it is a word of the field. */
export const isNothing = (field: WordField | undefined, text: string): boolean =>
  isPlaceholder(text) &&
  (field === undefined || field === 'category' || proposedWord(field, text) === undefined);

/** The field with this column, and what is not sure about its words. */
export function guessWords(
  field: WordField,
  { name: column, values: found }: Pick<ColumnProfile, 'name' | 'values'>,
  words: readonly string[] = WORDS[field],
): { readonly field: FieldJson; readonly questions: readonly Question[] } {
  const [usual] = usualFirst(field, words);
  const values: Record<string, string> = {};
  const questions: Question[] = [];
  for (const { text, rows } of found.filter((value) => !isNothing(field, value.text))) {
    const proposal = proposedWord(field, text, words);
    if (proposal && proposal.confidence < 1) values[text] = proposal.word;
    if (proposal && proposal.confidence >= SURE) continue;
    const first = proposal?.word ?? usual;
    const proposals = [first, ...words.filter((word) => word !== first)];
    questions.push({ kind: 'value', field, column, value: text, rows, proposals });
  }
  const known = Object.keys(values).length > 0 ? { values } : {};
  return { field: { column, ...known, otherwise: usual, default: usual }, questions };
}
