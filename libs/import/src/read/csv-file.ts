/**
 * Streams a CSV file as rows with line numbers, so memory does not grow with the file. A stray
 * quote is treated as text, because csv-parse drops whole lines when it recovers from one. Skips
 * rows in which every cell is empty.
 */
import { parse, type CsvError, type Info } from 'csv-parse';
import { pipeline, Readable } from 'node:stream';
import { openText, readText, ROW_MAX_CHARS, type TextSource } from './csv-text';
import type { FileFormat } from './file-format';
import type { SourceFile } from './source-file';
import { tableOf, type TableFile } from './table';
import type { TableRecord } from './table-rows';

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
): Promise<TableFile> {
  const source = await openText(file, format, onPiece);
  const { delimiter, sizeBytes } = source;
  const records = readRecords(source);
  const table = await tableOf({ name: file.name, records, header: format.header, delimiter });
  return { ...table, delimiter, warnings: [], sizeBytes, readBytes: () => source.bytes };
}

async function* readRecords(source: TextSource): AsyncGenerator<TableRecord> {
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
  let held: TableRecord | undefined;
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
