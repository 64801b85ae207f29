/** Recognises an uploaded file, and proposes how to import it. */
import type { ImportFieldMapping, ImportMapping, Tracker } from '@action-tracker/contracts';
import type { RowState } from '@action-tracker/tracking';
import { exportedColumns, findExport } from '../exported/find-export';
import { countKnownIds } from '../exported/known-ids';
import { ImportRefused } from '../import-refused';
import { guessFile, type Guess } from '../guess/guess-file';
import { usualFirst } from '../guess/guess-words';
import type { GuessOptions, Question } from '../guess/guesses';
import { DATE_FIELDS, normalised } from '../mapping/mapping';
import { matchColumns } from '../mapping/match-columns';
import { readMapping } from '../mapping/read-mapping';
import type { FileFormat } from '../read/file-format';
import type { SourceFile } from '../read/source-file';
import { columnLetters } from '../read/table';
import { isOpen, joinedFormats, questionId } from './questions';
import type { RememberedMapping } from './remembered-mappings';
import type { UploadedExport, UploadGuess, UploadSettings } from './upload';

export interface Recognised {
  readonly guess: UploadGuess;
  readonly settings: Pick<
    UploadSettings,
    'mapping' | 'mappingFrom' | 'isHistory' | 'questions' | 'answered' | 'problems'
  >;
}

interface Recognising {
  readonly file: SourceFile;
  /** What a person has chosen. */
  readonly format: Partial<FileFormat>;
  readonly options: GuessOptions;
  readonly now: Date;
  readonly tracker: Pick<Tracker, 'prefix' | 'next_number'>;
  remembered(headings: readonly string[]): Promise<RememberedMapping | undefined>;
  /** The items as they were at a position; empty if the tracker has no such position. */
  readonly statesAt: (
    itemIds: readonly string[],
    position: number,
  ) => Promise<ReadonlyMap<string, RowState>>;
  readonly nameOf: (userId: number) => string;
}

/** @throws ImportRefused when the file cannot be read, ImportTooLarge when it exceeds a limit */
export async function recogniseUpload(request: Recognising): Promise<Recognised> {
  const { file, format, options, now, tracker } = request;
  const guessed = await guessFile({ ...options, file, format, now, isLimited: true });
  const found = await exportOf(request, guessed);
  if (found && 'exported' in found) return comesBack(guessed, options, found);
  const { columns } = guessed;
  const knownIds = await countKnownIds({ file, format: guessed.mapping.file, columns, tracker });
  const guess = { ...uploadGuess(guessed, options, found), knownIds };
  const remembered = await request.remembered(guess.columns.map(({ name }) => name));
  const { mapping } = guessed;
  return { guess, settings: remembered ? again(guess, mapping, remembered) : anew(guess, guessed) };
}

const anew = (guess: UploadGuess, { mapping, isHistory }: Guess): Recognised['settings'] => ({
  ...{ mapping, mappingFrom: 'file', isHistory, questions: [], answered: [] },
  problems: problemsOf(guess, { mapping, isHistory }),
});

/** The mapping of the last import with these columns; what it says about this file is answered. */
function again(
  guess: UploadGuess,
  { fields: found }: ImportMapping,
  { mapping: rest, isHistory }: RememberedMapping,
): Recognised['settings'] {
  const fields = Object.entries(rest.fields).map(([name, field]) => {
    const formats = DATE_FIELDS.flatMap((date) =>
      date === name ? joinedFormats(field.formats ?? [], found[date]?.formats ?? []) : [],
    );
    return [name, formats.length > 0 ? { ...field, formats } : field] as const;
  });
  const mapping = { ...rest, fields: Object.fromEntries(fields), file: guess.format };
  const answered = guess.questions.filter((question) => isAnswered(question, mapping));
  return {
    ...{ mapping, mappingFrom: 'tracker', isHistory, questions: [] },
    answered: answered.map(questionId),
    problems: problemsOf(guess, { mapping, isHistory }),
  };
}

/** Only a word or a name that is new has to be looked at again. */
function isAnswered(question: Question, mapping: ImportMapping): boolean {
  const { kind, field, value = '' } = question;
  if (kind === 'date_order') return !isOpen(question, mapping);
  if (kind === 'person') return Object.hasOwn(mapping.people, value);
  if (kind !== 'value' || field === 'notes') return true;
  return Object.hasOwn(mapping.fields[field]?.values ?? {}, value);
}

interface OwnExport {
  readonly exported: UploadedExport;
  /** Columns by field. */
  readonly fields: Readonly<Record<string, string>>;
}

