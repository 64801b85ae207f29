/**
 * Fills in what follows from a column that a person has given another meaning: how its dates are
 * written, and which words of ours its words are.
 */
import type { ImportFieldMapping, ImportMapping } from '@action-tracker/contracts';
import { guessWords, WORD_FIELDS } from '../guess/guess-words';
import type { Question } from '../guess/guesses';
import { DATE_FIELDS, type FieldName } from '../mapping/mapping';
import { questionId } from './questions';
import type { UploadGuess } from './upload';

interface Completed {
  readonly mapping: ImportMapping;
  /** Further questions, about columns whose meaning was not guessed. */
  readonly questions: readonly Question[];
}

type Contents = UploadGuess['contents'];

/** @param asked the questions so far; those that are still about the mapping stay */
export function completed(
  given: ImportMapping,
  { contents, questions: guessed }: Pick<UploadGuess, 'contents' | 'questions'>,
  asked: readonly Question[],
): Completed {
  let [mapping, questions]: [ImportMapping, readonly Question[]] = [given, asked];
  for (const field of DATE_FIELDS) {
    const dates = datesOf(mapping, field, contents);
    if (!dates) continue;
    mapping = withField(mapping, field, { ...mapping.fields[field], formats: dates.formats });
    mapping = { ...mapping, no_value: [...new Set([...mapping.no_value, ...dates.placeholders])] };
    questions = [...questions, ...dates.questions];
  }
  for (const field of WORD_FIELDS) {
    const known = mapping.fields[field];
    const [column, ...others] = columnsOf(known);
    const words = column === undefined ? null : contents[column]?.words;
    if (!known || !words || column === undefined || others.length > 0 || isTold(known)) continue;
    const found = guessWords(field, { name: column, values: words });
    mapping = withField(mapping, field, { ...found.field, ...known });
    questions = [...questions, ...found.questions];
  }
  const ids = new Set(guessed.map(questionId));
  const further = new Map(questions.map((question) => [questionId(question), question]));
  return { mapping, questions: [...further].flatMap(([id, one]) => (ids.has(id) ? [] : [one])) };
}

/** How the dates of a field are written, if its mapping does not say that. */
function datesOf({ fields, dates }: ImportMapping, field: FieldName, contents: Contents) {
  const known = fields[field];
  const columns = columnsOf(known);
  const formats = [...(known?.formats ?? []), ...(dates.formats ?? [])];
  if (columns.length === 0 || formats.length > 0) return undefined;
  const found = columns.flatMap((column) => {
    const content = contents[column];
    return content ? [{ column, ...content }] : [];
  });
  const written = new Set(found.flatMap((content) => content.formats));
  return {
    formats: written.size > 0 ? [...written] : ['yyyy-MM-dd'],
    placeholders: found.flatMap(({ placeholders }) => placeholders),
    questions: found.flatMap(({ column, question }): readonly Question[] =>
      question ? [{ kind: 'date_order', field, column, ...question }] : [],
    ),
  };
}

const columnsOf = (field: ImportFieldMapping | undefined): readonly string[] =>
  [field?.column ?? []].flat();

/** Whether a person, or the guess, has said something about the words. */
const isTold = ({ values, otherwise }: ImportFieldMapping): boolean =>
  values !== undefined || otherwise !== undefined;

const withField = (
  mapping: ImportMapping,
  field: FieldName,
  changed: ImportFieldMapping,
): ImportMapping => ({ ...mapping, fields: { ...mapping.fields, [field]: changed } });

/** Whether a question is still about the columns of the mapping. */
export function isAbout({ kind, field, column }: Question, mapping: ImportMapping): boolean {
  const { fields, notes } = mapping;
  if (field === 'notes') return notes.some((note) => note.column === column);
  if (kind === 'missing') return columnsOf(fields[field]).length === 0;
  const people = [fields.owner, fields.created_by, fields.changed_by];
  const holders = kind === 'person' ? people : [fields[field]];
  return holders.some((holder) => columnsOf(holder).some((name) => name === column));
}
