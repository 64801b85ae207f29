/** What the columns of a file hold, counted in one pass and in bounded memory. */
import { unguarded } from '@action-tracker/contracts';
import type { TableFile } from '../read/table';
import { Turns } from '../turns';

/** Different values that are kept of a column; more tell nothing new. */
const VALUES_KEPT = 1_000;
const VALUE_KEPT_CHARS = 200;
const SAMPLES = 3;

/** A value of a column. */
export interface CountedValue {
  readonly text: string;
  readonly rows: number;
  /** Where it is first. */
  readonly line: number;
}

export interface ColumnProfile {
  readonly name: string;
  /** Position from 0. */
  readonly index: number;
  /** Rows of the table with a word in a named column; a form has empty ones with a number. */
  readonly wordyRows: number;
  /** Cells that are not empty. */
  readonly filled: number;
  /** The different values, in order of appearance; only the beginning of long ones. */
  readonly values: readonly CountedValue[];
  /** Different values, also those that are not kept. */
  readonly distinct: number;
  readonly averageChars: number;
  readonly samples: readonly string[];
}

export interface TableProfile {
  readonly rows: number;
  /** Rows that cannot be read. */
  readonly unreadable: number;
  readonly columns: readonly ColumnProfile[];
}

class ColumnCounter {
  filled = 0;
  chars = 0;
  /** Values that came when no more were kept. */
  others = 0;
  private readonly values = new Map<string, { rows: number; readonly line: number }>();

  constructor(
    private readonly name: string,
    private readonly index: number,
  ) {}

  add(cell: string, line: number): void {
    const text = unguarded(cell.trim());
    if (text === '') return;
    this.filled += 1;
    this.chars += text.length;
    const key = text.slice(0, VALUE_KEPT_CHARS);
    const known = this.values.get(key);
    if (known) known.rows += 1;
    else if (this.values.size < VALUES_KEPT) this.values.set(key, { rows: 1, line });
    else this.others += 1;
  }

  profile(wordyRows: number): ColumnProfile {
    const { name, index, filled, chars, others } = this;
    const values = [...this.values].map(([text, counted]) => ({ text, ...counted }));
    return {
      ...{ name, index, wordyRows, filled, values, distinct: values.length + others },
      averageChars: filled === 0 ? 0 : chars / filled,
      samples: values.slice(0, SAMPLES).map(({ text }) => text),
    };
  }
}

/**
 * Reads a whole table.
 *
 * @param onRow called with the number of rows so far; throwing ends the reading
 */
export async function profileTable(
  table: TableFile,
  onRow: (count: number) => void = () => undefined,
): Promise<TableProfile> {
  const counters = table.columns.map(
    (name, index) => [name, new ColumnCounter(name, index)] as const,
  );
  const named = table.columns.filter((name) => !table.unnamed.includes(name));
  let [rows, wordyRows, unreadable] = [0, 0, 0];
  const turns = new Turns();
  for await (const row of table.rows) {
    await turns.pass();
    rows += 1;
    onRow(rows);
    const cells = 'cells' in row ? row.cells : undefined;
    if (cells === undefined) unreadable += 1;
    if (named.some((name) => /\p{L}/u.test(cells?.get(name) ?? ''))) wordyRows += 1;
    for (const [name, counter] of counters) counter.add(cells?.get(name) ?? '', row.line);
  }
  return { rows, unreadable, columns: counters.map(([, counter]) => counter.profile(wordyRows)) };
}
