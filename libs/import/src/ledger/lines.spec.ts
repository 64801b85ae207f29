import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileOnDisk } from '../read/source-file';
import { linesOf } from './lines';

/** Chunk size in which a file is read. */
const CHUNK_BYTES = 64 * 1024;

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'action-tracker-lines-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function read(content: string | Buffer): Promise<readonly string[]> {
  const path = join(folder, 'file');
  writeFileSync(path, content);
  const lines: string[] = [];
  for await (const { number, text } of linesOf(fileOnDisk(path, 'a ledger'))) {
    expect(number).toBe(lines.length + 1);
    lines.push(text);
  }
  return lines;
}

describe('the lines of a file', () => {
  it.each([
    ['line feeds', 'a\nb\n', ['a', 'b']],
    ['carriage returns', 'a\rb\r', ['a', 'b']],
    ['both together', 'a\r\nb\r\n', ['a', 'b']],
    ['nothing at the end', 'a\nb', ['a', 'b']],
    ['each in turn', 'a\rb\nc\r\nd', ['a', 'b', 'c', 'd']],
    ['empty lines between', 'a\n\n\r\rb', ['a', '', '', '', 'b']],
    ['empty lines at the end', 'a\nb\n\n \r\n', ['a', 'b']],
    ['other separators of Unicode in a line', 'a\u2028b\u0085c\n', ['a\u2028b\u0085c']],
    ['a byte order mark', '\uFEFFa\nb', ['a', 'b']],
    ['nothing', '', []],
  ])('end with %s', async (_, content, expected) => {
    expect(await read(content)).toEqual(expected);
  });

  it.each([
    ['a carriage return and a line feed', '\r\n', ['b']],
    ['a carriage return', '\r', ['b']],
    ['two carriage returns', '\r\r', ['', 'b']],
    ['a line feed', '\n', ['b']],
  ])('are the same where %s falls between two chunks', async (_, end, rest) => {
    const first = 'x'.repeat(CHUNK_BYTES - 1);
    expect(await read(`${first}${end}b`)).toEqual([first, ...rest]);
  });

  it('may be longer than a chunk', async () => {
    const long = 'ã'.repeat(2 * CHUNK_BYTES);
    expect(await read(`a\n${long}\nb`)).toEqual(['a', long, 'b']);
  });

  it.each([
    [
      'UTF-16',
      Buffer.from('\uFEFFa', 'utf16le'),
      'line 1: Expected UTF-8, found UTF-16: save the file as UTF-8',
    ],
    [
      'other bytes',
      Buffer.concat([Buffer.from('a\nGr'), Buffer.from([0xfc]), Buffer.from('n\n')]),
      'line 2: Expected UTF-8, found other bytes',
    ],
  ])('are refused when they are %s', async (_, content, message) => {
    await expect(read(content)).rejects.toThrow(message);
  });
});
