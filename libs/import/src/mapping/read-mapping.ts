/** Parses the JSON of a mapping file to a `Mapping`, collecting all problems. */
import { isOfTracker, isPlainDate, NAMED_FIELDS, STATUSES } from '@action-tracker/domain';
import { ENCODINGS, type FileFormat } from '../read/file-format';
import { dateFormatProblem, isTimeZone } from './dates';
import { JsonReader } from './json-reader';
import {
  DATE_FIELDS,
  FIELD_NAMES,
  normalised,
  type FieldMapping,
  type FieldName,
  type Mapping,
  type Person,
  type RowMeaning,
} from './mapping';

/** What the creation date of rows without one may be, besides a date. */
export const DAY_NAMES = ['today', 'due_date'] as const;
const isDayName = (word: string): boolean => DAY_NAMES.some((name) => name === word);

/** A rough check; the actual rule applies when the user is created. */
const EMAIL_FORM = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const SECTIONS = ['file', 'dates', 'no_value', 'key', 'fields', 'notes', 'people'];
const CHANGE_SECTIONS = [...SECTIONS, 'order'];

/** The words of fields with a vocabulary; a tracker can have other categories. */
export const VOCABULARY: Readonly<Partial<Record<FieldName, readonly string[]>>> = {
  ...Object.fromEntries(
    NAMED_FIELDS.flatMap(({ mapped, words }) => (words ? [[mapped, words]] : [])),
  ),
  status: STATUSES,
};

/** Fields that the mapping must have. The status is optional: an unmapped one is New. */
const REQUIRED_FIELDS = NAMED_FIELDS.flatMap(({ mapped, isRequired }) =>
  isRequired ? [mapped] : [],
);
/** The past of an item comes either from fields of its one row, or from its several rows. */
const PAST_FIELDS: Readonly<Record<RowMeaning, readonly FieldName[]>> = {
  item: ['create_date', 'created_by', 'status_date'],
  change: ['create_date', 'changed_at', 'changed_by'],
};

export interface ReadMapping {
  readonly mapping: Mapping;
  readonly problems: readonly string[];
  /** Those of the problems that are about what the mapping does not say yet. */
  readonly missing: readonly string[];
  /** Whether the only problem is that the mapping describes changes. */
  readonly isOfChanges: boolean;
}

/** Reads the usable parts and reports all problems. */
export function readMapping(json: unknown, meaning: RowMeaning = 'item'): ReadMapping {
  const read = new JsonReader();
  const root = read.object(json, 'mapping', meaning === 'item' ? SECTIONS : CHANGE_SECTIONS);
  const file = read.object(root.file, 'file', ['delimiter', 'encoding', 'header', 'sheet']);
  const dates = read.object(root.dates, 'dates', ['formats', 'zone']);
  const mapping: Mapping = {
    file: {
      delimiter: readDelimiter(read, file.delimiter),
      encoding: read.oneOf(file.encoding, 'file.encoding', {
        allowed: ENCODINGS,
        fallback: 'utf-8',
      }),
      ...readPlace(read, file),
    },
    dates: {
      formats: readFormats(read, dates.formats, 'dates.formats'),
      zone: readZone(read, dates.zone),
    },
    noValue: new Set(read.texts(root.no_value, 'no_value').map(normalised)),
    key: read.texts(root.key, 'key'),
    order: read.texts(root.order, 'order'),
    fields: readFields(read, root.fields, meaning),
    notes: read.list(root.notes, 'notes').flatMap((note, index) => readNote(read, note, index)),
    people: readPeople(read, root.people),
  };
  const written = read.problems.length;
  requireFields(read, mapping, meaning);
  requireFormats(read, mapping);
  const isOfChanges = meaning === 'item' && read.problems.length > 0 && describesChanges(json);
  const problems = isOfChanges ? [OF_CHANGES] : read.problems;
  return { mapping, problems, missing: read.problems.slice(written), isOfChanges };
}

const OF_CHANGES = 'mapping: expected a mapping for items, found one for a log of changes';

/** Whether this is a valid mapping for changes. */
const describesChanges = (json: unknown): boolean =>
  readMapping(json, 'change').problems.length === 0;

