import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCsv } from './csv-file';
import { fileOnDisk, type SourceFile } from './source-file';
import type { TableRow } from './table-rows';

const UTF8 = { encoding: 'utf-8', delimiter: ',' } as const;
const folder = mkdtempSync(join(tmpdir(), 'action-tracker-csv-'));
afterAll(() => rmSync(folder, { recursive: true }));

const at = (path: string) => fileOnDisk(path, 'a CSV file');

function write(content: string | Uint8Array): SourceFile {
  const path = join(folder, 'log.csv');
  writeFileSync(path, content);
  return at(path);
}

async function read(content: string | Uint8Array): Promise<readonly TableRow[]> {
  const rows: TableRow[] = [];
  for await (const row of (await openCsv(write(content), UTF8)).rows) rows.push(row);
  return rows;
}

const cellsOf = (row: TableRow | undefined) =>
  row && 'cells' in row ? Object.fromEntries(row.cells) : row;

it('identifies rows by the line on which they begin, whatever the line ends are', async () => {
  const rows = await read('a,b\r\n1,"x\r\ny"\r\n\r\n2,z\r');
  expect(rows.map(({ line }) => line)).toEqual([2, 5]);
  expect(cellsOf(rows[0])).toEqual({ a: '1', b: 'x\ny' });
});

it.each([
  ['\\n', 'a,b\n1,2\n3,4\n'],
  ['\\r\\n', 'a,b\r\n1,2\r\n3,4\r\n'],
  ['\\r', 'a,b\r1,2\r3,4\r'],
  ['\\r in cells', 'a,b\r\n1,2\r\n3,"4\r5"\r\n'],
])('reads rows that end with %s', async (_, content) => {
  const rows = await read(content);
  expect(rows.map(({ line }) => line)).toEqual([2, 3]);
  expect(cellsOf(rows[1])).toEqual({ a: '3', b: content.includes('"') ? '4\n5' : '4' });
});

it('takes rows of empty cells for no rows, and empty cells behind the last for no cells', async () => {
  const rows = await read('a,b\n1,2\n,\n , \n\n3,4,,\n,,,\n');
  expect(rows.map(({ line }) => line)).toEqual([2, 6]);
  expect(rows.map(cellsOf)).toEqual([
    { a: '1', b: '2' },
    { a: '3', b: '4' },
  ]);
});

it('gives a second column of one name its place', async () => {
  const file = await openCsv(write('a,b,a\n1,2,3\n'), UTF8);
  expect([file.columns, file.doubled]).toEqual([['a', 'b', 'a (column 3)'], ['a']]);
});

it.each(['sep=;\n', 'sep=;\r\n', '"sep=;"\n', '\uFEFFsep=;\n'])(
  'takes the separator from the first line %j',
  async (first) => {
    const rows = await read(`${first}a;b\n1;2,5\n`);
    expect(rows.map(({ line }) => line)).toEqual([3]);
    expect(cellsOf(rows[0])).toEqual({ a: '1', b: '2,5' });
  },
);

it.each([
  ['utf-16le', Buffer.from('\uFEFFa,b\r\n1,Müller\r\n', 'utf16le')],
  ['utf-16be', Buffer.from('\uFEFFa,b\r\n1,Müller\r\n', 'utf16le').swap16()],
  ['utf-8 with a byte order mark', Buffer.from('\uFEFFa,b\r\n1,Müller\r\n')],
])('reads %s', async (_, content) => {
  expect((await read(content)).map(cellsOf)).toEqual([{ a: '1', b: 'Müller' }]);
});

it('refuses UTF-16 with half a letter', async () => {
  const spoilt = Buffer.concat([Buffer.from('\uFEFFa,b\n1,', 'utf16le'), Buffer.from([0, 0xd8])]);
  await expect(read(spoilt)).rejects.toThrow('Expected utf-16le');
});

it('ends at its limit of cells, without what it read of that row', async () => {
  const rows = await read(`a,b\n1,2\n${','.repeat(3_000_000)}\n3,4\n`);
  expect(rows).toEqual([
    expect.objectContaining({ line: 2 }),
    { line: 3, problem: expect.stringContaining('expected at most 1000000 cells in a row') },
  ]);
});

