/** Uploaded files in the built product, where workbooks are written and read by its workers. */
import { API_PATHS, type Import, type ImportPreview, type Item } from '@action-tracker/contracts';
import { IMPORT_PATHS } from '@action-tracker/contracts/imports';
import { createEmptyDatabase } from '@action-tracker/runtime/testing';
import { writeXlsx } from 'hucre/xlsx';
import { ApiClient, errorOf } from './support/api-client';
import { query } from './support/cli';
import { eventually } from './support/eventually';
import { startProduct, type Product } from './support/product';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

let databaseUrl: string;
let product: Product;
let api: ApiClient;
let trackerId: number;

beforeAll(async () => {
  databaseUrl = await createEmptyDatabase();
  product = await startProduct({ DATABASE_URL: databaseUrl });
  api = await ApiClient.signIn(product.url);
  trackerId = (await api.openTracker('AD', 'Astro Digital')).id;
});
afterAll(() => product.stop());

const workbook = async (rows: readonly (readonly (string | number | Date)[])[]) =>
  writeXlsx({ sheets: [{ name: 'Log', rows: rows.map((row) => [...row]) }] });

const imported = async (id: string) => (await api.get<Import>(IMPORT_PATHS.one(id))).body;
const preview = async (id: string) => (await api.get<ImportPreview>(IMPORT_PATHS.preview(id))).body;

it('imports a workbook, exports the list, and finds nothing new in it when it comes back', async () => {
  const content = await workbook([
    ['Action log'],
    ['No', 'Action', 'Owner', 'Status', 'Raised', 'Due'],
    [1, 'Confirm the date', 'Maria Fitzgerald', 'Open', new Date('2025-11-03'), 'TBD'],
    [2, 'Send the report', 'Ana Sousa', 'Closed', new Date('2025-11-04'), new Date('2026-01-05')],
  ]);
  const { status, headers, body } = await api.upload<Import>(trackerId, content, 'log.xlsx');
  expect([status, headers.get('location')]).toEqual([201, IMPORT_PATHS.one(body.id)]);
  expect(body).toMatchObject({ header_row: 2, sheet: 'Log', problems: [], exported: null });
  expect((await preview(body.id)).counts).toMatchObject({ create: 2, refused: 0 });
  expect((await api.post(IMPORT_PATHS.run(body.id), {})).status).toBe(202);
  await eventually(async () => (await imported(body.id)).state, 'done');
  const report = await api.get(IMPORT_PATHS.report(body.id));
  expect(report.text).toContain('3,create,AD-001');
  expect((await api.get<Item>('/api/items/AD-002')).body).toMatchObject({
    ...{ title: 'Send the report', status: 'Complete', due_date: '2026-01-05' },
  });

  const list = await fetch(product.url + API_PATHS.trackerItems(trackerId), {
    headers: { Authorization: `Bearer ${api.token}`, Accept: XLSX },
  });
  const back = await api.upload<Import>(
    trackerId,
    new Uint8Array(await list.arrayBuffer()),
    'list.xlsx',
  );
  expect(back.body).toMatchObject({ apply: 'all', exported: { missing_columns: [] } });
  const { counts, cells, missing } = await preview(back.body.id);
  expect(counts).toEqual({ create: 0, change: 0, same: 2, differs: 0, refused: 0 });
  expect({ cells, missing }).toEqual({ cells: { take: 0, keep: 0, conflict: 0 }, missing: [] });
});

it('says what is wrong with a file, and continues', async () => {
  const wide = await workbook([Array.from({ length: 300 }, (_, index) => `h${index}`)]);
  const good = await workbook([['Action'], ['Do it']]);
  const cases = [
    [wide, 413, 'at most 256 columns, found 300: cell KN1'],
    [good.subarray(0, good.length / 2), 400, 'incomplete file'],
    [Buffer.from('<html><table></table></html>'), 400, 'web page (HTML)'],
    [Buffer.alloc(20 * 1024 * 1024 + 1, 'a'), 413, '20 MiB'],
  ] as const;
  for (const [content, status, part] of cases) {
    const answer = await api.upload(trackerId, content, 'log.xlsx');
    expect(errorOf(answer)).toMatchObject({
      ...{ status, message: expect.stringContaining(part) as string },
    });
  }
  expect((await api.get('/health')).status).toBe(200);
});

it('is finished by another process, each row once, when its own is killed in the middle', async () => {
  const rows = 4_000;
  const log = ['Action', ...Array.from({ length: rows }, (_, n) => `Sign contract ${n}`)];
  const tracker = await api.openTracker('RL', 'Rocket Lab');
  const { id } = (await api.upload<Import>(tracker.id, Buffer.from(log.join('\n')), 'log.csv'))
    .body;
  await api.post(IMPORT_PATHS.run(id), {});
  await eventually(async () => (await imported(id)).done > 0, true);
  await product.kill();
  const written = async (what: string) => {
    const found = await query<{ count: number }>(
      databaseUrl,
      `SELECT count(${what})::int FROM
      action_items WHERE tracker_id = ${tracker.id}`,
    );
    return found[0]?.count;
  };
  expect(await written('*')).toBeLessThan(rows);

  product = await startProduct({ DATABASE_URL: databaseUrl });
  api = api.withUrl(product.url);
  expect(await imported(id)).toMatchObject({ state: 'running' });
  // As if it had been silent for long enough.
  await query(databaseUrl, `UPDATE jobs SET worked_at = now() - interval '1 hour'`);
  await eventually(async () => (await imported(id)).state, 'done', 60_000);
  expect(await imported(id)).toMatchObject({ done: rows, counts: { create: rows, same: 0 } });
  expect([await written('*'), await written('DISTINCT title')]).toEqual([rows, rows]);
});