function readDelimiter(read: JsonReader, value: unknown): string {
  if (value === undefined) return ',';
  if (typeof value === 'string' && value.length === 1 && !/["\r\n]/.test(value)) return value;
  read.expected('file.delimiter', 'one character such as ";" or a tab', value);
  return ',';
}

/** Where the table begins: its sheet, and the line of its header. */
function readPlace(
  read: JsonReader,
  { header, sheet }: Readonly<Record<string, unknown>>,
): Pick<FileFormat, 'header' | 'sheet'> {
  const name = read.text(sheet, 'file.sheet');
  const isLine = typeof header === 'number' && Number.isInteger(header) && header >= 0;
  if (header !== undefined && !isLine) {
    read.expected('file.header', 'the number of a line, or 0 without a header', header);
  }
  return { ...(isLine ? { header } : {}), ...(name === undefined ? {} : { sheet: name }) };
}

function readZone(read: JsonReader, value: unknown): string {
  const zone = read.text(value, 'dates.zone') ?? 'UTC';
  if (isTimeZone(zone)) return zone;
  read.expected('dates.zone', 'an IANA time zone like America/New_York', zone);
  return 'UTC';
}

function readFormats(read: JsonReader, value: unknown, path: string): readonly string[] {
  const formats = read.texts(value, path);
  for (const format of formats) {
    const problem = dateFormatProblem(format);
    if (problem) read.problems.push(`${path}: ${problem}`);
  }
  return formats;
}

function readFields(read: JsonReader, value: unknown, meaning: RowMeaning): Mapping['fields'] {
  const foreign = PAST_FIELDS[meaning === 'item' ? 'change' : 'item'];
  const names = FIELD_NAMES.filter(
    (name) => PAST_FIELDS[meaning].includes(name) || !foreign.includes(name),
  );
  const fields = read.object(value, 'fields', names);
  const entries = names
    .filter((name) => fields[name] !== undefined)
    .map((name) => [name, readField(read, name, fields[name])]);
  return Object.fromEntries(entries) as Mapping['fields'];
}

function readField(read: JsonReader, name: FieldName, value: unknown): FieldMapping {
  const path = `fields.${name}`;
  const words = VOCABULARY[name];
  const isDate = isDateField(name);
  const keys = ['column', ...(name === 'id' ? [] : ['default'])];
  if (words) keys.push('values', 'otherwise');
  if (isText(name)) keys.push('join');
  if (isDate) keys.push('formats');
  const field = read.object(value, path, keys);
  const columns = read.texts(field.column, `${path}.column`);
  const fallback = read.text(field.default, `${path}.default`);
  if (columns.length === 0 && fallback === undefined) {
    read.expected(path, name === 'id' ? 'a column' : 'a column or a default', value);
  }
  if (fallback !== undefined) requireWord(read, name, { path: `${path}.default`, word: fallback });
  const otherwise = read.text(field.otherwise, `${path}.otherwise`);
  if (otherwise !== undefined) {
    requireWord(read, name, { path: `${path}.otherwise`, word: otherwise });
  }
  return {
    ...{ columns, fallback, otherwise, join: readJoin(read, field.join, `${path}.join`) },
    values: readValues(read, name, field.values),
    formats: readFormats(read, field.formats, `${path}.formats`),
  };
}

/** May be blank, unlike other texts. */
function readJoin(read: JsonReader, value: unknown, path: string): string | undefined {
  if (value === undefined || typeof value === 'string') return value;
  read.expected(path, 'text', value);
  return undefined;
}

const isText = (name: FieldName): boolean =>
  NAMED_FIELDS.some(({ mapped, kind }) => mapped === name && kind === 'text');

const isDateField = (name: FieldName): boolean => DATE_FIELDS.some((field) => field === name);

function readValues(read: JsonReader, name: FieldName, value: unknown): FieldMapping['values'] {
  const path = `fields.${name}.values`;
  const entries = Object.entries(read.record(value, path)).flatMap(([original, target]) => {
    const word = read.text(target, `${path}.${original}`);
    if (word === undefined) return [];
    requireWord(read, name, { path: `${path}.${original}`, word });
    return [[normalised(original), word] as const];
  });
  return new Map(entries);
}

function requireWord(
  read: JsonReader,
  name: FieldName,
  { path, word }: { readonly path: string; readonly word: string },
): void {
  const words = VOCABULARY[name];
  const isFixed = words !== undefined && !isOfTracker(name);
  if (isFixed && !words.includes(word)) read.expected(path, `one of ${words.join(', ')}`, word);
  if (!isDateField(name) || isPlainDate(word)) return;
  if (name !== 'create_date') read.expected(path, 'a date as YYYY-MM-DD', word);
  else if (!isDayName(word)) {
    read.expected(path, `a date as YYYY-MM-DD, ${DAY_NAMES.join(' or ')}`, word);
  }
}

function readNote(read: JsonReader, value: unknown, index: number): Mapping['notes'] {
  const path = `notes[${index}]`;
  const note = read.object(value, path, ['column', 'label', 'dated']);
  const column = read.text(note.column, `${path}.column`);
  const label = read.text(note.label, `${path}.label`);
  const dated = readFormats(read, note.dated, `${path}.dated`);
  if (column !== undefined) return [{ column, label, dated }];
  if (note.column === undefined) read.expected(path, 'a column', value);
  return [];
}

function readPeople(read: JsonReader, value: unknown): Mapping['people'] {
  const people = Object.entries(read.record(value, 'people')).map(([word, entry]) => {
    const path = `people.${word}`;
    const person = read.object(entry, path, ['email', 'name']);
    const email = read.text(person.email, `${path}.email`);
    const name = read.text(person.name, `${path}.name`);
    if (email === undefined && name === undefined) read.expected(path, 'email or name', entry);
    if (email !== undefined && !EMAIL_FORM.test(email)) {
      read.expected(`${path}.email`, 'an e-mail address', email);
    }
    return [normalised(word), { email, name } satisfies Person] as const;
  });
  return new Map(people);
}

function requireFields(read: JsonReader, { fields, key }: Mapping, meaning: RowMeaning): void {
  const ofPast = meaning === 'item' ? 'create_date' : 'changed_at';
  if (meaning === 'change' && key.length === 0) {
    read.expected('key', 'the columns that identify the rows of one item', undefined);
  }
  for (const name of [...REQUIRED_FIELDS, ofPast] as const) {
    if (fields[name] === undefined) {
      read.expected(`fields.${name}`, 'a column or a default', undefined);
    }
  }
}

function requireFormats(read: JsonReader, { fields, dates }: Mapping): void {
  if (dates.formats.length > 0) return;
  const needing = DATE_FIELDS.filter(
    (name) => (fields[name]?.columns.length ?? 0) > 0 && fields[name]?.formats.length === 0,
  );
  if (needing.length === 0) return;
  read.expected('dates.formats', `how dates are written, for ${needing.join(', ')}`, undefined);
}
