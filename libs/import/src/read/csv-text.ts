/**
 * Normalizes the text of a CSV file for csv-parse, chunk by chunk: every line, even inside a cell,
 * ends with a line feed, and the line length is limited to bound memory. csv-parse counts CRLF as
 * two lines, and does not limit a row that grows by separators only.
 */
import { isUtf8 } from 'node:buffer';
import { ImportRefused } from '../import-refused';
import type { Encoding, FileFormat } from './file-format';
import { otherKind, otherThanText } from './file-kind';
import { startOf, type SourceFile } from './source-file';

export const ROW_MAX_CHARS = 16 * 1024 * 1024;
const LINE_MAX_SEPARATORS = 1_000_000;
const NEW_LINE = 0x0a;

export interface TextSource {
  readonly file: SourceFile;
  readonly encoding: Encoding;
  readonly delimiter: string;
  /** Lines before the header that are not part of the table. */
  readonly skippedLines: number;
  readonly sizeBytes: number;
  /** Called for every chunk; throwing aborts the reading. */
  readonly onPiece: () => void;
  /** Bytes read so far. */
  bytes: number;
  /** Why reading ended before the end of the file. */
  failure: string | undefined;
}

/**
 * Inspects a file before it is read.
 *
 * @throws ImportRefused when it is not a file, not text, or not in the encoding of the mapping
 */
export async function openText(
  file: SourceFile,
  format: FileFormat,
  onPiece: () => void,
): Promise<TextSource> {
  const sizeBytes = await file.sizeBytes();
  const start = await startOf(file);
  const encoding = encodingOf(start, format.encoding);
  requireText(file.name, start, encoding);
  if (encoding === 'utf-8') await requireUtf8(file, onPiece);
  const separator = /^"?sep=(.)"?\r?$/u.exec(firstLine(start, encoding))?.[1];
  return {
    ...{ file, encoding, sizeBytes, onPiece, bytes: 0, failure: undefined },
    delimiter: separator ?? format.delimiter,
    skippedLines: separator === undefined ? 0 : 1,
  };
}

/** The text without byte order mark and without the line that declares the separator. */
export async function* readText(source: TextSource): AsyncGenerator<string> {
  let toSkip = source.skippedLines;
  const guard = new LineGuard(source.delimiter);
  for await (const piece of decoded(source)) {
    source.failure = guard.problemAfter(piece);
    if (source.failure !== undefined) return;
    const end = toSkip > 0 ? piece.indexOf('\n') : -1;
    if (toSkip > 0 && end === -1) continue;
    toSkip = 0;
    yield piece.slice(end + 1);
  }
}

async function* decoded(source: TextSource): AsyncGenerator<string> {
  const decoder = new TextDecoder(source.encoding, { fatal: true });
  let held = '';
  for await (const chunk of source.file.read()) {
    source.onPiece();
    source.bytes += chunk.length;
    const text = held + decode(source, () => decoder.decode(chunk, { stream: true }));
    held = text.endsWith('\r') ? '\r' : '';
    yield withLineFeeds(text.slice(0, text.length - held.length));
  }
  yield withLineFeeds(held + decode(source, () => decoder.decode()));
}

const withLineFeeds = (text: string): string =>
  text.includes('\r') ? text.replaceAll(/\r\n?/g, '\n') : text;

function decode({ file, encoding }: TextSource, work: () => string): string {
  try {
    return work();
  } catch {
    throw new ImportRefused(`Expected ${encoding} in ${file.name}, found other bytes`, 'encoding');
  }
}

/** Measures the current, unfinished line. */
class LineGuard {
  private chars = 0;
  private separators = 0;

  constructor(private readonly delimiter: string) {}

  problemAfter(piece: string): string | undefined {
    const end = piece.lastIndexOf('\n');
    if (end >= 0) [this.chars, this.separators] = [0, 0];
    this.chars += piece.length - end - 1;
    for (let at = piece.indexOf(this.delimiter, end + 1); at >= 0;) {
      this.separators += 1;
      at = piece.indexOf(this.delimiter, at + 1);
    }
    const rest = 'the rest of the file was not read';
    if (this.chars > ROW_MAX_CHARS) {
      return `expected a row of at most ${ROW_MAX_CHARS} characters: ${rest}`;
    }
    return this.separators > LINE_MAX_SEPARATORS
      ? `expected at most ${LINE_MAX_SEPARATORS} cells in a row: ${rest}`
      : undefined;
  }
}

function encodingOf(start: Buffer, encoding: Encoding): Encoding {
  const [first, second] = start;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : encoding;
}

const firstLine = (start: Buffer, encoding: Encoding): string =>
  new TextDecoder(encoding).decode(start).split(/[\r\n]/, 1)[0] ?? '';

function requireText(name: string, start: Buffer, encoding: Encoding): void {
  const found = otherThanText(start);
  if (found !== undefined) throw otherKind(name, found);
  if (encoding.startsWith('utf-16') || !start.includes(0)) return;
  throw new ImportRefused(
    `Expected a CSV file as text, found NUL bytes in ${name}: save it as "CSV UTF-8", or add ` +
      '"file": {"encoding": "utf-16le"} to the mapping if it is UTF-16',
    'encoding',
  );
}

/** Checks before anything is written, because a partial import of garbled names is useless. */
async function requireUtf8(file: SourceFile, onPiece: () => void): Promise<void> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let line = 1;
  let last: Buffer = Buffer.alloc(0);
  try {
    for await (const chunk of file.read()) {
      onPiece();
      line += count(last);
      last = chunk;
      decoder.decode(chunk, { stream: true });
    }
    decoder.decode();
  } catch (error) {
    if (isEncodingError(error)) throw notUtf8(file.name, line + linesBeforeFault(last));
    throw error;
  }
}

const isEncodingError = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA';

/** Number of line feeds before the first invalid UTF-8. */
function linesBeforeFault(bytes: Buffer): number {
  // Continuation bytes of a character from the previous chunk are valid.
  let start = bytes.findIndex((byte) => (byte & 0xc0) !== 0x80);
  if (start < 0) return 0;
  let lines = 0;
  for (let end = bytes.indexOf(NEW_LINE); end >= 0; end = bytes.indexOf(NEW_LINE, start)) {
    if (!isUtf8(bytes.subarray(start, end))) return lines;
    lines += 1;
    start = end + 1;
  }
  return lines;
}

function notUtf8(path: string, line: number): ImportRefused {
  return new ImportRefused(
    `Expected UTF-8 in ${path}, found other bytes on line ${line}. Save it as UTF-8, or add ` +
      '"file": {"encoding": "windows-1252"} (Latin-1) or "utf-16le" to the mapping.',
    'encoding',
  );
}

function count(bytes: Buffer): number {
  let lines = 0;
  for (let at = bytes.indexOf(NEW_LINE); at >= 0; at = bytes.indexOf(NEW_LINE, at + 1)) lines += 1;
  return lines;
}
