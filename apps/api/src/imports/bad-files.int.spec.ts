/** Files that cannot be imported are refused with what was expected, found and where. */
import type { ErrorResponse, Import, ListedItem } from '@action-tracker/contracts';
import { archive, ROW } from '@action-tracker/import/testing';
import { writeXlsx } from 'hucre/xlsx';
import { ServedApplication, uploadForm } from '../testing/served-application';

const MIB = 1024 * 1024;

let served: ServedApplication;
let trackerId: number;

beforeAll(async () => {
  served = await ServedApplication.start();
  trackerId = (await served.openTracker('CL')).id;
}, 60_000);
afterAll(() => served.stop());

const upload = <T>(content: Uint8Array, name: string) =>
  served.send<T>('POST', '/api/imports', {
    form: uploadForm(trackerId, Buffer.from(content), name),
  });

const ROWS = [
  ['Action', 'Owner'],
  ['Send the report', 'Bo Lind'],
];
const workbook = (rows: readonly (readonly string[])[]) =>
  writeXlsx({ sheets: [{ name: 'Log', rows: rows.map((row) => [...row]) }] });
const compoundFile = (text: string) =>
  Buffer.concat([
    Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    Buffer.alloc(8_192),
    Buffer.from(text, 'utf16le'),
  ]);
const padded = (start: string, size: number) =>
  Buffer.concat([Buffer.from(start, 'latin1'), Buffer.alloc(size - start.length)]);

it.each([
  [
    'would expand to 300 MiB',
    () => archive({ sheet: ROW, declared: 300 * MIB }),
    ['log.xlsx', 413, 'small when unpacked, found "xl/worksheets/sheet1.xml" in log.xlsx'],
  ],
  [
    'expands to more than it says',
    () => archive({ sheet: ROW.repeat(2_000), declared: 1_000 }),
    ['log.xlsx', 400, 'found a damaged one in log.xlsx'],
  ],
  [
    'has a cell at the last row and column',
    () => archive({ sheet: '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>' }),
    ['log.xlsx', 413, 'at most 256 columns, found 16384: cell XFD1048576 has a value'],
  ],
  [
    'has a password',
    () => compoundFile('EncryptedPackage'),
    ['log.xlsx', 400, 'without a password, found one that is encrypted in log.xlsx'],
  ],
  [
    'is an old workbook',
    () => compoundFile('Workbook'),
    ['log.xls', 400, 'Expected an .xlsx or CSV file, found an old workbook (.xls) in log.xls'],
  ],
  [
    'is a web page',
    () => Buffer.from('<html><table><tr><td>Action</td></tr></table></html>'),
    ['log.xls', 400, 'Expected an .xlsx or CSV file, found a web page (HTML) in log.xls'],
  ],
  [
    'has 300 columns',
    () => workbook([Array.from({ length: 300 }, (_, n) => `h${n}`)]),
    ['log.xlsx', 413, 'log.xlsx: Expected at most 256 columns, found 300: cell KN1 has a value'],
  ],
  [
    'is larger than 20 MiB by a byte',
    () => padded('PK\u0003\u0004', 20 * MIB + 1),
    ['log.xlsx', 413, 'Expected a file of at most 20 MiB, found'],
  ],
  [
    'was copied only in part',
    async () => {
      const bytes = await workbook(ROWS);
      return bytes.subarray(0, bytes.length / 2);
    },
    ['log.xlsx', 400, 'found a damaged or incomplete file in log.xlsx'],
  ],
] as const)('is refused when it %s', async (_, content, [name, status, message]) => {
  const answer = await upload<ErrorResponse>(await content(), name);
  expect([answer.status, answer.body.error.message]).toEqual([
    status,
    expect.stringContaining(message),
  ]);
});

it('says in one word what is wrong, for a client with a language of its own', async () => {
  const flawOf = async (content: Uint8Array) =>
    (await upload<ErrorResponse>(content, 'log.xls')).body.error.file_flaw;
  expect(await flawOf(compoundFile('Workbook'))).toBe('old_workbook');
  expect(await flawOf(archive({ sheet: ROW, declared: 300 * MIB }))).toBe('too_complex');
});

it('leaves nothing behind, and the next file is taken', async () => {
  expect((await served.send('GET', '/api/imports')).body).toEqual([]);
  const { body: items } = await served.send<readonly ListedItem[]>(
    'GET',
    `/api/trackers/${trackerId}/items`,
  );
  expect(items).toEqual([]);
  expect((await upload(await workbook(ROWS), 'log.xlsx')).status).toBe(201);
});

it('is taken without its macros, and with the values that links were saved with', async () => {
  const sheets = [{ name: 'Log', rows: ROWS }];
  const macros = await upload<Import>(
    await writeXlsx({ sheets, vbaProject: new Uint8Array([1, 2, 3]) }),
    'log.xlsm',
  );
  const links = await upload<Import>(
    archive({ sheet: ROW, parts: ['xl/externalLinks/externalLink1.xml'] }),
    'log.xlsx',
  );
  expect([macros.status, macros.body.warnings]).toEqual([
    ...[201, ['the workbook has macros, which are ignored']],
  ]);
  expect([links.status, links.body.warnings]).toEqual([
    ...[
      201,
      ['the workbook refers to other workbooks; the values that it was saved with are read'],
    ],
  ]);
});
