/**
 * The mapping file: which column is which field, how values and dates are written.
 * What people write is documented in docs/import.md; this is how the import sees it.
 */
import { NAMED_FIELDS, type NamedField } from '@action-tracker/domain';
import { nameKey } from '@action-tracker/tracking';
import type { FileFormat } from '../read/file-format';

/** What a column can tell beside the fields of the registry. */
const OTHER_NAMES = [
  'status',
  'create_date',
  'created_by',
  'status_date',
  'changed_at',
  'changed_by',
] as const;
export type FieldName = 'id' | NamedField['mapped'] | (typeof OTHER_NAMES)[number];

/** What a column can tell of an item, by the names of the mapping file. */
export const FIELD_NAMES: readonly FieldName[] = [
  'id',
  ...NAMED_FIELDS.map(({ mapped }) => mapped),
  ...OTHER_NAMES,
];

/** What a row of the file is: an item, or one change of an item (a log). */
export type RowMeaning = 'item' | 'change';

export interface FieldMapping {
  /** The first one that has a value counts. */
  readonly columns: readonly string[];
  /** Words of the tracker by words of the file in lower case. */
  readonly values: ReadonlyMap<string, string>;
  /** Taken when no column has a value. */
  readonly fallback: string | undefined;
  /** date-fns formats, tried in order; empty: those of the whole file. */
  readonly formats: readonly string[];
}

export interface NoteColumn {
  readonly column: string;
  /** Written before the text, when given. */
  readonly label: string | undefined;
}

export interface Person {
  readonly email: string | undefined;
  readonly name: string | undefined;
}

export interface Mapping {
  readonly file: FileFormat;
  readonly dates: { readonly formats: readonly string[]; readonly zone: string };
  /** Words in lower case that mean "no value". */
  readonly noValue: ReadonlySet<string>;
  /** Columns that together identify an item; none: the content of its row does. */
  readonly key: readonly string[];
  /** Columns that order changes of the same time. */
  readonly order: readonly string[];
  readonly fields: Readonly<Partial<Record<FieldName, FieldMapping>>>;
  readonly notes: readonly NoteColumn[];
  /** People by the word of the file in lower case. */
  readonly people: ReadonlyMap<string, Person>;
}

/** How words of a file are compared: as names of people are. */
export const normalised = nameKey;

export const DATE_FIELDS: readonly FieldName[] = [
  ...NAMED_FIELDS.flatMap(({ mapped, kind }) => (kind === 'date' ? [mapped] : [])),
  ...(['create_date', 'status_date', 'changed_at'] as const),
];

/** Every column that the mapping names, with the place that names it. */
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
