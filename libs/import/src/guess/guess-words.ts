/** Which words of ours the words of a column are. */
import { CATEGORIES, PRIORITIES, STATUSES } from '@action-tracker/domain';
import { isPlaceholder } from '../vocabulary/placeholders';
import { proposedWord, type WordField } from '../vocabulary/words';
import type { FieldJson, Question } from './guesses';
import type { CountedValue } from './profile';

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

/** Our words for a field, the usual one first. */
export const usualFirst = (field: WordField): readonly [string, ...string[]] => [
  USUAL[field],
  ...WORDS[field].filter((word) => word !== USUAL[field]),
];

/** Whether a word means no value, unless it is a word of the field. */
export const isNothing = (field: WordField | undefined, text: string): boolean =>
  isPlaceholder(text) &&
  (field === undefined || field === 'category' || proposedWord(field, text) === undefined);

/** The field with this column, and what is not sure about its words. */
export function guessWords(
  field: WordField,
  column: string,
  found: readonly CountedValue[],
): { readonly field: FieldJson; readonly questions: readonly Question[] } {
  const usual = USUAL[field];
  const values: Record<string, string> = {};
  const questions: Question[] = [];
  for (const { text, rows } of found.filter((value) => !isNothing(field, value.text))) {
    const proposal = proposedWord(field, text);
    if (proposal && proposal.confidence < 1) values[text] = proposal.word;
    if (proposal && proposal.confidence >= SURE) continue;
    const first = proposal?.word ?? usual;
    const proposals = [first, ...WORDS[field].filter((word) => word !== first)];
    questions.push({ kind: 'value', field, column, value: text, rows, proposals });
  }
  const known = Object.keys(values).length > 0 ? { values } : {};
  return { field: { column, ...known, otherwise: usual, default: usual }, questions };
}
