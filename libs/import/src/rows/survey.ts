/**
 * Reads the whole file before anything is written, for what cannot be decided row by row: a date
 * that two formats read differently, and how high numbers may go.
 */
import { ImportRefused } from '../import-refused';
import { DATE_FIELDS, type FieldName, type Mapping } from '../mapping/mapping';
import { openTable } from '../read/open-table';
import type { SourceFile } from '../read/source-file';
import { numberOf } from './map-row';
import { Turns } from '../turns';
import { RowValues, type RowContext } from './row-values';

/**
 * A larger gap to the previous number is taken for a typing error that would skip all numbers in
 * between.
 */
export const NUMBER_MAX_GAP = 100_000;

interface Surveyed {
  readonly file: SourceFile;
  readonly context: RowContext;
  /** The highest number used in the tracker; 0 if none. */
  readonly highestNumber: number;
  readonly onPiece: () => void;
}

/**
 * Surveys the file if the mapping requires it.
 *
 * @returns the highest number that a row may have
 * @throws ImportRefused when two formats read a date differently
 */
export async function surveyFile(surveyed: Surveyed): Promise<number> {
  const { context, highestNumber, onPiece } = surveyed;
  const dates = DATE_FIELDS.filter((name) => hasSeveralFormats(context.mapping, name));
  if (context.mapping.fields.id === undefined && dates.length === 0) return Infinity;
  const numbers = new Set<number>();
  const file = await openTable(surveyed.file, context.mapping.file, onPiece);
  const turns = new Turns();
  for await (const row of file.rows) {
    await turns.pass();
    if (!('cells' in row)) continue;
    const values = new RowValues(row.cells, context);
    for (const name of dates) requireOneDay(values, name, row.line);
    const number = numberOf(values, context.prefix);
    if (number !== undefined) numbers.add(number);
  }
  return reachOf(numbers, highestNumber);
}

function hasSeveralFormats({ fields, dates }: Mapping, name: FieldName): boolean {
  const field = fields[name];
  if (!field) return false;
  return (field.formats.length > 0 ? field.formats : dates.formats).length > 1;
}

function requireOneDay(values: RowValues, name: FieldName, line: number): void {
  const date = values.date(name);
  if (!date?.otherwise) return;
  throw new ImportRefused(
    `line ${line}, ${name}: is ${JSON.stringify(values.text(name))} ${date.date}, or ` +
      `${date.otherwise.date} as ${date.otherwise.format} reads it? ` +
      'Leave only one of these formats in the mapping. Nothing was written.',
  );
}

/** The highest number reachable from the tracker's highest one without exceeding the gap. */
function reachOf(numbers: ReadonlySet<number>, highestNumber: number): number {
  let reach = highestNumber;
  for (const number of [...numbers].sort((a, b) => a - b)) {
    if (number - reach > NUMBER_MAX_GAP) return reach + NUMBER_MAX_GAP;
    reach = Math.max(reach, number);
  }
  return reach + NUMBER_MAX_GAP;
}
