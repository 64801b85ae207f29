import { writeXlsx } from 'hucre/xlsx';
import { archive, ROW } from '../testing/archive';
import { readWorkbook, type WorkbookPart, type WorkbookRequest } from './workbook-cells';

const LIMITS = { rows: 4, columns: 30, cells: 20, chars: 1_000, cellChars: 900 };

async function partsOf(bytes: Uint8Array, request: Partial<WorkbookRequest> = {}) {
  const parts: WorkbookPart[] = [];
  const whole = { bytes, sheet: 'Log', findHidden: false, limits: LIMITS, ...request };
  for await (const part of readWorkbook(whole)) parts.push(part);
  return parts;
}

const workbook = (rows: (string | number | boolean | Date | null)[][]) =>
  writeXlsx({ sheets: [{ name: 'Log', rows, rowDefs: new Map([[1, { hidden: true }]]) }] });

it('reads real dates, numbers, truth values and texts of several lines', async () => {
  const day = new Date('2026-02-01T00:00:00Z');
  const minute = new Date('2026-02-01T09:30:00Z');
  const time = new Date('1899-12-31T14:05:00Z');
  const bytes = await workbook([
    [day, minute, time, 0.1 + 0.2, 1e-7, true, false, 'a\r\nb', null, ' '],
  ]);
  expect((await partsOf(bytes)).at(-1)).toEqual({
    ...{ type: 'rows', sheet: 'Log' },
    rows: [
      {
        line: 1,
        cells: [
          ...['2026-02-01', '2026-02-01T09:30:00', '14:05:00', '0.3', '1e-7', 'TRUE', 'FALSE'],
          'a\nb',
        ],
      },
    ],
  });
});

it('shows a number that is too large for a date as spreadsheets do', async () => {
  const styles = { sheet: '<row><c s="1"><v>1e300</v></c></row>', dates: true };
  expect((await partsOf(archive(styles))).at(-1)).toMatchObject({ rows: [{ cells: ['#####'] }] });
});

it('reads the beginnings of all sheets, or one sheet and which rows are hidden', async () => {
  const bytes = await workbook([['a'], ['b'], [], ['c']]);
  const rows = [
    { line: 1, cells: ['a'] },
    { line: 2, cells: ['b'] },
    { line: 4, cells: ['c'] },
  ];
  const sheets = { type: 'sheets', sheets: [{ name: 'Log', isHidden: false }] };
  const read = { type: 'rows', sheet: 'Log', rows };
  expect(await partsOf(bytes, { sheet: undefined })).toEqual([sheets, read]);
  const hidden = { type: 'hidden', lines: [2] };
  expect(await partsOf(bytes, { findHidden: true })).toEqual([sheets, read, hidden]);
  expect(await partsOf(bytes, { sheet: 'Risks' })).toEqual([sheets]);
});

it.each([
  ['rows', [['a'], ['b'], ['c'], ['d'], ['e']], 'Expected at most 4 rows, found more in row 5'],
  ['columns', [Array(31).fill('a')], 'Expected at most 30 columns, found 31: cell AE1 has a value'],
  ['cells', [Array(15).fill('a'), Array(15).fill('a')], 'at most 20 cells, found more in row 2'],
  ['chars', [['a'.repeat(501), 'a'.repeat(500)]], 'at most 1000 characters, found more in row 1'],
  ['cellChars', [['', 'a'.repeat(901)]], 'at most 900 characters in a cell, found more in cell B1'],
])('ends at its limit: %s', async (limit, rows, problem) => {
  expect((await partsOf(await workbook(rows as string[][]))).at(-1)).toEqual({
    ...{ type: 'problem', limit, problem: expect.stringContaining(problem) },
  });
});

it('says why a workbook cannot be read', async () => {
  const bytes = archive({ sheet: ROW, workbook: '<workbook' });
  expect(await partsOf(bytes)).toEqual([
    { type: 'problem', limit: null, problem: expect.any(String) },
  ]);
});
