/**
 * The mapping file: which column is which field, and how values and dates are written.
 * docs/import.md documents its format; these types are its parsed form.
 */
import { NAMED_FIELDS, type NamedField } from '@action-tracker/domain';
import { nameKey } from '@action-tracker/tracking';
import type { FileFormat } from '../read/file-format';

/** What a column can hold besides the fields of the registry. */
const OTHER_NAMES = [
  'status',
  'create_date',
  'created_by',
  'status_date',
  'changed_at',
  'changed_by',
] as const;
export type FieldName = 'id' | NamedField['mapped'] | (typeof OTHER_NAMES)[number];

/** The fields a column can hold, by their names in the mapping file. */
export const FIELD_NAMES: readonly FieldName[] = [
  'id',
  ...NAMED_FIELDS.map(({ mapped }) => mapped),
  ...OTHER_NAMES,
];

/** What a row of the file is: an item, or one change of an item (a log). */
export type RowMeaning = 'item' | 'change';

export interface FieldMapping {
  /** The first column with a value is used. */
  readonly columns: readonly string[];
  /** Words of the tracker by lowercase words of the file. */
  readonly values: ReadonlyMap<string, string>;
  /** Word of the tracker for words of the file that are not among the values. */
  readonly otherwise: string | undefined;
  /** Used when no column has a value. */
  readonly fallback: string | undefined;
  /** Joins the values of all columns by this text; without it the first value is used. */
  readonly join: string | undefined;
  /** date-fns formats, tried in order; if empty, those of the whole file. */
  readonly formats: readonly string[];
}

export interface NoteColumn {
  readonly column: string;
  /** Written before the text, if set. */
  readonly label: string | undefined;
  /** date-fns formats of the dates that begin notes within the text; none if it is one note. */
  readonly dated: readonly string[];
}

export interface Person {
  readonly email: string | undefined;
  readonly name: string | undefined;
}

export interface Mapping {
  readonly file: FileFormat;
  readonly dates: { readonly formats: readonly string[]; readonly zone: string };
  /** Lowercase words that mean "no value". */
  readonly noValue: ReadonlySet<string>;
  /** Columns that together identify an item; without any, the content of its row does. */
  readonly key: readonly string[];
  /** Columns that order changes with the same time. */
  readonly order: readonly string[];
  readonly fields: Readonly<Partial<Record<FieldName, FieldMapping>>>;
  readonly notes: readonly NoteColumn[];
  /** People by lowercase word of the file. */
  readonly people: ReadonlyMap<string, Person>;
}

/** Words that are remembered; the same ones come again in every row and several times per row. */
const REMEMBERED_WORDS = 20_000;
const REMEMBERED_CHARS = 100;
const remembered = new Map<string, string>();

/** Words of a file are compared like names of people. */
export function normalised(word: string): string {
  if (word.length > REMEMBERED_CHARS) return nameKey(word);
  const known = remembered.get(word);
  if (known !== undefined) return known;
  if (remembered.size >= REMEMBERED_WORDS) remembered.clear();
  const key = nameKey(word);
  remembered.set(word, key);
  return key;
}

export const DATE_FIELDS: readonly FieldName[] = [
  ...NAMED_FIELDS.flatMap(({ mapped, kind }) => (kind === 'date' ? [mapped] : [])),
  ...(['create_date', 'status_date', 'changed_at'] as const),
];

/** Every column that the mapping names, with its path in the mapping. */
export function namedColumns(mapping: Mapping): readonly { path: string; column: string }[] {
  const fields = FIELD_NAMES.flatMap((name) =>
    (mapping.fields[name]?.columns ?? []).map((column) => ({
      path: `fields.${name}.column`,
      column,
    })),
  );
  return [
    ...mapping.key.map((column) => ({ path: 'key', column })),
    ...mapping.order.map((column) => ({ path: 'order', column })),
    ...fields,
    ...mapping.notes.map(({ column }, index) => ({ path: `notes[${index}].column`, column })),
  ];
}