/** What a workbook of this product is, or why it is read like any other. */
async function exportOf(
  { file, tracker: { prefix }, statesAt, nameOf }: Recognising,
  { mapping, sheets, columns }: Guess,
): Promise<OwnExport | { readonly warning: string } | undefined> {
  const { sheet, header = 0 } = mapping.file;
  const headings = columns.map(({ name }) => name);
  if (sheet === undefined) return undefined;
  const found = await findExport({ file, sheets, sheet, header, headings });
  if (!found) return undefined;
  const { ids, owners } = found;
  const { tracker, position, asOf } = found.mark;
  if (tracker !== prefix) return { warning: `the file is a list of the tracker ${tracker}` };
  const statesOf = (itemIds: readonly string[]) => statesAt(itemIds, position);
  const own = await exportedColumns({ file, sheet, header, prefix, statesOf, nameOf });
  if (!own) return { warning: 'no column holds the ids of the items: all rows become new items' };
  const { id: idColumn, note: noteColumn, missing, renamed, fields } = own;
  return {
    exported: { position, asOf, idColumn, noteColumn, missing, renamed, ids, owners },
    fields,
  };
}

/** The columns are known, and so are the words, apart from those of new rows. */
function comesBack(guessed: Guess, options: GuessOptions, own: OwnExport): Recognised {
  const { mapping: found } = guessed;
  const names = new Set(own.exported.owners.map(({ name }) => normalised(name)));
  const isOwner = (word: string) => names.has(normalised(word));
  const others = Object.entries(found.people).filter(([word]) => !isOwner(word));
  const guess = { ...uploadGuess(guessed, options, undefined), exported: own.exported };
  const fields: Record<string, ImportFieldMapping> = Object.fromEntries(
    Object.entries(own.fields).map(([field, column]) => [
      field,
      { column, ...usualOf(field, found, options) },
    ]),
  );
  const owner = { ...fields.owner, ...(options.importer ? { default: options.importer } : {}) };
  const mapping: ImportMapping = {
    ...{ file: found.file, dates: { zone: options.zone }, no_value: ['TBD'], key: [] },
    fields: { ...fields, owner, create_date: { default: 'today' } },
    ...{ notes: [], people: Object.fromEntries(others) },
  };
  const problems = problemsOf(guess, { mapping, isHistory: false });
  const questions = guess.questions.filter(
    ({ kind, value = '' }) => kind === 'person' && !isOwner(value),
  );
  return {
    guess: { ...guess, questions },
    settings: {
      ...{ mapping, mappingFrom: 'file', isHistory: false, questions: [], answered: [] },
      problems,
    },
  };
}

/** What the mapping says about a field beside its column. */
function usualOf(
  field: string,
  { fields }: ImportMapping,
  { categories }: GuessOptions,
): ImportFieldMapping {
  if (field === 'due_date') {
    return { formats: joinedFormats(['yyyy-MM-dd'], fields.due_date?.formats ?? []) };
  }
  const usual = field === 'category' ? usualFirst(field, categories)[0] : DEFAULTS[field];
  return usual === undefined ? {} : { default: usual };
}

/** Of new rows without a value. */
const DEFAULTS: Readonly<Record<string, string>> = {
  priority: 'Medium',
  status: 'New',
};

function uploadGuess(
  guessed: Guess,
  { today }: GuessOptions,
  found: { readonly warning: string } | undefined,
): UploadGuess {
  const { rows, sheets, firstLines, columns, filled, warnings, mapping, doubled } = guessed;
  const { contents } = guessed;
  return {
    ...{ format: mapping.file, rows, sheets, firstLines, doubled, contents, exported: null },
    warnings: [...warnings, ...(found ? [found.warning] : [])],
    columns: columns.map(({ name, index, samples, meaning, confidence, reasons }) => ({
      ...{ name, letters: columnLetters(index), samples, filled: filled.get(name) ?? 0 },
      ...{ meaning, confidence, reasons },
    })),
    questions: [...guessed.questions, ...fallbackQuestion(guessed, today)],
  };
}

/** Rows without the date on which they were raised. */
function fallbackQuestion({ mapping, filled, rows }: Guess, today: string): readonly Question[] {
  const columns = [mapping.fields.create_date?.column ?? []].flat();
  const [column] = columns;
  const missing = rows - Math.max(0, ...columns.map((name) => filled.get(name) ?? 0));
  if (column === undefined || missing === 0) return [];
  const proposals = [today, ...(mapping.fields.due_date ? ['due_date'] : [])];
  return [{ kind: 'date_fallback', field: 'create_date', column, rows: missing, proposals }];
}

/** Why a mapping cannot be used yet. */
export function problemsOf(
  { columns, doubled, format, questions: guessed }: UploadGuess,
  {
    mapping: json,
    isHistory,
    questions: further = [],
  }: Pick<UploadSettings, 'mapping' | 'isHistory'> & Partial<Pick<UploadSettings, 'questions'>>,
): readonly string[] {
  const { mapping, problems } = readMapping(json, isHistory ? 'change' : 'item');
  if (problems.length > 0) return problems;
  const open = [...guessed, ...further].filter((question) => isOpen(question, json));
  const orders = open.map(
    ({ field, proposals }) => `${field}: expected one of ${proposals.join(' and ')}, found both`,
  );
  const names = columns.map(({ name }) => name);
  const delimiter = format.sheet === undefined ? { delimiter: format.delimiter } : {};
  try {
    return [
      ...orders,
      ...matchColumns(mapping, { columns: names, doubled, ...delimiter }).problems,
    ];
  } catch (error) {
    if (error instanceof ImportRefused) return [...orders, error.message];
    throw error;
  }
}
