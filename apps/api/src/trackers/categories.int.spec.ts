/** A tracker with categories of its own: names in answers and filters, keys in the ledger. */
import type { TrackerCategory } from '@action-tracker/contracts';
import { FIRST_CATEGORIES } from '@action-tracker/domain';
import { Organisation, SECRET, SECRET_PREFIX, type Person } from '../testing/organisation';

let house: Organisation;
const TRACKER = '/api/trackers/1';
const ITEM = `/api/items/${SECRET_PREFIX}-001`;
const GUIDANCE = `${SECRET} guidance`;
/** Those it began with: ADCS has another name, ConOps is retired. */
const withName = (adcs: string) =>
  FIRST_CATEGORIES.map((one) => ({
    ...one,
    ...(one.key === 'ADCS' ? { name: adcs } : {}),
    retired: one.key === 'ConOps',
  }));
/** What the tracker is changed to before the tests. */
const CHANGED = [...withName(GUIDANCE), { name: 'Thermal' }];

async function get<Body>(as: Person, path: string): Promise<Body> {
  const { status, text } = await house.send(as, 'GET', path);
  expect([path, status]).toEqual([path, 200]);
  return JSON.parse(text) as Body;
}

const patch = (as: Person, path: string, json: object) => house.send(as, 'PATCH', path, { json });
const add = (category: string) =>
  house.send('editor', 'POST', `${TRACKER}/items`, {
    json: { title: category, category, owner_id: house.ids.editor, priority: 'Low' },
  });
const idsIn = async (as: Person, path: string) =>
  (await get<readonly { readonly id: string }[]>(as, path)).map(({ id }) => id);

let before: { readonly etag: string; readonly position: number };

beforeAll(async () => {
  house = await Organisation.start();
  expect((await add('ConOps')).status).toBe(201);
  const { headers } = await house.send('viewer', 'GET', ITEM);
  const { rows } = await house.database.pool.query<{ head: number }>(
    'SELECT head FROM ledgers WHERE ledger_id = 1',
  );
  before = { etag: headers.get('etag') ?? '', position: rows[0]?.head ?? 0 };
  const answer = await patch('manager', TRACKER, { categories: CHANGED });
  expect([answer.status, answer.text]).toEqual([200, expect.stringContaining(GUIDANCE)]);
});

afterAll(async () => {
  await house.stop();
});

it('says which there are, now and before', async () => {
  const { categories } = await get<{ categories: readonly TrackerCategory[] }>('viewer', TRACKER);
  expect(categories).toEqual([
    ...CHANGED.slice(0, -1),
    { key: 'Thermal', name: 'Thermal', retired: false },
  ]);
  const then = `${TRACKER}?as_of=position:${before.position}`;
  expect(await get('viewer', then)).toMatchObject({ categories: FIRST_CATEGORIES });
  const [listed] = await get<readonly object[]>('viewer', '/api/trackers');
  expect(listed).toMatchObject({ categories });
});

it('has names in answers, each as of its moment, and a new name is a new answer', async () => {
  const conditional = { headers: { 'If-None-Match': before.etag } };
  expect((await house.send('viewer', 'GET', ITEM, conditional)).status).toBe(200);
  expect(await get('viewer', ITEM)).toMatchObject({ category: GUIDANCE, version: 2 });
  const then = `as_of=position:${before.position}`;
  expect(await get('viewer', `${ITEM}?${then}`)).toMatchObject({ category: 'ADCS' });
  for (const [query, category] of [
    ['', GUIDANCE],
    [`?${then}`, 'ADCS'],
    ['?as_of=-PT0S&axis=recorded', GUIDANCE],
  ] as const) {
    const items = await get<readonly object[]>('viewer', `${TRACKER}/items${query}`);
    expect(items[0]).toMatchObject({ category });
  }
  const csv = await house.send('viewer', 'GET', `${TRACKER}/items`, {
    headers: { Accept: 'text/csv' },
  });
  expect(csv.text).toContain(`,${GUIDANCE},`);
});

it('finds items by the names of the moment, and by the first one of a category', async () => {
  const [first, second] = [`${SECRET_PREFIX}-001`, `${SECRET_PREFIX}-002`];
  const name = encodeURIComponent(GUIDANCE);
  expect(await idsIn('viewer', `/api/items?category=${name}`)).toEqual([first]);
  expect(await idsIn('viewer', '/api/items?category=ADCS')).toEqual([first]);
  expect(await idsIn('admin', '/api/items?category=ADCS')).toEqual(['AD-001', first]);
  expect(await idsIn('viewer', `${TRACKER}/items?category=ADCS&category=ConOps`)).toEqual([
    ...[first, second],
  ]);
  expect(await idsIn('viewer', '/api/items?category=ConOps')).toEqual([second]);
  expect(await idsIn('viewer', '/api/items?category=Unheard')).toEqual([]);
  const then = `as_of=position:${before.position}`;
  expect(await idsIn('viewer', `${TRACKER}/items?category=ADCS&${then}`)).toEqual([first]);
});