it('can be stopped while it reads', async () => {
  let pieces = 0;
  const stop = () => {
    if (++pieces > 40) throw new Error('stopped');
  };
  const path = write(`a,b\n${'1,2\n'.repeat(500_000)}`);
  const reading = async () => {
    for await (const _ of (await openCsv(path, UTF8, stop)).rows) continue;
  };
  await expect(reading()).rejects.toThrow('stopped');
});

it('names columns without a name by their place', async () => {
  const [row] = await read('a,,b\n1,2,3\n');
  expect(cellsOf(row)).toEqual({ a: '1', '(column 2)': '2', b: '3' });
});

const LINE_BREAK = 'a cell with a line break in it needs quotes around it';

it('says which row has not the cells of the header, and reads on', async () => {
  const rows = await read('a,b\n1\n1,2,3\n1,2\n');
  const quotes = 'a cell with "," in it needs quotes around it';
  expect(rows.map(cellsOf)).toEqual([
    { line: 2, problem: `expected 2 cells like the header, found 1: ${LINE_BREAK}` },
    { line: 3, problem: `expected 2 cells like the header, found 3: ${quotes}` },
    { a: '1', b: '2' },
  ]);
});

it('reads rows whose last cells are left out because they are empty', async () => {
  const rows = await read('a,b,c,d,e\n1,2,3,4\n5,6,7\n8,9\n');
  expect(rows.map(cellsOf)).toEqual([
    { a: '1', b: '2', c: '3', d: '4', e: '' },
    { a: '5', b: '6', c: '7', d: '', e: '' },
    { line: 4, problem: `expected 5 cells like the header, found 2: ${LINE_BREAK}` },
  ]);
});

it('does not miss cells of columns without a name behind the last one with a name', async () => {
  const rows = await read('a,b,,,,\n1,2\n3,4,,,,\n5,6,x\n');
  expect(rows.map((row) => 'cells' in row && [...row.cells.values()].join('|'))).toEqual([
    ...['1|2||||', '3|4||||', '5|6|x|||'],
  ]);
});

it.each([
  ['1,2,3,begins', 'ends,5'],
  ['1,begins', 'ends,3,4,5'],
])('refuses both parts of a row that a line break has split into %j and %j', async (...parts) => {
  const rows = await read(`a,b,c,d,e\n1,2,3,4,5\n${parts.join('\n')}\n1,2,3,4,5\n`);
  const found = rows.map((row) => ('problem' in row ? [row.line, row.problem] : 'read'));
  const problem = expect.stringContaining(LINE_BREAK) as string;
  expect(found).toEqual(['read', [3, problem], [4, problem], 'read']);
});

it('refuses a row that has more cells than the first ones of a table without header', async () => {
  const file = await openCsv(write(`${'1,2\n'.repeat(120)}1,2,3\n`), { ...UTF8, header: 0 });
  const rows: TableRow[] = [];
  for await (const row of file.rows) rows.push(row);
  expect(rows.at(-1)).toEqual({
    ...{ line: 121, problem: 'expected 2 cells like the first rows, found 3' },
  });
});

it('says where a quote is open that nobody closes', async () => {
  const rows = await read('a,b\n1,2\n"3,4\n5,6\n');
  expect(rows.at(-1)).toMatchObject({
    line: 3,
    problem:
      'expected a closing quote, found the end of the file: 2 lines from here on were read as one cell',
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
  ['a workbook', Buffer.from('PK\u0003\u0004abc'), 'found a workbook'],
  ['an old workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), 'found an old workbook'],
  ['UTF-32', Buffer.from('fffe0000610000000a000000', 'hex'), 'found UTF-32'],
  ['UTF-32 the other way round', Buffer.from('0000feff000000610000000a', 'hex'), 'found UTF-32'],
  ['bytes that are no text', Buffer.from('a,b\u0000c\n'), 'found NUL bytes'],
  ['another encoding', Buffer.from('a,b\n1,2\n3,caf\xe9\n', 'latin1'), 'other bytes on line 3'],
  ['it in a last line without end', Buffer.from('a,b\n1,\xff', 'latin1'), 'other bytes on line 2'],
])('refuses %s', async (_, content, message) => {
  await expect(openCsv(write(content), UTF8)).rejects.toThrow(message);
});

it('refuses a folder, and what is not there', async () => {
  await expect(openCsv(at(folder), UTF8)).rejects.toThrow('found a folder');
  await expect(openCsv(at(join(folder, 'nothing')), UTF8)).rejects.toThrow('found nothing');
});
