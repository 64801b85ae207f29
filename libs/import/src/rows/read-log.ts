/**
 * Groups a log, in which each row is one change, into items with their rows. The rows of an item
 * may be anywhere, so the whole log is read before anything is written. An unreadable row stops the
 * import, because it could belong to any item's history.
 */
import { DomainError } from '@action-tracker/domain';
import { ImportRefused } from '../import-refused';
import type { TableFile } from '../read/table';
import type { TableRow } from '../read/table-rows';
import { keyOf } from './row-identity';
import type { Cells } from './row-values';

/** One change and its line in the file. */
export interface LogRow {
  readonly line: number;
  readonly cells: Cells;
}

/** The rows of one item, in file order. */
export interface LogItem {
  readonly key: readonly string[];
  readonly rows: readonly [LogRow, ...LogRow[]];
}

/**
 * The rows of an item until the end of the file is reached. Saves memory: it drops column names and
 * shares equal text with the previous row, because most rows of a log change little.
 */
class PackedItem {
  private readonly lines: number[] = [];
  private readonly values: (readonly string[])[] = [];

  constructor(
    private readonly columns: readonly string[],
    private readonly key: readonly string[],
  ) {}

  add({ line, cells }: LogRow): void {
    const before = this.values.at(-1);
    const values = this.columns.map((column, index) => {
      const cell = cells.get(column) ?? '';
      const earlier = before?.[index];
      return cell === earlier ? earlier : cell;
    });
    this.lines.push(line);
    this.values.push(values);
  }

  unpack(): LogItem {
    const [first, ...rest] = this.values.map((values, row) => ({
      line: this.lines[row] ?? 0,
      cells: new Map(this.columns.map((column, index) => [column, values[index] ?? ''])),
    }));
    if (!first) throw new Error('Expected an item with rows');
    return { key: this.key, rows: [first, ...rest] };
  }
}

/** The items of a log, in order of first appearance. */
export interface Log {
  readonly size: number;
  items(): Iterable<LogItem>;
}

/**
 * Reads the whole log.
 *
 * @param onRow called for every row; throwing aborts the reading
 * @throws ImportRefused for a row that is unreadable or has no item
 */
export async function readLog(
  file: TableFile,
  key: readonly string[],
  onRow: () => void,
): Promise<Log> {
  const packed = new Map<string, PackedItem>();
  for await (const found of file.rows) {
    onRow();
    const { row, values } = readRow(found, key);
    const id = JSON.stringify(values);
    const item = packed.get(id) ?? new PackedItem(file.columns, values);
    item.add(row);
    packed.set(id, item);
  }
  return { size: packed.size, items: () => unpacked(packed) };
}

/** Frees each item after yielding it. */
function* unpacked(packed: Map<string, PackedItem>): Generator<LogItem> {
  for (const [id, item] of packed) {
    packed.delete(id);
    yield item.unpack();
  }
}

function readRow(row: TableRow, key: readonly string[]) {
  if ('problem' in row) throw unreadable(row.line, row.problem);
  try {
    return { row, values: keyOf(row.cells, key) };
  } catch (error) {
    if (error instanceof DomainError) throw unreadable(row.line, error.message);
    throw error;
  }
}

const unreadable = (line: number, problem: string): ImportRefused =>
  new ImportRefused(
    `line ${line}: ${problem}. This change cannot be assigned to an item, so nothing was written.`,
  );
