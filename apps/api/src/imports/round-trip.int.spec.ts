import {
  ABOUT_NAMES,
  AS_OF_HEADER,
  POSITION_HEADER,
  type Import,
  type Item,
  type ListedItem,
  type Note,
  type Tracker,
  type User,
} from '@action-tracker/contracts';
import { readXlsx, writeXlsx, type CellValue } from 'hucre/xlsx';
import { ServedApplication, uploadForm } from '../testing/served-application';
import { workbookOf } from '../workbook/item-workbook';

let served: ServedApplication;
let tracker: Tracker;
let prefixes = 0;

beforeAll(async () => {
  served = await ServedApplication.start();
}, 60_000);
afterAll(() => served.stop());

beforeEach(async () => {
  tracker = await served.openTracker(`RT${'ABCDEFGH'[prefixes++] ?? ''}`);
});

async function addItems(count: number): Promise<void> {
  for (let number = 1; number <= count; number += 1) {
    await served.send<Item>('POST', `/api/trackers/${tracker.id}/items`, {
      json: {
        ...{ title: `Item ${number}`, category: 'Systems', priority: 'Medium' },
        owner_id: served.userIds[number % 2 === 0 ? 'maria' : 'bo'],
        due_date: number % 5 === 0 ? null : '2026-03-01',
      },
    });
  }
}

/** The list as a workbook; the worker that writes it runs in the built product only. */
async function exported(): Promise<Buffer> {
  const path = `/api/trackers/${tracker.id}/items?as_of=-PT0S&axis=recorded`;
  const { body: items, headers } = await served.send<readonly ListedItem[]>('GET', path);
  const users = (await served.send<readonly User[]>('GET', '/api/users')).body;
  const about = [
    [ABOUT_NAMES.tracker, tracker.prefix],
    [ABOUT_NAMES.position, headers.get(POSITION_HEADER) ?? ''],
    [ABOUT_NAMES.asOf, headers.get(AS_OF_HEADER) ?? ''],
  ] as const;
  async function* batches() {
    yield await Promise.resolve({ items: items.map((item) => JSON.stringify(item)), notes: [] });
  }
  const parts: Uint8Array[] = [];
  for await (const part of workbookOf({ users, about }, batches())) parts.push(part);
  return Buffer.concat(parts);
}

/** What a partner does in a spreadsheet program, which writes the whole workbook anew. */
async function edited(
  bytes: Buffer,
  edit: (rows: CellValue[][]) => CellValue[][],
): Promise<Buffer> {
  const { sheets } = await readXlsx(bytes);
  const written = sheets.map(({ name, rows, hidden }) => ({
    ...{ name, rows: name === 'Items' ? edit(rows) : rows },
    ...(hidden === true ? { hidden } : {}),
  }));
  return Buffer.from(await writeXlsx({ sheets: written }));
}

const upload = async (content: Buffer) =>
  (
    await served.send<Import>('POST', '/api/imports', {
      form: uploadForm(tracker.id, content, 'list.xlsx'),
    })
  ).body;

const change = (number: number, json: object) =>
  served.send('PATCH', `/api/items/${itemId(number)}`, { json, as: 'bo' });
const itemId = (number: number) => `${tracker.prefix}-${String(number).padStart(3, '0')}`;
const item = async (number: number) =>
  (await served.send<Item>('GET', `/api/items/${itemId(number)}`)).body;

const column = ([header = []]: CellValue[][], name: string) => header.indexOf(name);

it('changes nothing when the file is unchanged', async () => {
  await addItems(12);
  await change(3, { title: 'Changed before' });
  const note = { content: 'Called them.\nThey will answer next week.' };
  await served.send('POST', `/api/items/${itemId(5)}/notes`, { json: note });
  const untouched = await exported();
  await change(4, { title: 'Changed after' });
  for (const bytes of [untouched, await edited(untouched, (rows) => rows)]) {
    const { id, exported: found, apply, problems } = await upload(bytes);
    expect({ found, apply, problems }).toMatchObject({
      ...{ apply: 'all', problems: [], found: { missing_columns: [], renamed_columns: [] } },
    });
    const { counts, cells, missing } = await served.preview(id);
    expect(counts).toEqual({ create: 0, change: 0, same: 12, differs: 0, refused: 0 });
    expect({ cells, missing }).toEqual({ cells: { take: 0, keep: 1, conflict: 0 }, missing: [] });
  }
});

