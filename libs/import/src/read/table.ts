/** A table, whatever the format of its file: named columns, and rows with the lines they start on. */
import { ImportRefused } from '../import-refused';

/** One row: its cells by column, or why it cannot be read. */
export type TableRow =
  | { readonly line: number; readonly cells: ReadonlyMap<string, string> }
  | { readonly line: number; readonly problem: string };

/** A row as a list of cells, not yet compared with the header. */
export type TableRecord =
  /** `line`: where the record starts in the file, from 1; in a workbook the number of the row. */
  | { readonly line: number; readonly cells: readonly string[] }
  | { readonly line: number; readonly problem: string };

export interface TableFile {
  /** Unique names: a repeated one gets its position appended. Letters if there is no header. */
  readonly columns: readonly string[];
  /** Names that occur several times. */
  readonly doubled: readonly string[];
  /** Only of text files. */
  readonly delimiter?: string;
  /** Line of the header; `undefined` if there is none. */
  readonly headerLine: number | undefined;
  /**
   * The rows after the header, in order. `rows` and `records` share one stream, so read only one of
   * them.
   */
  readonly rows: AsyncGenerator<TableRow>;
  readonly records: AsyncGenerator<TableRecord>;
  /** Oddities that do not prevent reading. */
  readonly warnings: readonly string[];
  readonly sizeBytes: number;
  readBytes(): number;
}

export interface TableSource {
  /** Name of the file, for messages. */
  readonly name: string;
  readonly records: AsyncGenerator<TableRecord>;
  /** Line of the header, 0 if there is none; `undefined` for the first row. */
  readonly header: number | undefined;
  /** Whether a row may end before the last column, as in a workbook. */
  readonly isRagged: boolean;
}

/** Rows read to find out how wide a table without header is. */
const PEEKED_ROWS = 100;

/**
 * Names the columns of a table.
 *
 * @throws ImportRefused when the file is empty or its header is not where it should be
 */
export async function tableOf(
  source: TableSource,
): Promise<Pick<TableFile, 'columns' | 'doubled' | 'headerLine' | 'rows' | 'records'>> {
  if (source.header === 0) return withoutHeader(source);
  const { records, isRagged } = source;
  const { line, cells } = await headerOf(source);
  const names = cells.map((cell, index) => cell.trim() || `(column ${index + 1})`);
  const columns = names.map((column, index) =>
    names.indexOf(column) === index ? column : `${column} (column ${index + 1})`,
  );
  const doubled = [...new Set(names.filter((each, index) => names.indexOf(each) !== index))];
  const rows = rowsOf(records, columns, isRagged);
  return { columns, doubled, headerLine: line, rows, records };
}

async function headerOf({ name, records, header }: TableSource) {
  let next = await records.next();
  while (!next.done && header !== undefined && next.value.line < header) {
    next = await records.next();
  }
  if (next.done) throw header === undefined ? empty(name) : noHeader(name, header, 'no such line');
  const { line } = next.value;
  if ('problem' in next.value) {
    throw new ImportRefused(`${name}, line ${line}: ${next.value.problem}`);
  }
  if (header === undefined || line === header) return next.value;
  throw noHeader(name, header, 'no row that starts there');
}

const noHeader = (name: string, line: number, found: string): ImportRefused =>
  new ImportRefused(`Expected the header of ${name} on line ${line}, found ${found}`);

async function withoutHeader({ name, records }: TableSource) {
  const peeked: TableRecord[] = [];
  while (peeked.length < PEEKED_ROWS) {
    const next = await records.next();
    if (next.done) break;
    peeked.push(next.value);
  }
  const widths = peeked.map((record) => ('cells' in record ? record.cells.length : 0));
  const width = Math.max(0, ...widths);
  if (width === 0) throw empty(name);
  const columns = Array.from({ length: width }, (_, index) => columnLetters(index));
  const all = chained(peeked, records);
  const rows = rowsOf(all, columns, true);
  return { columns, doubled: [], headerLine: undefined, rows, records: all };
}

/** `A` for the first column, `AA` for the 27th. @param index from 0 */
export function columnLetters(index: number): string {
  const rest = index >= 26 ? columnLetters(Math.floor(index / 26) - 1) : '';
  return rest + String.fromCodePoint(65 + (index % 26));
}

const empty = (name: string): ImportRefused =>
  new ImportRefused(`Expected a header line in ${name}, found an empty file`);

async function* chained(
  first: readonly TableRecord[],
  rest: AsyncGenerator<TableRecord>,
): AsyncGenerator<TableRecord> {
  yield* first;
  yield* rest;
}

async function* rowsOf(
  records: AsyncGenerator<TableRecord>,
  columns: readonly string[],
  isRagged: boolean,
): AsyncGenerator<TableRow> {
  for await (const record of records) {
    if ('problem' in record) {
      yield record;
    } else if (hasCellsOf(record.cells, columns, isRagged)) {
      const cells = columns.map((name, index) => [name, record.cells[index] ?? ''] as const);
      yield { line: record.line, cells: new Map(cells) };
    } else {
      const found = `found ${record.cells.length}`;
      const problem = `expected ${columns.length} cells like the header, ${found}`;
      yield { line: record.line, problem };
    }
  }
}

/** Ignores empty cells after the last column. */
const hasCellsOf = (
  cells: readonly string[],
  columns: readonly string[],
  isRagged: boolean,
): boolean =>
  (isRagged || cells.length >= columns.length) &&
  cells.slice(columns.length).every((cell) => cell.trim() === '');
