/**
 * A CSV file as rows with line numbers, streamed: memory does not grow with the file.
 * csv-parse counts CRLF inside a quoted cell as two lines and would leave it in the cell, so line
 * ends become LF before it sees them. A stray quote is taken as text, never as a reason to lose
 * the rows after it: csv-parse drops whole lines when it recovers from one.
 */
import { OperatorError } from '@action-tracker/runtime';
import { parse, type CsvError, type Info } from 'csv-parse';
import { isUtf8 } from 'node:buffer';
import { createReadStream, statSync } from 'node:fs';
import { pipeline, Readable } from 'node:stream';
import type { FileFormat } from './mapping';

/** One row: its cells by column, or why it cannot be read. */
export type CsvRow =
  | { readonly line: number; readonly cells: ReadonlyMap<string, string> }
  | { readonly line: number; readonly problem: string };

export interface CsvFile {
  readonly columns: readonly string[];
  /** The rows after the header, in order; can be read once. */
  readonly rows: AsyncGenerator<CsvRow>;
  readonly sizeBytes: number;
  readBytes(): number;
}

type CsvRecord =
  /** `line`: where in the file the record starts, from 1. */
  | { readonly line: number; readonly cells: readonly string[] }
  | { readonly line: number; readonly problem: string };

const MAX_ROW_CHARS = 16 * 1024 * 1024;
const NEW_LINE = 0x0a;

/**
 * Opens a file and reads its header.
 *
 * @throws OperatorError when it cannot be read, is empty, has another encoding or no clear header.
 */
export async function openCsv(path: string, format: FileFormat): Promise<CsvFile> {
  const sizeBytes = sizeOf(path);
  if (format.encoding === 'utf-8') await requireUtf8(path);
  const source = { path, format, bytes: 0 };
  const records = readRecords(source);
  const first = await records.next();
  if (first.done) throw new OperatorError(`Expected a header line in ${path}, found an empty file`);
  if ('problem' in first.value) throw new OperatorError(`${path}, line 1: ${first.value.problem}`);
  const columns = columnsOf(first.value.cells, path);
  return { columns, sizeBytes, readBytes: () => source.bytes, rows: rowsOf(records, columns) };
}

interface Source {
  readonly path: string;
  readonly format: FileFormat;
  bytes: number;
}

async function* rowsOf(
  records: AsyncGenerator<CsvRecord>,
  columns: readonly string[],
): AsyncGenerator<CsvRow> {
  for await (const record of records) {
    if ('problem' in record) {
      yield record;
    } else if (record.cells.length === columns.length) {
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

async function* readRecords(source: Source): AsyncGenerator<CsvRecord> {
  let failure: string | undefined;
  const parser = parse({
    delimiter: source.format.delimiter,
    record_delimiter: '\n',
    relax_column_count: true,
    relax_quotes: true,
    info: true,
    max_record_size: MAX_ROW_CHARS,
    skip_records_with_error: true,
    on_skip: (error) => {
      failure ??= describe(error);
      return undefined;
    },
  });
  // A failure of the source ends the parser, and with it the loop below.
  pipeline(Readable.from(readText(source)), parser, () => undefined);
  let line = 1;
  for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: Info }>) {
    const isBlank = record.length === 1 && record[0] === '';
    if (!isBlank) yield { line, cells: record };
    line = info.lines + 1;
  }
  if (failure !== undefined) yield { line, problem: failure };
}

function describe(error: CsvError | undefined): string {
  const rest = 'nothing from here to the end of the file was read';
  return error?.code === 'CSV_QUOTE_NOT_CLOSED'
    ? `expected a closing quote, found the end of the file: ${rest}`
    : `expected a row of at most ${MAX_ROW_CHARS} characters: ${rest}`;
}

async function* readText(source: Source): AsyncGenerator<string> {
  const decoder = new TextDecoder(source.format.encoding);
  let held = '';
  for await (const chunk of createReadStream(source.path) as AsyncIterable<Buffer>) {
    source.bytes += chunk.length;
    const text = held + decoder.decode(chunk, { stream: true });
    held = text.endsWith('\r') ? '\r' : '';
    yield text.slice(0, text.length - held.length).replaceAll('\r\n', '\n');
  }
  yield held + decoder.decode();
}

function columnsOf(header: readonly string[], path: string): readonly string[] {
  const columns = header.map((name, index) => name.trim() || `(column ${index + 1})`);
  const doubled = columns.filter((name, index) => columns.indexOf(name) !== index);
  if (doubled.length === 0) return columns;
  throw new OperatorError(
    `Expected different column names in ${path}, found ${doubled.join(', ')} more than once`,
  );
}

function sizeOf(path: string): number {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats?.isFile()) return stats.size;
  throw new OperatorError(
    `Expected a CSV file, found ${stats ? 'a folder' : 'nothing'} at ${path}`,
  );
}

/** Before anything is written: half an import of garbled names helps nobody. */
async function requireUtf8(path: string): Promise<void> {
  let line = 1;
  let rest = Buffer.alloc(0);
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    const block = Buffer.concat([rest, chunk]);
    const end = block.lastIndexOf(NEW_LINE) + 1;
    const lines = block.subarray(0, end);
    if (!isUtf8(lines)) throw notUtf8(path, line, lines);
    line += count(lines);
    rest = block.subarray(end);
  }
  if (!isUtf8(rest)) throw notUtf8(path, line, rest);
}

function notUtf8(path: string, firstLine: number, bytes: Buffer): OperatorError {
  let line = firstLine;
  let start = 0;
  let end = bytes.indexOf(NEW_LINE);
  while (end >= 0 && isUtf8(bytes.subarray(start, end))) {
    line += 1;
    start = end + 1;
    end = bytes.indexOf(NEW_LINE, start);
  }
  return new OperatorError(
    `Expected UTF-8 in ${path}, found other bytes on line ${line}. Save it as UTF-8, or write ` +
      '"file": {"encoding": "windows-1252"} (Latin-1) or "utf-16le" into the mapping.',
  );
}

function count(bytes: Buffer): number {
  let lines = 0;
  for (let at = bytes.indexOf(NEW_LINE); at >= 0; at = bytes.indexOf(NEW_LINE, at + 1)) lines += 1;
  return lines;
}
