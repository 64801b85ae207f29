/** What the wizard changes about a mapping. Each edit is pure, so that it can be made again on a newer one. */
import type { ImportField, ImportFieldMapping, ImportMapping } from '@action-tracker/contracts';
import { IMPORT_FIELDS } from '@action-tracker/contracts/imports';

/** Where a column goes: into a field, into the notes, or with everything else into the first note. */
export type Target = ImportField | 'note' | 'kept';

/** Between the parts of a title of several columns. */
const TITLE_JOINT = ' – ';

export const columnsOf = (mapping: ImportFieldMapping | undefined): readonly string[] =>
  [mapping?.column ?? []].flat();

/** The fields that an import can fill. */
export const fieldsOf = (isHistory: boolean): readonly ImportField[] =>
  IMPORT_FIELDS.filter((field) =>
    isHistory
      ? field !== 'created_by' && field !== 'status_date'
      : field !== 'changed_at' && field !== 'changed_by',
  );

export function targetOf({ fields, notes }: ImportMapping, column: string): Target {
  const field = IMPORT_FIELDS.find((name) => columnsOf(fields[name]).includes(column));
  if (field) return field;
  return notes.some((note) => note.column === column) ? 'note' : 'kept';
}

/** The columns that are used before this one, where it only fills gaps. */
export function columnsBefore(mapping: ImportMapping, column: string): readonly string[] {
  const target = targetOf(mapping, column);
  if (target === 'note' || target === 'kept' || target === 'title') return [];
  const columns = columnsOf(mapping.fields[target]);
  return columns.slice(0, columns.indexOf(column));
}

/** Moves a column. In a title columns are joined; in other fields a later one fills the gaps. */
export function withTarget(mapping: ImportMapping, column: string, target: Target): ImportMapping {
  const left = withoutColumn(mapping, column);
  if (target === 'kept') return left;
  if (target === 'note') return { ...left, notes: [...left.notes, { column }] };
  const field = left.fields[target];
  const columns = [...columnsOf(field), column];
  const joined = target === 'title' && columns.length > 1 ? { join: TITLE_JOINT } : {};
  return withField(left, target, { ...field, ...joined, column: oneOrMore(columns) });
}

/** @param value `undefined` for none */
export function withDefault(
  mapping: ImportMapping,
  field: ImportField,
  value: string | undefined,
): ImportMapping {
  const { default: _before, ...rest } = mapping.fields[field] ?? {};
  return withField(mapping, field, value === undefined ? rest : { ...rest, default: value });
}

/** Our word for all words of a field that have none. */
export const withOtherwise = (
  mapping: ImportMapping,
  field: ImportField,
  otherwise: string,
): ImportMapping => withField(mapping, field, { ...mapping.fields[field], otherwise });

/** Whether a word means that there is no value. */
export const isNoValue = ({ no_value }: ImportMapping, word: string): boolean =>
  no_value.some((known) => known.toLowerCase() === word.toLowerCase());

export function withNoValue(mapping: ImportMapping, word: string, isNone: boolean): ImportMapping {
  const others = mapping.no_value.filter((known) => known.toLowerCase() !== word.toLowerCase());
  return { ...mapping, no_value: isNone ? [...others, word] : others };
}

export const withKey = (mapping: ImportMapping, columns: readonly string[]): ImportMapping => ({
  ...mapping,
  key: columns,
});

function withoutColumn(mapping: ImportMapping, column: string): ImportMapping {
  const target = targetOf(mapping, column);
  const notes = mapping.notes.filter((note) => note.column !== column);
  if (target === 'note' || target === 'kept') return { ...mapping, notes };
  const columns = columnsOf(mapping.fields[target]).filter((name) => name !== column);
  const { default: fallback, ...rest } = mapping.fields[target] ?? {};
  const kept = fallback === undefined ? {} : { default: fallback };
  // How another column writes its words and dates is guessed anew, by the server.
  if (columns.length === 0) return withField({ ...mapping, notes }, target, kept);
  const { join: _join, ...others } = rest;
  const field = { ...(columns.length > 1 ? rest : others), ...kept, column: oneOrMore(columns) };
  return withField({ ...mapping, notes }, target, field);
}

function withField(
  mapping: ImportMapping,
  field: ImportField,
  value: ImportFieldMapping,
): ImportMapping {
  const { [field]: _before, ...others } = mapping.fields;
  const isEmpty = Object.keys(value).length === 0;
  return { ...mapping, fields: isEmpty ? others : { ...others, [field]: value } };
}

const oneOrMore = (columns: readonly string[]): string | readonly string[] =>
  columns.length === 1 && columns[0] !== undefined ? columns[0] : columns;
