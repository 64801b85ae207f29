/** A table, whatever the format of its file: named columns, and rows with the lines they start on. */
import { ImportRefused } from '../import-refused';
import { fittingRows, looseRows, type TableRecord, type TableRow } from './table-rows';

export interface TableFile {
  /**
   * Unique names: a repeated one gets its position appended. Letters if there is no header, and for
   * columns of a workbook beyond it.
   */
  readonly columns: readonly string[];
  /** Names that occur several times. */
  readonly doubled: readonly string[];
  /** Columns that have no name in the header. */
  readonly unnamed: readonly string[];
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
  /** Of a text file. */
  readonly delimiter?: string;
  /** Columns of a workbook, of which a row has as many as it fills. */
  readonly width?: number;
}

/** Rows read to find out how wide a table without header is. */
const PEEKED_ROWS = 100;

type NamedTable = Pick<
  TableFile,
  'columns' | 'doubled' | 'unnamed' | 'headerLine' | 'rows' | 'records'
>;

/**
 * Names the columns of a table.
 *
 * @throws ImportRefused when the file is empty or its header is not where it should be
 */
export async function tableOf(source: TableSource): Promise<NamedTable> {
  if (source.header === 0) return withoutHeader(source);
  const { records, delimiter, width = 0 } = source;
  const { line, cells } = await headerOf(source);
  const named = cells.map((cell, index) => cell.trim() || placedName('', index));
  const beyond = Math.max(0, width - named.length);
  const letters = Array.from({ length: beyond }, (_, index) => columnLetters(named.length + index));
  const names = [...named, ...letters];
  const columns = names.map((name, index) =>
    names.indexOf(name) === index ? name : placedName(name, index),
  );
  const doubled = [...new Set(named.filter((each, index) => named.indexOf(each) !== index))];
  const unnamed = columns.filter((_, index) => (cells[index] ?? '').trim() === '');
  const namedCount = cells.findLastIndex((cell) => cell.trim() !== '') + 1;
  const rows =
    delimiter === undefined
      ? looseRows(records, columns)
      : fittingRows(records, { columns, namedCount, delimiter });
  return { columns, doubled, unnamed, headerLine: line, rows, records };
}

/** The name of a column that has none, or one that another column has, too. @param index from 0 */
export const placedName = (name: string, index: number): string =>
  `${name} (column ${index + 1})`.trim();

async function headerOf({ name, records, header }: TableSource) {
  let next = await records.next();
  while (!next.done && header !== undefined && next.value.line < header) {
    next = await records.next();
  }
  if (next.done) throw header === undefined ? empty(name) : noHeader(name, header, 'no such line');
  const { line } = next.value;
  if ('problem' in next.value) {
    throw new ImportRefused(`${name}, line ${line}: ${next.value.problem}`, 'unreadable_row');
  }
  if (header === undefined || line === header) return next.value;
  throw noHeader(name, header, 'no row that starts there');
}

const noHeader = (name: string, line: number, found: string): ImportRefused =>
  new ImportRefused(`Expected the header of ${name} on line ${line}, found ${found}`, 'no_header');

async function withoutHeader({ name, records, width: known }: TableSource): Promise<NamedTable> {
  const peeked: TableRecord[] = [];
  while (peeked.length < PEEKED_ROWS) {
    const next = await records.next();
    if (next.done) break;
    peeked.push(next.value);
  }
  const widths = peeked.map((record) => ('cells' in record ? record.cells.length : 0));
  const width = known ?? Math.max(0, ...widths);
  if (width === 0) throw empty(name);
  const columns = Array.from({ length: width }, (_, index) => columnLetters(index));
  const all = chained(peeked, records);
  const rows = looseRows(all, columns);
  return { columns, doubled: [], unnamed: [], headerLine: undefined, rows, records: all };
}

/** `A` for the first column, `AA` for the 27th. @param index from 0 */
export function columnLetters(index: number): string {
  const rest = index >= 26 ? columnLetters(Math.floor(index / 26) - 1) : '';
  return rest + String.fromCodePoint(65 + (index % 26));
}

const empty = (name: string): ImportRefused =>
  new ImportRefused(`Expected a header line in ${name}, found an empty file`, 'empty');

async function* chained(
  first: readonly TableRecord[],
  rest: AsyncGenerator<TableRecord>,
): AsyncGenerator<TableRecord> {
  yield* first;
  yield* rest;
}
