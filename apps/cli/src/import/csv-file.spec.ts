import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCsv, type CsvRow } from './csv-file';

const UTF8 = { encoding: 'utf-8', delimiter: ',' } as const;
const folder = mkdtempSync(join(tmpdir(), 'action-tracker-csv-'));
afterAll(() => rmSync(folder, { recursive: true }));

function write(content: string | Uint8Array): string {
  const path = join(folder, 'log.csv');
  writeFileSync(path, content);
  return path;
}

async function read(content: string | Uint8Array): Promise<readonly CsvRow[]> {
  const rows: CsvRow[] = [];
  for await (const row of (await openCsv(write(content), UTF8)).rows) rows.push(row);
  return rows;
}

const cellsOf = (row: CsvRow | undefined) =>
  row && 'cells' in row ? Object.fromEntries(row.cells) : row;

it('tells rows by the line on which they begin, whatever the line ends are', async () => {
  const rows = await read('a,b\r\n1,"x\r\ny"\r\n\r\n2,z\r');
  expect(rows.map(({ line }) => line)).toEqual([2, 5]);
  expect(cellsOf(rows[0])).toEqual({ a: '1', b: 'x\ny' });
});

it('names columns without a name by their place', async () => {
  const [row] = await read('a,,b\n1,2,3\n');
  expect(cellsOf(row)).toEqual({ a: '1', '(column 2)': '2', b: '3' });
});

it('says which row has not the cells of the header, and reads on', async () => {
  const rows = await read('a,b\n1\n1,2,3\n1,2\n');
  expect(rows.map(cellsOf)).toEqual([
    { line: 2, problem: 'expected 2 cells like the header, found 1' },
    { line: 3, problem: 'expected 2 cells like the header, found 3' },
    { a: '1', b: '2' },
  ]);
});

it('says where a quote is open that nobody closes', async () => {
  const rows = await read('a,b\n1,2\n"3,4\n5,6\n');
  expect(rows.at(-1)).toMatchObject({
    line: 3,
    problem: expect.stringContaining('expected a closing quote, found the end of the file'),
  });
});

it('says that a row is too large', async () => {
  const rows = await read(`a,b\n1,2\n3,${'x'.repeat(17 * 1024 * 1024)}\n`);
  expect(rows.at(-1)).toMatchObject({
    problem: expect.stringContaining('expected a row of at most 16777216 characters'),
  });
});

it.each([
  ['an empty file', '', 'found an empty file'],
  ['an open quote in the header', '"a,b\n', 'line 1: expected a closing quote'],
  ['columns of one name', 'a,b,a\n', 'found a more than once'],
  ['another encoding', Buffer.from('a,b\n1,2\n3,caf\xe9\n', 'latin1'), 'other bytes on line 3'],
  ['it in a last line without end', Buffer.from('a,b\n1,\xff', 'latin1'), 'other bytes on line 2'],
])('refuses %s', async (_, content, message) => {
  await expect(openCsv(write(content), UTF8)).rejects.toThrow(message);
});

it('refuses a folder, and what is not there', async () => {
  await expect(openCsv(folder, UTF8)).rejects.toThrow('found a folder');
  await expect(openCsv(join(folder, 'nothing'), UTF8)).rejects.toThrow('found nothing');
});
