/** Cells as spreadsheets have them on the clipboard: tabs between cells, line breaks between rows. */
import { guarded, unguarded } from '@action-tracker/contracts';
import { parse } from 'csv-parse/browser/esm/sync';
import { stringify } from 'csv-stringify/browser/esm/sync';

export type Cells = readonly (readonly string[])[];

const FORMAT = { delimiter: '\t' } as const;

/** A spreadsheet would take a text that begins like a formula for one, so that gets an apostrophe. */
export const tsvOf = (cells: Cells): string =>
  stringify(
    cells.map((row) => row.map(guarded)),
    FORMAT,
  ).replace(/\n$/, '');

export function cellsOf(tsv: string): Cells {
  const text = tsv.replace(/\r?\n$/, '');
  return readCells(text).map((row) => row.map(unguarded));
}

function readCells(text: string): Cells {
  const options = { ...FORMAT, relax_column_count: true, relax_quotes: true };
  try {
    return parse(text, { ...options, skip_empty_lines: false });
  } catch {
    // A quote that never ends is text.
    return text.split(/\r?\n/).map((line) => line.split('\t'));
  }
}
