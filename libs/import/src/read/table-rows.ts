/**
 * Rows of a table by column, and whether they fit the header. A spreadsheet program leaves out the
 * last cells of a row that are empty. A row with too many cells, or with few, comes from a cell that
 * lacks quotes, so its cells would land in the wrong columns.
 */

/** One row: its cells by column, or why it cannot be read. */
export type TableRow =
  | { readonly line: number; readonly cells: ReadonlyMap<string, string> }
  | { readonly line: number; readonly problem: string };

/** A row as a list of cells, not yet compared with the header. */
export type TableRecord =
  /** `line`: where the record starts in the file, from 1; in a workbook the number of the row. */
  | { readonly line: number; readonly cells: readonly string[] }
  | { readonly line: number; readonly problem: string };

/** Rows that may end before the last column: those of a workbook, and those without a header. */
export async function* looseRows(
  records: AsyncGenerator<TableRecord>,
  columns: readonly string[],
): AsyncGenerator<TableRow> {
  for await (const record of records) {
    const tooMany = 'cells' in record && isTooLong(record.cells, columns.length);
    const expected = `expected ${columns.length} cells like the first rows`;
    if (tooMany) yield withProblem(record, `${expected}, found ${record.cells.length}`);
    else yield rowOf(record, columns);
  }
}

/** The header of a text file. */
interface TextHeader {
  readonly columns: readonly string[];
  /** Columns up to the last one with a name; spreadsheets write empty ones behind it. */
  readonly namedCount: number;
  readonly delimiter: string;
}

/** Rows of a text file below its header. */
export async function* fittingRows(
  records: AsyncGenerator<TableRecord>,
  header: TextHeader,
): AsyncGenerator<TableRow> {
  const { columns, namedCount } = header;
  const fitted = (record: TableRecord, isPart: boolean) => {
    const problem = 'cells' in record && problemOf(record.cells, header, isPart);
    return problem ? withProblem(record, problem) : rowOf(record, columns);
  };
  let held: TableRecord | undefined;
  let isPart = false;
  for await (const record of records) {
    const isRest = held !== undefined && isOneRow(held, record, namedCount);
    if (held) yield fitted(held, isPart || isRest);
    [held, isPart] = [record, isRest];
  }
  if (held) yield fitted(held, isPart);
}

const withProblem = ({ line }: TableRecord, problem: string): TableRow => ({ line, problem });

function rowOf(record: TableRecord, columns: readonly string[]): TableRow {
  if ('problem' in record) return record;
  const cells = columns.map((name, index) => [name, record.cells[index] ?? ''] as const);
  return { line: record.line, cells: new Map(cells) };
}

/** Empty cells after the last column do not count. */
const isTooLong = (cells: readonly string[], columnCount: number): boolean =>
  cells.slice(columnCount).some((cell) => cell.trim() !== '');

/** Whether two rows have together the cells of one, and differ in length: a line break split it. */
function isOneRow(first: TableRecord, second: TableRecord, columnCount: number): boolean {
  if ('problem' in first || 'problem' in second) return false;
  const [a, b] = [first.cells.length, second.cells.length];
  return Math.max(a, b) < columnCount && a !== b && a + b === columnCount + 1;
}

/** @param isPart whether the row is one of two into which a line break has split one */
function problemOf(
  cells: readonly string[],
  { columns, namedCount, delimiter }: TextHeader,
  isPart: boolean,
): string | undefined {
  const found = `expected ${namedCount} cells like the header, found ${cells.length}`;
  if (isTooLong(cells, columns.length)) {
    return `${found}: a cell with ${JSON.stringify(delimiter)} in it needs quotes around it`;
  }
  const isFragment = cells.length < namedCount && cells.length * 2 <= namedCount;
  return isFragment || isPart
    ? `${found}: a cell with a line break in it needs quotes around it`
    : undefined;
}
