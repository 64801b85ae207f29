/** Text files that people write: settings, secrets, mappings. */
import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { OperatorError } from './operator-error';

const BYTE_ORDER_MARK = '\uFEFF';
const LINE_FEED = 0x0a;

/**
 * Reads a file as UTF-8, without a byte order mark.
 *
 * @throws the error of the system when it cannot be read; OperatorError for other bytes, which would be
 *   replaced without a word
 */
export function readUtf8File(path: string): string {
  const bytes = readFileSync(path);
  const mark = bytes.subarray(0, 2).toString('hex');
  if (mark === 'fffe' || mark === 'feff') {
    throw new OperatorError(`Expected UTF-8 in ${path}, found UTF-16: save the file as UTF-8`);
  }
  if (!isUtf8(bytes)) {
    throw new OperatorError(
      `Expected UTF-8 in ${path}, found other bytes on line ${lineOfFault(bytes)}: save the file as UTF-8`,
    );
  }
  const text = bytes.toString();
  return text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
}

function lineOfFault(bytes: Buffer): number {
  let line = 1;
  let start = 0;
  for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED, start)) {
    if (!isUtf8(bytes.subarray(start, end))) return line;
    line += 1;
    start = end + 1;
  }
  return line;
}
