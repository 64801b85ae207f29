import { OperatorError } from '@action-tracker/runtime';
import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';

const NEW_LINE = 10;

/** A line of a file, its number from 1. */
export interface Line {
  readonly number: number;
  readonly text: string;
}

/** The lines of a file. Only line feeds end one: JSON may hold other separators of Unicode. */
export async function* linesOf(path: string): AsyncGenerator<Line> {
  let parts: Buffer[] = [];
  let number = 1;
  for await (const chunk of openFile(path)) {
    let start = 0;
    for (let end = chunk.indexOf(NEW_LINE); end >= 0; end = chunk.indexOf(NEW_LINE, start)) {
      yield toLine(number++, [...parts, chunk.subarray(start, end)]);
      parts = [];
      start = end + 1;
    }
    if (start < chunk.length) parts.push(chunk.subarray(start));
  }
  if (parts.length > 0) yield toLine(number, parts);
}

async function* openFile(path: string): AsyncGenerator<Buffer> {
  try {
    yield* createReadStream(path) as AsyncIterable<Buffer>;
  } catch (error) {
    const isSystem = error instanceof Error && 'syscall' in error;
    throw isSystem ? new OperatorError(`Cannot read ${path}: ${error.message}`) : error;
  }
}

function toLine(number: number, parts: readonly Buffer[]): Line {
  const bytes = Buffer.concat(parts);
  if (!isUtf8(bytes)) throw new OperatorError(`line ${number}: Expected UTF-8, found other bytes`);
  return { number, text: bytes.toString() };
}
