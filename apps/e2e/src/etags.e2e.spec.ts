/** ETags: stale content is never reported as current, and no change overwrites another unseen. */
import type { ItemDetail, ListedItem, Tracker } from '@action-tracker/contracts';
import { createEmptyDatabase } from '@action-tracker/runtime/testing';
import { setTimeout as wait } from 'node:timers/promises';
import { ApiClient, errorOf } from './support/api-client';
import { Cli, query } from './support/cli';
import { startProduct, type Product } from './support/product';

let databaseUrl: string;
let product: Product;
let api: ApiClient;
let tracker: Tracker;

beforeAll(async () => {
  databaseUrl = await createEmptyDatabase();
  product = await startProduct({ DATABASE_URL: databaseUrl });
  api = await ApiClient.signIn(product.url);
  tracker = await api.openTracker('AD', 'Astro Digital');
  await api.createItem(tracker.id);
});

afterAll(async () => {
  await product.stop();
});

const tagOf = ({ headers }: { headers: Headers }): string => headers.get('etag') ?? '';

describe('After rows were repaired by a rebuild', () => {
  it.each([
    '/api/items',
    '/api/trackers/1/items',
    '/api/items/AD-001',
    '/api/items/AD-001/notes',
    '/api/trackers',
    '/api/trackers/1',
  ])('no client is allowed to keep the old ones of %s', async (path) => {
    const old = tagOf(await api.get(path));
    const held = { 'If-None-Match': old };
    expect((await api.get(path, held)).status).toBe(304);
    await new Cli({ DATABASE_URL: databaseUrl }).succeed('rebuild-projections');
    // A process asks once a second which tables hold the rows.
    await wait(1_000);
    const { status, headers } = await api.get(path, held);
    expect(status).toBe(200);
    expect(headers.get('etag')).not.toBe(old);
  });

  it('a change begins from the version that was read before', async () => {
    const path = '/api/items/AD-001';
    const before = { 'If-Match': tagOf(await api.get(path)) };
    await new Cli({ DATABASE_URL: databaseUrl }).succeed('rebuild-projections');
    expect((await api.patch(path, { title: 'Definitized contract, signed' }, before)).status).toBe(
      200,
    );
    await api.patch(path, { title: 'Definitized contract' });
  });

  it('they are the right ones', async () => {
    await query(databaseUrl, `UPDATE action_items SET title = 'Wrong'`);
    const path = '/api/trackers/1/items';
    const wrong = await api.get<readonly ListedItem[]>(path);
    expect(wrong.body[0]?.title).toBe('Wrong');
    await new Cli({ DATABASE_URL: databaseUrl }).succeed('rebuild-projections');
    const held = { 'If-None-Match': tagOf(wrong) };
    const { body } = await api.get<readonly ListedItem[]>(path, held);
    expect(body[0]?.title).toBe('Definitized contract');
  });
});

describe('A change with If-Match', () => {
  it('is taken when one of several ETags fits, and else refused', async () => {
    const path = '/api/items/AD-001';
    const { version } = (await api.get<ItemDetail>(path)).body;
    const some = { 'If-Match': `"998", W/"${version}", "${version}-of-somewhere", "x"` };
    expect((await api.patch(path, { title: 'One' }, some)).status).toBe(200);
    expect(errorOf(await api.patch(path, { title: 'Two' }, some)).status).toBe(412);
    const weak = { 'If-Match': `W/"${version + 1}"` };
    expect(errorOf(await api.patch(path, { title: 'Two' }, weak)).status).toBe(412);
  });

  it('adds a note only to the version that was read', async () => {
    const path = '/api/items/AD-001';
    const tag = tagOf(await api.get(path));
    const add = () => api.post(`${path}/notes`, { content: 'Seen' }, { 'If-Match': tag });
    expect((await add()).status).toBe(201);
    const refused = await add();
    const current = (await api.get<ItemDetail>(path)).body;
    expect(errorOf(refused)).toMatchObject({ status: 412, current });
    expect(current.note_count).toBe(1);
  });

  it('changes a tracker only in the version that was read, whatever happens to its items', async () => {
    const path = `/api/trackers/${tracker.id}`;
    const tag = tagOf(await api.get(path));
    expect((await api.get(path, { 'If-None-Match': tag })).status).toBe(304);
    await api.createItem(tracker.id);
    expect((await api.get(path, { 'If-None-Match': tag })).status).toBe(200);
    const rename = (name: string, ifMatch: string) =>
      api.patch<Tracker>(path, { name }, { 'If-Match': ifMatch });
    const renamed = await rename('Renamed', tag);
    expect(renamed.status).toBe(200);
    expect(errorOf(await rename('Too late', tag))).toMatchObject({
      status: 412,
      code: 'PRECONDITION_FAILED',
    });
    expect((await api.get<Tracker>(path)).body.name).toBe('Renamed');
    expect((await rename('Again', tagOf(renamed))).status).toBe(200);
  });
});
