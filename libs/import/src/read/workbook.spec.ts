import { writeXlsx, type WriteSheet } from 'hucre/xlsx';
import { archive, ROW, zip } from '../testing/archive';
import { memoryFile } from '../testing/memory-file';
import { ImportTooLarge } from './limits';
import { openTable } from './open-table';
import type { SourceFile } from './source-file';
import { openWorkbook } from './workbook';

const FORMAT = { delimiter: ',', encoding: 'utf-8' } as const;
const HEADER = ['No', 'Action', 'Owner', 'Due date'];
const ROWS = [
  [1, 'Check bolts', 'Ana', new Date('2026-02-01T00:00:00Z')],
  [2, 'Ask vendor', 'Ben', null],
];

const workbookFile = (bytes: Uint8Array, name = 'log.xlsx') => memoryFile(bytes, name);

const workbook = async (...sheets: readonly WriteSheet[]) =>
  workbookFile(await writeXlsx({ sheets: [...sheets] }));

async function read(file: SourceFile, format: object = {}) {
  const table = await openTable(file, { ...FORMAT, ...format });
  const rows: unknown[] = [];
  for await (const row of table.rows) {
    rows.push('cells' in row ? [row.line, ...row.cells.values()] : row);
  }
  return { ...table, rows };
}

it('finds the header below merged title rows, and keeps the numbers of the rows', async () => {
  const rows = [['Action log of the review board'], [], [null, 'as of', 'June'], HEADER, ...ROWS];
  const merges = [{ startRow: 0, startCol: 0, endRow: 0, endCol: 3 }];
  const table = await read(await workbook({ name: 'Log', rows, merges }));
  expect([table.columns, table.headerLine]).toEqual([HEADER, 4]);
  expect(table.rows).toEqual([
    [5, '1', 'Check bolts', 'Ana', '2026-02-01'],
    [6, '2', 'Ask vendor', 'Ben', ''],
  ]);
});

it('takes the visible sheet that looks like a log, or the one that is chosen', async () => {
  const file = await workbook(
    { name: 'Cover', rows: [['Project X'], ['Prepared by', 'Ana']] },
    { name: 'Old', rows: [HEADER, ...ROWS], hidden: true },
    { name: 'Actions', rows: [HEADER, ...ROWS] },
  );
  const { sheets, sheet } = await openWorkbook(file, {});
  expect([sheet, sheets.map(({ name, isHidden }) => [name, isHidden])]).toEqual([
    'Actions',
    [
      ['Cover', false],
      ['Old', true],
      ['Actions', false],
    ],
  ]);
  expect((await read(file, { sheet: 'Old' })).rows).toHaveLength(2);
  await expect(read(file, { sheet: 'Risks' })).rejects.toThrow(
    'Expected a sheet of log.xlsx, found "Risks"; it has "Cover", "Old", "Actions"',
  );
});

it('names columns by letters where there is no header', async () => {
  const { columns, headerLine } = await read(await workbook({ name: 'Log', rows: ROWS }));
  expect([columns, headerLine]).toEqual([['A', 'B', 'C', 'D'], undefined]);
});

it('names the columns that only rows below the header have, and those without a heading', async () => {
  const header = ['No', null, 'Action', 'E', null];
  const rows = [
    header,
    [1, 'x', 'Check bolts', 'e'],
    [2, null, 'Ask vendor', null, 'fifth', null, 'seventh'],
  ];
  const table = await read(await workbook({ name: 'Log', rows }), { header: 1 });
  expect(table.columns).toEqual(['No', '(column 2)', 'Action', 'E', 'E (column 5)', 'F', 'G']);
  expect([table.unnamed, table.doubled]).toEqual([['(column 2)', 'E (column 5)', 'F', 'G'], []]);
  expect(table.rows).toEqual([
    [2, '1', 'x', 'Check bolts', 'e', '', '', ''],
    [3, '2', '', 'Ask vendor', '', 'fifth', '', 'seventh'],
  ]);
});

it('says which rows are hidden, that macros are ignored and links are not followed', async () => {
  const rowDefs = new Map([[2, { hidden: true }]]);
  const hidden = await read(await workbook({ name: 'Log', rows: [HEADER, ...ROWS], rowDefs }));
  expect(hidden.warnings).toEqual(['1 hidden row is read as well: 3']);
  const vbaProject = new Uint8Array([1, 2, 3]);
  const sheets = [{ name: 'Log', rows: [HEADER, ...ROWS] }];
  const macros = await read(workbookFile(await writeXlsx({ sheets, vbaProject }), 'log.xlsm'));
  expect(macros.warnings).toEqual(['the workbook has macros, which are ignored']);
});

