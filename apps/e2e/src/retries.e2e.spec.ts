import type { ItemDetail, ItemEventEntry, Note } from '@action-tracker/contracts';
import { createEmptyDatabase } from '@action-tracker/runtime/testing';
import { setTimeout as wait } from 'node:timers/promises';
import { ApiClient, errorOf, newItem, type Answer } from './support/api-client';
import { query } from './support/cli';
import { startProduct, type Product } from './support/product';

let product: Product;
let api: ApiClient;
let trackerId: number;
let databaseUrl: string;

beforeAll(async () => {
  databaseUrl = await createEmptyDatabase();
  const env = { DATABASE_URL: databaseUrl, JWT_SECRET: 's'.repeat(32) };
  product = await startProduct(env);
  api = await ApiClient.signIn(product.url);
  trackerId = (await api.openTracker('AD', 'Astro Digital')).id;
});

afterAll(async () => {
  await product.stop();
});

/** What a repeat must answer again. */
const gist = ({ status, headers, text }: Answer) => ({
  status,
  text,
  etag: headers.get('etag'),
  location: headers.get('location'),
});

const versionOf = async (id: string) =>
  (await api.get<ItemDetail>(`/api/items/${id}`)).body.version;

describe('A request with an Idempotency-Key', () => {
  it('is answered again to the byte, whatever happened since, and writes nothing more', async () => {
    const key = { 'Idempotency-Key': 'create-1' };
    const create = () => api.post<ItemDetail>(`/api/trackers/${trackerId}/items`, newItem(1), key);
    const first = await create();
    const { id } = first.body;
    const changes = [
      () => api.patch(`/api/items/${id}`, { title: 'Other' }, { 'Idempotency-Key': 'patch' }),
      () => api.post(`/api/items/${id}/status`, { status: 'TBC' }, { 'Idempotency-Key': 'status' }),
      () => api.post(`/api/items/${id}/notes`, { content: 'Note' }, { 'Idempotency-Key': 'note' }),
    ];
    const answers: Answer[] = [];
    for (const change of changes) answers.push(await change());
    const version = await versionOf(id);
    expect(gist(await create())).toEqual(gist(first));
    for (const [index, change] of changes.entries()) {
      const answer = answers[index];
      expect(answer && gist(await change())).toEqual(answer && gist(answer));
    }
    expect(await versionOf(id)).toBe(version);
  });

  it('opens one tracker, however often it is sent', async () => {
    const key = { 'Idempotency-Key': 'open' };
    const open = (name: string) => api.post('/api/trackers', { prefix: 'RL', name }, key);
    const first = await open('Rocket Lab');
    const { id } = first.body as { id: number };
    await api.post(`/api/trackers/${id}/items`, newItem(1));
    expect(gist(await open('Rocket Lab'))).toEqual(gist(first));
    expect(errorOf(await open('Another'))).toMatchObject({ status: 422 });
    const other = await api.post('/api/trackers', { prefix: 'SP', name: 'SpaceX' }, key);
    expect(errorOf(other)).toMatchObject({ status: 422, code: 'IDEMPOTENCY_KEY_REUSED' });
  });

  it('is refused when the body is another one', async () => {
    const item = await api.createItem(trackerId);
    const key = { 'Idempotency-Key': 'same-key' };
    const path = `/api/items/${item.id}/status`;
    await api.post(path, { status: 'TBC' }, key);
    const other = await api.post(path, { status: 'Blocked' }, key);
    expect(errorOf(other)).toMatchObject({ status: 422, code: 'IDEMPOTENCY_KEY_REUSED' });
    expect(await versionOf(item.id)).toBe(2);
  });

  it('is remembered also when nothing changed, so that a late repeat changes nothing', async () => {
    const item = await api.createItem(trackerId, { title: 'As it is' });
    const key = { 'Idempotency-Key': 'nothing' };
    const same = () => api.patch(`/api/items/${item.id}`, { title: 'As it is' }, key);
    const first = await same();
    await api.patch(`/api/items/${item.id}`, { title: 'Changed meanwhile' });
    expect(gist(await same())).toEqual(gist(first));
    const { body } = await api.get<ItemDetail>(`/api/items/${item.id}`);
    expect(body.title).toBe('Changed meanwhile');
  });

  it('is written once when it is sent many times at once', async () => {
    const item = await api.createItem(trackerId);
    const key = { 'Idempotency-Key': 'storm' };
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        api.post(`/api/items/${item.id}/notes`, { content: 'Once' }, key),
      ),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(gist(answer)))).size).toBe(1);
    expect(await versionOf(item.id)).toBe(2);
  });

  it.each([[''], ['with space'], ['x'.repeat(256)]])('needs a usable key, not %j', async (key) => {
    const answer = await api.post('/api/trackers', {}, { 'Idempotency-Key': key });
    expect(answer.status).toBe(400);
  });
});

