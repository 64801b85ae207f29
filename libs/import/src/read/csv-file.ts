/**
 * Streams a CSV file as rows with line numbers, so memory does not grow with the file. A stray
 * quote is treated as text, because csv-parse drops whole lines when it recovers from one. Skips
 * rows in which every cell is empty.
 */
import { parse, type CsvError, type Info } from 'csv-parse';
import { pipeline, Readable } from 'node:stream';
import { ImportRefused } from '../import-refused';
import { openText, readText, ROW_MAX_CHARS, type TextSource } from './csv-text';
import type { FileFormat } from './file-format';
import type { SourceFile } from './source-file';

/** One row: its cells by column, or why it cannot be read. */
export type CsvRow =
  | { readonly line: number; readonly cells: ReadonlyMap<string, string> }
  | { readonly line: number; readonly problem: string };

export interface CsvFile {
  /** Unique names: a repeated one gets its position appended. */
  readonly columns: readonly string[];
  /** Names that occur several times. */
  readonly doubled: readonly string[];
  readonly delimiter: string;
  /**
   * The rows after the header, in order. `rows` and `records` share one stream, so read only one of
   * them.
   */
  readonly rows: AsyncGenerator<CsvRow>;
  readonly records: AsyncGenerator<CsvRecord>;
  readonly sizeBytes: number;
  readBytes(): number;
}

/** A row as a list of cells, not yet compared with the header. */
type CsvRecord =
  /** `line`: where the record starts in the file, from 1. */
  | { readonly line: number; readonly cells: readonly string[] }
  | { readonly line: number; readonly problem: string };

/**
 * Opens a file and reads its header.
 *
 * @param onPiece called after every read; throwing aborts the reading
 * @throws ImportRefused when the file cannot be read, is empty, or has another encoding
 */
export async function openCsv(
  file: SourceFile,
  format: FileFormat,
  onPiece: () => void = () => undefined,
): Promise<CsvFile> {
  const source = await openText(file, format, onPiece);
  const records = readRecords(source);
  const first = await records.next();
  if (first.done) {
    throw new ImportRefused(`Expected a header line in ${file.name}, found an empty file`);
  }
  const { line } = first.value;
  if ('problem' in first.value) {
    throw new ImportRefused(`${file.name}, line ${line}: ${first.value.problem}`);
  }
  const names = first.value.cells.map((name, index) => name.trim() || `(column ${index + 1})`);
  const columns = names.map((name, index) =>
    names.indexOf(name) === index ? name : `${name} (column ${index + 1})`,
  );
  const doubled = [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
  const { delimiter, sizeBytes } = source;
  const rows = rowsOf(records, columns);
  const readBytes = () => source.bytes;
  return { columns, doubled, delimiter, sizeBytes, rows, records, readBytes };
}

async function* rowsOf(
  records: AsyncGenerator<CsvRecord>,
  columns: readonly string[],
): AsyncGenerator<CsvRow> {
  for await (const record of records) {
    if ('problem' in record) {
      yield record;
    } else if (hasCellsOf(record.cells, columns)) {
      const cells = columns.map((name, index) => [name, record.cells[index] ?? ''] as const);
      yield { line: record.line, cells: new Map(cells) };
    } else {
      const found = `found ${record.cells.length}`;
      yield {
        line: record.line,
        problem: `expected ${columns.length} cells like the header, ${found}`,
      };
    }
  }
}

/** Ignores empty cells after the last column. */
const hasCellsOf = (cells: readonly string[], columns: readonly string[]): boolean =>
  cells.length >= columns.length && cells.slice(columns.length).every((cell) => cell.trim() === '');

async function* readRecords(source: TextSource): AsyncGenerator<CsvRecord> {
  let failure: CsvError | undefined;
  const parser = parse({
    delimiter: source.delimiter,
    record_delimiter: '\n',
    relax_column_count: true,
    relax_quotes: true,
    info: true,
    max_record_size: ROW_MAX_CHARS,
    skip_records_with_error: true,
    on_skip: (error) => {
      failure ??= error;
      return undefined;
    },
  });
  // A failing source ends the parser, and with it the loop below.
  pipeline(Readable.from(readText(source)), parser, () => undefined);
  let line = 1 + source.skippedLines;
  let start = line;
  let held: CsvRecord | undefined;
  for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: Info }>) {
    if (held) yield held;
    start = line;
    held = record.some((cell) => cell.trim() !== '') ? { line, cells: record } : undefined;
    line = info.lines + 1 + source.skippedLines;
  }
  if (source.failure !== undefined) {
    // Discard the incomplete record that exceeded the limit.
    yield { line: start, problem: source.failure };
    return;
  }
  if (held) yield held;
  if (failure) yield { line, problem: describe(failure, line) };
}

function describe({ code, lines }: CsvError, line: number): string {
  if (code !== 'CSV_QUOTE_NOT_CLOSED') {
    const rest = 'the rest of the file was not read';
    return `expected a row of at most ${ROW_MAX_CHARS} characters: ${rest}`;
  }
  const swallowed = Math.max(Number(lines) - line + 1, 1);
  const what = swallowed === 1 ? 'this line was' : `${swallowed} lines from here on were`;
  return `expected a closing quote, found the end of the file: ${what} read as one cell`;
}
