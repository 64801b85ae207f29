/** Recognises how a text file is written: its encoding, its delimiter, and where its header is. */
import { parse } from 'csv-parse/sync';
import { isUtf8 } from 'node:buffer';
import { openCsv } from './csv-file';
import type { Encoding, FileFormat } from './file-format';
import { findHeader, HEADER_ROWS } from './header-line';
import { startOf, type SourceFile } from './source-file';
import type { TableRecord } from './table-rows';

const DELIMITERS = [',', ';', '\t', '|'] as const;
const START_BYTES = 256 * 1024;
/** Lines that are tried with each delimiter. */
const TRIED_LINES = 60;

/** What the reader of a mapping assumes if the mapping says nothing. */
export const PLAIN_TEXT = { delimiter: ',', encoding: 'utf-8' } as const satisfies FileFormat;

/**
 * Recognises the format of a text file; what is chosen is taken as it is.
 *
 * @throws ImportRefused when the file is empty or no text
 */
export async function recogniseText(
  file: SourceFile,
  chosen: Partial<FileFormat> = {},
): Promise<FileFormat> {
  const start = await startOf(file, START_BYTES);
  const encoding = chosen.encoding ?? (await encodingOf(file, start));
  const delimiter = chosen.delimiter ?? delimiterOf(new TextDecoder(encoding).decode(start));
  if (chosen.header !== undefined) return { delimiter, encoding, header: chosen.header };
  const { records } = await openCsv(file, { delimiter, encoding, header: 0 });
  const first: TableRecord[] = [];
  for await (const record of records) {
    first.push(record);
    if (first.length >= HEADER_ROWS) break;
  }
  return { delimiter, encoding, header: findHeader(first).line };
}

/** UTF-8 if all of it is, else what Excel writes in Western Europe and the Americas. */
async function encodingOf(file: SourceFile, start: Buffer): Promise<Encoding> {
  const wide = wideEncodingOf(start);
  if (wide !== undefined) return wide;
  // A character may be cut off at the end of a piece, so the decoder keeps what is left.
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of file.read()) decoder.decode(chunk, { stream: true });
    decoder.decode();
    return 'utf-8';
  } catch {
    return isUtf8(start) && start.includes(0) ? 'utf-8' : 'windows-1252';
  }
}

/** UTF-16 by its byte order mark, or by the zeros that it has in every other byte. */
function wideEncodingOf(start: Buffer): Encoding | undefined {
  const [first, second] = start;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const zeros = [0, 0];
  for (const [index, byte] of start.subarray(0, 1_024).entries()) {
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  }
  const [even = 0, odd = 0] = zeros;
  const many = Math.min(start.length, 1_024) / 4;
  if (odd > many && even === 0) return 'utf-16le';
  return even > many && odd === 0 ? 'utf-16be' : undefined;
}

/** The delimiter that cuts most lines into the same number of cells, of which there are several. */
function delimiterOf(text: string): string {
  const scored = DELIMITERS.map((delimiter) => ({ delimiter, score: scoreOf(text, delimiter) }));
  const [best] = scored.toSorted((a, b) => b.score - a.score);
  return best && best.score > 0 ? best.delimiter : PLAIN_TEXT.delimiter;
}

function scoreOf(text: string, delimiter: string): number {
  const widths = widthsOf(text, delimiter);
  const counts = new Map<number, number>();
  for (const width of widths) counts.set(width, (counts.get(width) ?? 0) + 1);
  const [usual, count] = [...counts].toSorted((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [0, 0];
  if (usual < 2) return 0;
  // Among delimiters that cut all lines alike, the one that makes more cells.
  return count / widths.length + Math.min(usual, 50) / 100;
}

function widthsOf(text: string, delimiter: string): readonly number[] {
  const rows: string[][] = [];
  try {
    parse(text.replace(/^\uFEFF/, '').replaceAll(/\r\n?/g, '\n'), {
      delimiter,
      ...{ relax_quotes: true, relax_column_count: true, skip_empty_lines: true },
      ...{ to: TRIED_LINES, record_delimiter: '\n' },
      on_record: (row: string[]) => {
        rows.push(row);
        return null;
      },
    });
  } catch {
    // The start of a file may end within quotes; what was read before that counts.
  }
  return rows.map((row) => row.length);
}
