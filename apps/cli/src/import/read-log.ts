/**
 * A log in which each row is one change, as items with their rows. The rows of an item may stand
 * anywhere, so the whole log is read before anything is written; and a row that cannot be read stops
 * the import, because nobody knows in whose history it would be missing.
 */
import { DomainError } from '@action-tracker/domain';
import { OperatorError } from '@action-tracker/runtime';
import type { CsvFile, CsvRow } from './csv-file';
import { keyOf } from './row-identity';
import type { Cells } from './row-values';

/** One change, where it stands in the file. */
export interface LogRow {
  readonly line: number;
  readonly cells: Cells;
}

/** Everything that the file says about one item, in the order of the file. */
export interface LogItem {
  readonly key: readonly string[];
  readonly rows: readonly [LogRow, ...LogRow[]];
}

/**
 * Reads the items in the order in which they first appear.
 *
 * @param onRow told of every row; what it throws ends the reading
 * @throws OperatorError for a row that cannot be read or belongs to no item
 */
export async function readLog(
  file: CsvFile,
  key: readonly string[],
  onRow: () => void,
): Promise<readonly LogItem[]> {
  const items = new Map<string, { key: readonly string[]; rows: [LogRow, ...LogRow[]] }>();
  for await (const found of file.rows) {
    onRow();
    const { row, values } = readRow(found, key);
    const known = items.get(JSON.stringify(values));
    if (known) known.rows.push(row);
    else items.set(JSON.stringify(values), { key: values, rows: [row] });
  }
  return [...items.values()];
}

function readRow(row: CsvRow, key: readonly string[]) {
  if ('problem' in row) throw unreadable(row.line, row.problem);
  try {
    return { row, values: keyOf(row.cells, key) };
  } catch (error) {
    if (error instanceof DomainError) throw unreadable(row.line, error.message);
    throw error;
  }
}

const unreadable = (line: number, problem: string): OperatorError =>
  new OperatorError(
    `line ${line}: ${problem}. Nobody knows which item this change belongs to, so nothing was written.`,
  );
