import { memoryFile } from '../testing/memory-file';
import { findHeader } from './header-line';
import { recogniseText } from './text-format';

const TABLE = 'No;Action;Owner;Due\n1;Check, tighten bolts;José;2,5\n2;Ask;Ben;3,5\n';

it.each([
  ['commas', 'a,b;c\n1,2;3\n4,5;6\n', ','],
  ['semicolons beside decimal commas', TABLE, ';'],
  ['tabs', TABLE.replaceAll(';', '\t'), '\t'],
  ['bars', TABLE.replaceAll(';', '|'), '|'],
  ['quoted line ends', 'Action;Note\na;"1,2\n3,4\n5,6"\nb;"x,y\nz"\n', ';'],
  ['an open quote at the end', 'Action;Owner\nBolts;"Ana', ';'],
  ['one column', 'Action\nBolts\nNuts\n', ','],
])('recognises %s', async (_, content, delimiter) => {
  expect((await recogniseText(memoryFile(content))).delimiter).toBe(delimiter);
});

it.each([
  ['utf-8', Buffer.from(TABLE)],
  ['windows-1252', Buffer.from(TABLE, 'latin1')],
  ['utf-16le', Buffer.from(`\uFEFF${TABLE}`, 'utf16le')],
  ['utf-16le', Buffer.from(TABLE, 'utf16le')],
  ['utf-16be', Buffer.from(`\uFEFF${TABLE}`, 'utf16le').swap16()],
  ['utf-16be', Buffer.from(TABLE, 'utf16le').swap16()],
])('recognises %s', async (encoding, content) => {
  expect(await recogniseText(memoryFile(content))).toEqual({ encoding, delimiter: ';', header: 1 });
});

it('takes what is chosen, whatever the file looks like', async () => {
  const chosen = { encoding: 'windows-1252', delimiter: ',', header: 2 } as const;
  expect(await recogniseText(memoryFile(TABLE), chosen)).toEqual(chosen);
});

const lineIn = (...rows: readonly string[]) =>
  findHeader(rows.map((row, index) => ({ line: index + 1, cells: row.split('|') }))).line;

it.each([
  ['usual names', 1, ['ID|Action|Owner', '1|Bolts|Ana']],
  ['a title', 3, ['Action log', '', 'ID|Action|Owner', '1|Bolts|Ana']],
  [
    'what is known about the file',
    4,
    ['Project|X', 'As of|1/2/26', '', 'ID|Action|Owner|Due', '1|a|b|'],
  ],
  ['groups of columns', 2, ['Item|||Date|', 'ID|Action|Owner|Raised|Due', '1|Bolts|Ana||']],
  ['names that are ours alone', 1, ['Foo|Bar|Baz', 'x|y|1', 'z|y|2']],
  ['no header', 0, ['1|Bolts|Ana|2026-01-02', '2|Nuts|Ben|2026-01-03']],
  ['no header, and only texts', 0, ['Bolts|Ana|High', 'Nuts|Ana|Low']],
  ['no rows', 0, []],
])('finds the header in a table with %s', (_, line, rows) => {
  expect(lineIn(...rows)).toBe(line);
});
