/** Rows as PostgreSQL reads them fastest: an array of a row type, as text. */
import type { Row } from './projection';

/** The array literal of rows with these columns; what a row does not have is null. */
export const rowsLiteral = (rows: readonly Row[], columns: readonly string[]): string =>
  arrayOf(rows.map((row) => columns.map((column) => row[column])));

/** The array literal of tuples. */
export const arrayOf = (tuples: readonly (readonly unknown[])[]): string =>
  `{${tuples.map(tuple).join(',')}}`;

const tuple = (values: readonly unknown[]): string => `"(${values.map(field).join(',')})"`;

function field(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  // Quoted twice: as a field of its row, and the row as an element of the array.
  return SPECIAL.test(text) ? `\\"${text.replace(ALL_SPECIAL, escape)}\\"` : `\\"${text}\\"`;
}

const SPECIAL = /["\\]/;
const ALL_SPECIAL = /["\\]/g;
const escape = (character: string): string => (character === '"' ? '\\"\\"' : '\\\\\\\\');