it('takes 20 of 30 changed cells and a note, and shows the 10 that we have changed, too', async () => {
  await addItems(30);
  const bytes = await edited(await exported(), (rows) => {
    const [title, priority, due] = ['Title', 'Priority', 'Due date'].map((name) =>
      column(rows, name),
    );
    for (let number = 1; number <= 10; number += 1) {
      const row = rows[number] ?? [];
      row[title ?? 0] = `Item ${number}, says the partner`;
      row[priority ?? 0] = 'High';
      row[due ?? 0] = new Date('2026-04-15');
    }
    (rows[11] ?? [])[column(rows, 'Latest note')] = '2026-02-03 BL: Nearly done';
    return rows;
  });
  for (let number = 1; number <= 10; number += 1) await change(number, { priority: 'Low' });
  const { id } = await upload(bytes);
  await served.send('PATCH', `/api/imports/${id}`, { json: { actor_id: served.userIds.bo } });
  const shown = await served.preview(id);
  expect(shown.cells).toEqual({ take: 21, keep: 0, conflict: 10 });
  expect(shown.counts).toMatchObject({ change: 11, same: 19 });
  expect(shown.rows[0]?.cells.find(({ field }) => field === 'priority')).toMatchObject({
    ...{ base: 'Medium', theirs: 'High', ours: 'Low', result: 'conflict', is_taken: false },
    by_id: served.userIds.bo,
  });
  const { batch, counts } = await served.runImport(id);
  expect(counts).toMatchObject({ change: 11, same: 19, refused: 0 });
  expect(await item(7)).toMatchObject({
    ...{ title: 'Item 7, says the partner', priority: 'Low', due_date: '2026-04-15' },
  });
  const notes = await served.send<readonly Note[]>('GET', `/api/items/${itemId(11)}/notes`);
  expect(notes.body).toMatchObject([{ content: 'Nearly done', author_id: served.userIds.bo }]);
  const events = await served.send<readonly Record<string, unknown>[]>(
    'GET',
    `/api/items/${itemId(7)}/events?order=newest&limit=1`,
  );
  expect(events.body[0]).toMatchObject({
    ...{ actor_id: served.userIds.bo, recorded_by_id: served.userIds.maria, batch },
    source: { file: 'list.xlsx', row: 8 },
  });
  await served.send('POST', '/api/undo', { json: { batch } });
  expect(await item(7)).toMatchObject({ title: 'Item 7', due_date: '2026-03-01' });
});

it('handles columns that were renamed, moved or removed, new rows and missing ones', async () => {
  await addItems(6);
  await change(2, { title: 'Ours' });
  const bytes = await edited(await exported(), (rows) => {
    const kept = rows.map((row) => row.filter((_, index) => index !== column(rows, 'Category')));
    const names = kept[0] ?? [];
    names[names.indexOf('Title')] = 'What to do';
    const moved = kept.map(([id, ...others]) => [...others, id ?? null]);
    const title = column(moved, 'What to do');
    (moved[3] ?? [])[title] = 'Theirs';
    const added = moved[0]?.map(() => null as CellValue) ?? [];
    added[title] = 'One more';
    return [...moved.filter((_, index) => index !== 5), added];
  });
  const { id, exported: found, mapping } = await upload(bytes);
  expect(found).toMatchObject({
    ...{ missing_columns: ['Category'], renamed_columns: [{ from: 'Title', to: 'What to do' }] },
  });
  expect(mapping.fields.category).toBeUndefined();
  const fields = { ...mapping.fields, category: { default: 'Systems' } };
  await served.send('PATCH', `/api/imports/${id}`, { json: { mapping: { ...mapping, fields } } });
  const { counts, missing } = await served.preview(id);
  expect(counts).toEqual({ create: 1, change: 1, same: 4, differs: 0, refused: 0 });
  expect(missing).toEqual([itemId(5)]);
  await served.runImport(id);
  expect(await item(3)).toMatchObject({ title: 'Theirs', category: 'Systems' });
  expect(await item(5)).toMatchObject({ title: 'Item 5', withdrawn: null });
  expect(await item(7)).toMatchObject({ title: 'One more', category: 'Systems' });
});

it('refuses ids that are not in its list, emptied fields and words that we do not have', async () => {
  await addItems(4);
  const bytes = await edited(await exported(), (rows) => {
    const [id, title, status] = ['ID', 'Title', 'Status'].map((name) => column(rows, name));
    (rows[1] ?? [])[id ?? 0] = 'ZZ-001';
    (rows[2] ?? [])[id ?? 0] = `${tracker.prefix}-999`;
    (rows[3] ?? [])[title ?? 0] = null;
    (rows[4] ?? [])[status ?? 0] = 'Frozen';
    return [...rows, rows[4]?.slice() ?? []];
  });
  const { rows } = await served.preview((await upload(bytes)).id);
  const told = rows.map(({ line, outcome, reasons }) => [line, outcome, reasons[0]?.field]);
  expect(told).toEqual([
    [2, 'refused', 'id'],
    [3, 'refused', 'id'],
    [4, 'refused', 'title'],
    [5, 'refused', 'status'],
    [6, 'refused', 'id'],
  ]);
});

it('reads a list of another tracker, and one without ids, like any other file, and says so', async () => {
  await addItems(3);
  const bytes = await exported();
  const withoutIds = await edited(bytes, (rows) =>
    rows.map((row) => row.filter((_, at) => at !== column(rows, 'ID'))),
  );
  expect(await upload(withoutIds)).toMatchObject({
    exported: null,
    warnings: ['no column holds the ids of the items: all rows become new items'],
  });
  const { prefix } = tracker;
  tracker = await served.openTracker(`OT${'ABCDEFGH'[prefixes++] ?? ''}`);
  expect(await upload(bytes)).toMatchObject({
    exported: null,
    warnings: [`the file is a list of the tracker ${prefix}`],
  });
});
