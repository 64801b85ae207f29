import { isUtf8 } from 'node:buffer';
import { ImportRefused } from '../import-refused';
import type { SourceFile } from '../read/source-file';

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const BYTE_ORDER_MARK = Buffer.from('\uFEFF');
const UTF_16_MARKS = [Buffer.from([0xff, 0xfe]), Buffer.from([0xfe, 0xff])];
/**
 * One line is one command and may hold many events; a longer line could exhaust a small machine's
 * memory.
 */
const LINE_MAX_BYTES = 64 * 1024 * 1024;

/** A line of a file, numbered from 1. */
export interface Line {
  readonly number: number;
  readonly text: string;
}

/**
 * The lines of a file, with any line ending. JSON may contain other Unicode separators, but neither
 * line feed nor carriage return. Skips a leading byte order mark and trailing empty lines.
 */
export async function* linesOf(file: SourceFile): AsyncGenerator<Line> {
  let pending: Line[] = [];
  let number = 0;
  for await (const bytes of splitLines(file)) {
    number += 1;
    const line = toLine(number, number === 1 ? withoutMark(bytes) : bytes);
    pending.push(line);
    if (line.text.trim() === '') continue;
    yield* pending;
    pending = [];
  }
}

async function* splitLines(file: SourceFile): AsyncGenerator<Buffer> {
  let parts: Buffer[] = [];
  let size = 0;
  let number = 1;
  let isAfterReturn = false;
  for await (const chunk of bytesOf(file)) {
    let start = isAfterReturn && chunk[0] === LINE_FEED ? 1 : 0;
    isAfterReturn = false;
    for (let end = endOfLine(chunk, start); end >= 0; end = endOfLine(chunk, start)) {
      yield Buffer.concat([...parts, chunk.subarray(start, end)]);
      number += 1;
      [parts, size] = [[], 0];
      const isReturn = chunk[end] === CARRIAGE_RETURN;
      isAfterReturn = isReturn && end === chunk.length - 1;
      start = end + (isReturn && chunk[end + 1] === LINE_FEED ? 2 : 1);
    }
    if (start >= chunk.length) continue;
    parts.push(chunk.subarray(start));
    size += chunk.length - start;
    if (size > LINE_MAX_BYTES) throw tooLong(number);
  }
  if (parts.length > 0) yield Buffer.concat(parts);
}

/** Index of the next line feed or carriage return; -1 if there is none. */
function endOfLine(bytes: Buffer, start: number): number {
  const feed = bytes.indexOf(LINE_FEED, start);
  const line = feed < 0 ? bytes : bytes.subarray(0, feed);
  const carriage = line.indexOf(CARRIAGE_RETURN, start);
  return carriage < 0 ? feed : carriage;
}

const tooLong = (number: number): ImportRefused =>
  new ImportRefused(`line ${number}: Expected at most ${LINE_MAX_BYTES} bytes, found more`);

async function* bytesOf(file: SourceFile): AsyncGenerator<Buffer> {
  try {
    yield* file.read();
  } catch (error) {
    const isSystem = error instanceof Error && 'syscall' in error;
    throw isSystem ? new ImportRefused(`Cannot read ${file.name}: ${error.message}`) : error;
  }
}

function withoutMark(bytes: Buffer): Buffer {
  if (UTF_16_MARKS.some((mark) => bytes.subarray(0, 2).equals(mark))) {
    throw new ImportRefused('line 1: Expected UTF-8, found UTF-16: save the file as UTF-8');
  }
  return bytes.subarray(0, 3).equals(BYTE_ORDER_MARK) ? bytes.subarray(3) : bytes;
}

function toLine(number: number, bytes: Buffer): Line {
  if (!isUtf8(bytes)) throw new ImportRefused(`line ${number}: Expected UTF-8, found other bytes`);
  return { number, text: bytes.toString() };
}