describe('The answers to retries', () => {
  it('are forgotten after IDEMPOTENCY_DAYS, and the ledger keeps everything', async () => {
    const { id } = await api.createItem(trackerId);
    const send = (key: string) =>
      api.post(`/api/items/${id}/notes`, { content: key }, { 'Idempotency-Key': key });
    for (const key of ['old', 'young']) await send(key);
    await query(
      databaseUrl,
      `UPDATE commands SET recorded_at = recorded_at - interval '49 hours'
       WHERE command_id IN (SELECT command_id FROM events WHERE data ->> 'content' = 'old')`,
    );
    const other = await startProduct({
      DATABASE_URL: databaseUrl,
      JWT_SECRET: 's'.repeat(32),
      IDEMPOTENCY_DAYS: '2',
    });
    await other.stop();
    for (const key of ['old', 'young']) expect((await send(key)).status).toBe(201);
    const notes = (await api.get<Note[]>(`/api/items/${id}/notes`)).body;
    expect(notes.map(({ content }) => content)).toEqual(['old', 'young', 'old']);
  });
});

describe('An item as it was', () => {
  it('is the fold of its entries up to that time, on every one of them', async () => {
    const { id } = await api.createItem(trackerId, { title: 'First title' });
    const snapshots: ItemDetail[] = [(await api.get<ItemDetail>(`/api/items/${id}`)).body];
    const steps = [
      () => api.patch(`/api/items/${id}`, { title: 'Second title' }),
      () => api.post(`/api/items/${id}/notes`, { content: 'Noted' }),
      () => api.post(`/api/items/${id}/status`, { status: 'Complete' }),
    ];
    for (const step of steps) {
      await wait(2);
      await step();
      snapshots.push((await api.get<ItemDetail>(`/api/items/${id}`)).body);
    }
    const { body: events } = await api.get<ItemEventEntry[]>(`/api/items/${id}/events`);
    expect(events).toHaveLength(snapshots.length);
    for (const axis of ['occurred', 'recorded']) {
      for (const [index, event] of events.entries()) {
        const time = event.recorded_at;
        const past = await api.get(`/api/items/${id}?as_of=${time}&axis=${axis}`);
        expect(past.body).toEqual({ ...snapshots[index], as_of: time });
        expect(past.headers.get('etag')).toMatch(/^"\d+-[\w-]+"$/);
        expect(past.headers.get('x-as-of')).toBe(time);
        const position = axis === 'recorded' ? String(event.position) : null;
        expect(past.headers.get('x-position')).toBe(position);
      }
    }
  });

  it.each([
    ['as_of=2020-01-01T00:00:00Z', 404],
    ['as_of=2999-01-01T00:00:00Z', 400],
    ['as_of=yesterday', 400],
    ['as_of=2026-02-30', 400],
    ['axis=sideways', 400],
    ['asof=2026-01-01T00:00:00Z', 400],
  ])('answers %s with %i', async (query, status) => {
    expect((await api.get(`/api/items/AD-001?${query}`)).status).toBe(status);
  });
});
