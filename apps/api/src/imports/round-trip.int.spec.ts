import type { Import, Item, Note, Tracker } from '@action-tracker/contracts';
import type { CellValue } from 'hucre/xlsx';
import { edited, listAsWorkbook } from '../testing/partner-workbook';
import { ServedApplication, uploadForm } from '../testing/served-application';

let served: ServedApplication;
let tracker: Tracker;
let prefixes = 0;

beforeAll(async () => {
  served = await ServedApplication.start();
}, 60_000);
afterAll(() => served.stop());

beforeEach(async () => {
  tracker = await served.openTracker(`RT${'ABCDEFGHIJKL'[prefixes++] ?? ''}`);
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

const exported = (maxFormattedRows?: number): Promise<Buffer> =>
  listAsWorkbook(served, tracker, maxFormattedRows);

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

it('knows a category that has another name by now, and one that the tracker has added', async () => {
  await addItems(3);
  const bytes = await edited(await exported(), (rows) => {
    (rows[2] ?? [])[column(rows, 'Category')] = 'Thermal';
    return rows;
  });
  const named = tracker.categories.map((one) =>
    one.key === 'Systems' ? { ...one, name: 'Platform' } : one,
  );
  const categories = [...named, { name: 'Thermal' }];
  await served.send('PATCH', `/api/trackers/${tracker.id}`, { json: { categories } });
  const { id } = await upload(bytes);
  const { counts, rows } = await served.preview(id);
  expect(counts).toMatchObject({ change: 1, same: 2, refused: 0 });
  expect(rows.flatMap(({ cells }) => cells)).toContainEqual(
    expect.objectContaining({ field: 'category', ours: 'Platform', theirs: 'Thermal' }),
  );
  await served.runImport(id);
  expect([(await item(1)).category, (await item(2)).category]).toEqual(['Platform', 'Thermal']);
  const again = await served.preview((await upload(await exported())).id);
  expect(again.counts).toMatchObject({ same: 3, refused: 0 });
});

it('takes back a list that is too long for filters, which says in a hidden column what it is', async () => {
  await addItems(12);
  const untouched = await exported(10);
  const { id, exported: found, apply } = await upload(untouched);
  expect({ found, apply }).toMatchObject({ apply: 'all', found: { missing_columns: [] } });
  expect((await served.preview(id)).counts).toMatchObject({ same: 12, create: 0 });
  const bytes = await edited(untouched, (rows) => {
    for (const row of rows.slice(1, 4)) row[column(rows, 'Priority')] = 'High';
    return rows;
  });
  await change(2, { priority: 'Low' });
  const { counts, cells } = await served.preview((await upload(bytes)).id);
  expect(counts).toMatchObject({ change: 2, differs: 1, same: 9, refused: 0 });
  expect(cells).toEqual({ take: 2, keep: 0, conflict: 1 });
});

it.each([
  ['a list', undefined],
  ['a long list', 1],
])('knows an owner in %s who has another name by now', async (_, maxFormattedRows) => {
  await addItems(4);
  const bytes = await edited(await exported(maxFormattedRows), (rows) => {
    // Bo Lind owns items 1 and 3; now he owns item 2 and a new one, too.
    const owner = column(rows, 'Owner');
    (rows[2] ?? [])[owner] = 'Bo Lind';
    const added = rows[0]?.map(() => null as CellValue) ?? [];
    [added[owner], added[column(rows, 'Title')]] = ['Bo Lind', 'One more'];
    return [...rows, added];
  });
  await served.rename('bo', 'Bo Lindqvist');
  const { id, questions } = await upload(bytes);
  const { counts, cells, people } = await served.preview(id);
  await served.rename('bo', 'Bo Lind');
  expect({ counts, cells, people, questions }).toMatchObject({
    counts: { create: 1, change: 1, same: 3, differs: 0, refused: 0 },
    ...{ cells: { take: 1, keep: 0, conflict: 0 }, people: [], questions: [] },
  });
});

it('says how many rows count as new although they have the id of an item', async () => {
  await addItems(3);
  const ids = [1, 2, 3, 9].map(itemId);
  const rows = ids.map((id) => `${id},Something else,Bo Lind,2026-04-01`);
  // The list of all items has no position, and no hidden sheet.
  const list = await upload(Buffer.from(['ID,Title,Owner,Due date', ...rows].join('\n')));
  expect([list.exported, list.known_ids]).toEqual([null, 3]);
  expect((await upload(await exported())).known_ids).toBe(0);
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
  tracker = await served.openTracker(`OT${'ABCDEFGHIJKL'[prefixes++] ?? ''}`);
  expect(await upload(bytes)).toMatchObject({
    exported: null,
    warnings: [`the file is a list of the tracker ${prefix}`],
  });
});

it('adds the notes by which a diary in a cell has grown, each by whom it names', async () => {
  const add = async (notes: string) => {
    const log = `No,Action,Owner,Comments\n1,Order parts,Maria Ferreira,"${notes}"\n`;
    const form = uploadForm(tracker.id, log, 'log.csv');
    return (await served.send<Import>('POST', '/api/imports', { form })).body;
  };
  await served.runImport((await add('01/26/2026 BL: Called the vendor')).id);
  const grown = await add('02/25/2026 BL: They answered\n01/26/2026 BL: Called the vendor');
  await served.send('PATCH', `/api/imports/${grown.id}`, { json: { apply: 'all' } });
  expect((await served.runImport(grown.id)).counts).toMatchObject({ change: 1 });
  const [note] = (await served.send<readonly Note[]>('GET', `/api/items/${itemId(1)}/notes`)).body;
  const { bo, maria } = served.userIds;
  expect(note).toMatchObject({
    ...{ content: 'They answered', note_date: '2026-02-25', author_id: bo },
  });
  const events = await served.send<readonly object[]>(
    'GET',
    `/api/items/${itemId(1)}/events?order=newest&limit=1`,
  );
  expect(events.body[0]).toMatchObject({ actor_id: bo, recorded_by_id: maria });
});