describe('a file that cannot be read', () => {
  const large = (count: number) => Array.from({ length: count }, (_, row) => [`row ${row}`, 'x']);

  it.each([
    [
      '300 columns',
      [Array.from({ length: 300 }, (_, n) => `h${n}`)],
      /at most 256 columns, found 300: cell KN1/,
    ],
    [
      '50,001 rows',
      [['Action', 'Owner'], ...large(50_001)],
      /at most 50000 rows in log.xlsx, found more/,
    ],
    ['no rows', [], /Expected a sheet with a table in log.xlsx, found none .*\("Log"\)/],
  ])('has %s', async (_, rows, message) => {
    await expect(read(await workbook({ name: 'Log', rows }))).rejects.toThrow(message);
  });

  it('has a cell at the last row and column', async () => {
    const sheet = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>';
    await expect(read(workbookFile(archive({ sheet })))).rejects.toThrow(
      'cell XFD1048576 has a value',
    );
  });

  it.each([
    [
      'expands to more than it says',
      { sheet: ROW.repeat(2_000), declared: 1_000 },
      /damaged one .*exceeds limit of 1000 bytes/,
    ],
    [
      'says that it expands to 300 MiB',
      { sheet: ROW, declared: 300 * 1024 * 1024 },
      /small when unpacked, found "xl\/worksheets\/sheet1.xml"/,
    ],
    ['does not say how large it is', { sheet: ROW, declared: 0 }, /a damaged or incomplete file/],
  ])('is an archive that %s', async (_, content, message) => {
    await expect(read(workbookFile(archive(content)))).rejects.toThrow(message);
  });

  it('has more shared texts than memory holds; the process lives on', async () => {
    const strings = '<si><t>a</t></si>'.repeat(1_900_000);
    const reading = read(workbookFile(archive({ sheet: ROW, strings })));
    await expect(reading).rejects.toThrow(ImportTooLarge);
    await expect(reading).rejects.toThrow(
      'Expected a workbook that 160 MB of memory can hold, found a larger one in log.xlsx',
    );
  });

  it('was copied only in part, or is damaged', async () => {
    const bytes = await writeXlsx({ sheets: [{ name: 'Log', rows: [HEADER, ...ROWS] }] });
    const half = workbookFile(bytes.subarray(0, bytes.length / 2));
    await expect(read(half)).rejects.toThrow('found a damaged or incomplete file in log.xlsx');
    const wrong = workbookFile(archive({ sheet: ROW, workbook: '<workbook' }));
    await expect(read(wrong)).rejects.toThrow(/found a damaged one in log.xlsx \(.+\): open it/);
  });

  it.each([
    ['a password', encrypted(), 'found one that is encrypted in log.xlsx: remove the password'],
    ['the old format', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0]), 'found an old workbook (.xls)'],
    ['HTML inside', Buffer.from('\ufeff<html><table>'), 'found a web page (HTML)'],
    ['XML inside', Buffer.from('<?xml version="1.0"?><Workbook>'), 'found XML'],
    ['PDF inside', Buffer.from('%PDF-1.7'), 'found a PDF'],
    [
      '20 MiB and a byte',
      Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(20 * 1024 * 1024 - 3)]),
      'Expected a file of at most 20 MiB, found 20971521 bytes',
    ],
    ['another application', zip([['content.xml', 'x']]), 'found an OpenDocument file'],
    ['a binary workbook', zip([['xl/workbook.bin', 'x']]), 'found a binary workbook (.xlsb)'],
    ['a document', zip([['word/document.xml', 'x']]), 'found a Word document'],
    ['other files', zip([['a.csv', 'x']]), 'found a ZIP archive that is no workbook'],
  ])('has %s', async (_, bytes, message) => {
    await expect(read(workbookFile(bytes))).rejects.toThrow(message);
  });
});

function encrypted(): Buffer {
  const signature = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);
  return Buffer.concat([
    signature,
    Buffer.alloc(8_192),
    Buffer.from('EncryptedPackage', 'utf16le'),
  ]);
}