it('counts and groups by names', async () => {
  const summary = '/api/reports/summary?tracker_id=1';
  expect(await get('viewer', summary)).toMatchObject({
    by_category: { [GUIDANCE]: 1, ConOps: 1, ADCS: 0 },
  });
  const breakdown = await get<{ cells: readonly { key: string }[] }>(
    'viewer',
    '/api/reports/breakdown?measure=open&by=category&tracker_id=1',
  );
  // In the order of the tracker, where the renamed one has kept its place.
  expect(breakdown.cells.map(({ key }) => key)).toEqual([GUIDANCE, 'ConOps']);
  const series = await get<{ points: readonly { key: string }[] }>(
    'viewer',
    '/api/reports/series?measure=open&by=category&tracker_id=1&from=-P1D&category=ADCS&category=ConOps',
  );
  expect([...new Set(series.points.map(({ key }) => key))]).toEqual([GUIDANCE, 'ConOps']);
  const name = encodeURIComponent(GUIDANCE);
  const counted = `/api/items?counted_by=open&by=category&key=${name}&tracker_id=1`;
  expect(await idsIn('viewer', counted)).toEqual([`${SECRET_PREFIX}-001`]);
  expect(await get('viewer', '/api/reports/slips?by=category&tracker_id=1')).toMatchObject({
    groups: [{ key: GUIDANCE }, { key: 'ConOps' }],
  });
});

it('is followed by what people have saved, whatever it is called', async () => {
  const json = { name: 'Guided', query: 'category=ADCS&sort=id', tracker_id: 1 };
  const added = await house.send('viewer', 'POST', '/api/views', { json });
  const { id } = JSON.parse(added.text) as { id: number };
  const query = `category=${encodeURIComponent(GUIDANCE)}&sort=id`;
  expect([added.status, added.text]).toEqual([201, expect.stringContaining(query)]);
  const path = `/api/views/${id}`;
  const { headers } = await house.send('viewer', 'GET', path);
  const rename = (name: string) =>
    patch('manager', TRACKER, {
      categories: [...withName(name), { key: 'Thermal', name: 'Thermal' }],
    });
  expect((await rename('Pointing')).status).toBe(200);
  const conditional = { headers: { 'If-None-Match': headers.get('etag') ?? '' } };
  const { status, text } = await house.send('viewer', 'GET', path, conditional);
  expect([status, text]).toEqual([200, expect.stringContaining('category=Pointing&sort=id')]);
  const renamed = await patch('viewer', path, { name: 'Pointed' });
  expect(renamed.text).toContain('category=Pointing&sort=id');
  expect((await rename(GUIDANCE)).status).toBe(200);
  expect(await get('viewer', path)).toMatchObject({ name: 'Pointed', query });
});

const CHANGES = () => `${TRACKER}/changes?from=position:${before.position}`;

it('has changed no item by another name', async () => {
  expect(await get('viewer', CHANGES())).toMatchObject({
    items: [],
    untouched: [`${SECRET_PREFIX}-001`, `${SECRET_PREFIX}-002`],
  });
});

it('gives items what is on offer, by name', async () => {
  const refused = await add('ADCS');
  expect([refused.status, refused.text]).toEqual([400, expect.stringContaining(GUIDANCE)]);
  expect((await add('ConOps')).status).toBe(400);
  const { status, text } = await add('Thermal');
  expect([status, text]).toEqual([201, expect.stringContaining('"category":"Thermal"')]);
  const changed = await patch('editor', ITEM, { category: GUIDANCE });
  expect([changed.status, changed.text]).toEqual([200, expect.stringContaining('"version":2')]);
});

it('refuses single items of a change of many, each by its own tracker', async () => {
  const json = {
    item_ids: [`${SECRET_PREFIX}-001`, 'AD-001'],
    changes: { category: 'Thermal' },
  };
  for (const dry_run of [true, false]) {
    const sent = { json: { ...json, dry_run } };
    const { text } = await house.send('admin', 'POST', '/api/items/bulk', sent);
    expect(JSON.parse(text)).toMatchObject({
      items: [{ outcome: 'changed' }, { outcome: 'refused', error: { code: 'VALIDATION_ERROR' } }],
    });
  }
  const { items } = await get<{ items: readonly object[] }>('viewer', CHANGES());
  expect(items).toContainEqual(
    expect.objectContaining({
      ...{ item_id: `${SECRET_PREFIX}-001`, kinds: ['recategorised'] },
      category: { from: 'ADCS', to: 'Thermal' },
    }),
  );
});

it('has names in the entries of an item', async () => {
  const entries = await get<readonly object[]>('viewer', `${ITEM}/events`);
  expect(entries).toMatchObject([
    { type: 'ItemCreated', from: null, to: { category: GUIDANCE } },
    { type: 'NoteAdded' },
    { type: 'ItemRecategorised', from: { category: GUIDANCE }, to: { category: 'Thermal' } },
  ]);
  const then = `as_of=position:${before.position}`;
  const [created] = await get<readonly object[]>('viewer', `${ITEM}/events?${then}`);
  expect(created).toMatchObject({ to: { category: 'ADCS' } });
});

it('is replaced as a whole, by managers only, and is hidden from outsiders', async () => {
  expect((await patch('editor', TRACKER, { categories: CHANGED })).status).toBe(403);
  expect((await patch('outsider', TRACKER, { categories: CHANGED })).status).toBe(404);
  const without = await patch('manager', TRACKER, { categories: FIRST_CATEGORIES });
  expect([without.status, without.text]).toEqual([
    ...[400, expect.stringContaining('found none with the key \\"Thermal\\"')],
  ]);
  for (const path of ['/api/items', '/api/trackers', '/api/reports/summary']) {
    const { text } = await house.send('outsider', 'GET', path);
    expect(text).not.toContain(SECRET);
  }
});
