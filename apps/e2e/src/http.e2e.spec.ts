import type {
  ItemDetail,
  ItemEventEntry,
  StatusEntry,
  TrackerSummary,
} from '@action-tracker/contracts';
import { createEmptyDatabase } from '@action-tracker/runtime/testing';
import { ApiClient, errorOf, newItem } from './support/api-client';
import { startProduct, type Product } from './support/product';

let product: Product;
let api: ApiClient;
let trackerId: number;
let ownerId: number;

beforeAll(async () => {
  product = await startProduct({
    DATABASE_URL: await createEmptyDatabase(),
    JWT_SECRET: 's'.repeat(32),
  });
  api = await ApiClient.signIn(product.url);
  trackerId = (await api.openTracker('AD', 'Astro Digital')).id;
  ownerId = (await api.me()).id;
});

afterAll(async () => {
  await product.stop();
});

/** What must not change when a request is refused. */
async function ledgerHead(): Promise<unknown> {
  const trackers = await api.get<TrackerSummary[]>('/api/trackers');
  return trackers.body.map(({ id, next_number, total_items, last_updated }) => ({
    ...{ id, next_number, total_items, last_updated },
  }));
}

describe('An item over HTTP', () => {
  it('is created, changed, noted and moved, and every step is one ledger entry', async () => {
    const created = await api.post<ItemDetail>(
      `/api/trackers/${trackerId}/items`,
      newItem(ownerId, { due_date: '2026-02-27', create_date: '2026-01-16' }),
    );
    expect(created.status).toBe(201);
    expect(created.headers.get('etag')).toMatch(/^\"1-[\w-]{10}\"$/);
    const { id } = created.body;
    expect(created.headers.get('location')).toBe(`/api/items/${id}`);

    const changed = await api.patch<ItemDetail>(
      `/api/items/${id}`,
      { title: 'Definitized contract, signed', due_date: null, priority: 'High' },
      { 'If-Match': '"1"' },
    );
    expect(changed.status).toBe(200);
    expect(changed.headers.get('etag')).toMatch(/^\"3-[\w-]{10}\"$/);
    expect(changed.body).toMatchObject({ version: 3, due_date: null });

    const moved = await api.post<StatusEntry>(`/api/items/${id}/status`, {
      status: 'Blocked',
      comment: 'Waiting for legal',
    });
    expect(moved.status).toBe(201);
    expect(moved.body).toMatchObject({ status: 'Blocked', comment: 'Waiting for legal' });
    const noted = await api.post(`/api/items/${id}/notes`, {
      content: 'First line\nSecond line',
      note_date: '2026-01-26',
    });
    expect(noted.status).toBe(201);
    expect(noted.headers.get('etag')).toMatch(/^\"5-[\w-]{10}\"$/);

    const { body: events } = await api.get<ItemEventEntry[]>(`/api/items/${id}/events`);
    expect(events.map(({ type, version }) => [version, type])).toEqual([
      [1, 'ItemCreated'],
      [2, 'ItemRetitled'],
      [3, 'ItemDueDateMoved'],
      [4, 'ItemStatusChanged'],
      [5, 'NoteAdded'],
    ]);
    const [first] = events;
    expect(events.map(({ position }) => position - (first?.position ?? 0))).toEqual([
      0, 1, 2, 3, 4,
    ]);
    expect(events[2]).toMatchObject({ from: { due_date: '2026-02-27' }, to: { due_date: null } });
    const { body: later } = await api.get<ItemEventEntry[]>(
      `/api/items/${id}/events?after_version=4`,
    );
    expect(later.map(({ type }) => type)).toEqual(['NoteAdded']);
    const { body: history } = await api.get<StatusEntry[]>(`/api/items/${id}/history`);
    expect(history.map(({ status }) => status)).toEqual(['Blocked', 'New']);
  });

  it('counts as open until it is Complete', async () => {
    const tracker = await api.openTracker('OPEN', 'Open items');
    const item = await api.createItem(tracker.id);
    const counts = async () => {
      const { body } = await api.get<TrackerSummary[]>('/api/trackers');
      const found = body.find(({ id }) => id === tracker.id);
      return [found?.open_items, found?.total_items];
    };
    expect(await counts()).toEqual([1, 1]);
    await api.post(`/api/items/${item.id}/status`, { status: 'Complete' });
    expect(await counts()).toEqual([0, 1]);
  });
});

describe('A refused request says why and writes nothing', () => {
  let itemId: string;
  let head: unknown;

  beforeAll(async () => {
    itemId = (await api.createItem(trackerId)).id;
    await api.patch(`/api/items/${itemId}`, { title: 'Moved on' });
    head = await ledgerHead();
  });

  afterEach(async () => {
    expect(await ledgerHead()).toEqual(head);
  });

  it('for a body that is no JSON', async () => {
    const answer = await api.send('POST', '/api/trackers', { json: '{"prefix": "SP",' });
    expect(errorOf(answer)).toMatchObject({ status: 400, code: 'VALIDATION_ERROR' });
  });

  it.each([['[]'], ['"text"'], ['null'], ['12']])(
    'for a body that is no object: %s',
    async (json) => {
      const answer = await api.send('POST', '/api/trackers', { json });
      expect(errorOf(answer)).toMatchObject({ status: 400, code: 'VALIDATION_ERROR' });
    },
  );

  it('for an unknown field, together with all other problems', async () => {
    const answer = await api.post('/api/trackers', { prefix: 'toolong', colour: 'red' });
    const { status, code, details = [] } = errorOf(answer);
    expect([status, code]).toEqual([400, 'VALIDATION_ERROR']);
    expect(details.map(({ field }) => field).sort()).toEqual(['colour', 'name', 'prefix']);
  });

  it('for a title of 501 characters', async () => {
    const answer = await api.patch(`/api/items/${itemId}`, { title: 'x'.repeat(501) });
    expect(errorOf(answer)).toMatchObject({
      status: 400,
      details: [{ field: 'title', message: 'expected 1 to 500 characters, found 501' }],
    });
  });

  it('for an unknown owner', async () => {
    const answer = await api.post(`/api/trackers/${trackerId}/items`, newItem(99_999));
    expect(errorOf(answer)).toMatchObject({ status: 400, details: [{ field: 'owner_id' }] });
  });

  it('for a stale version, with the item as it is now', async () => {
    const headers = { 'If-Match': '"1"' };
    const answer = await api.patch(`/api/items/${itemId}`, { title: 'Too late' }, headers);
    const { status, code, current } = errorOf(answer);
    expect([status, code]).toEqual([412, 'PRECONDITION_FAILED']);
    const { body: item } = await api.get<ItemDetail>(`/api/items/${itemId}`);
    expect(current).toEqual(item);
  });

  it.each([
    ['W/"2"', 412],
    ['"abc"', 412],
    ['2', 400],
  ])('for the If-Match %s', async (tag, status) => {
    const headers = { 'If-Match': tag };
    const answer = await api.post(`/api/items/${itemId}/status`, { status: 'TBC' }, headers);
    expect(answer.status).toBe(status);
  });

  it('for an If-Match on an item that does not exist', async () => {
    const headers = { 'If-Match': 'W/"1"' };
    const answer = await api.patch('/api/items/AD-999', { title: 'Nobody' }, headers);
    expect(errorOf(answer)).toMatchObject({ status: 404, code: 'NOT_FOUND' });
  });

  it('for a second tracker with the same prefix', async () => {
    const answer = await api.post('/api/trackers', { prefix: 'AD', name: 'Another' });
    expect(errorOf(answer)).toMatchObject({ status: 409, code: 'CONFLICT' });
  });

  it('for an empty change', async () => {
    const answer = await api.patch(`/api/items/${itemId}`, {});
    expect(errorOf(answer)).toMatchObject({ status: 400, code: 'VALIDATION_ERROR' });
  });

  it('for null where only the due date may be null', async () => {
    const answer = await api.patch(`/api/items/${itemId}`, { title: null });
    expect(errorOf(answer)).toMatchObject({ status: 400, details: [{ field: 'title' }] });
  });

  it.each([
    ['/api/items/AD-999', 'Action item AD-999 not found'],
    ['/api/items/ZZ-001', 'Action item ZZ-001 not found'],
    ['/api/items/nonsense', 'Action item nonsense not found'],
    ['/api/items/AD-999/notes', 'Action item AD-999 not found'],
    ['/api/items/AD-999/history', 'Action item AD-999 not found'],
    ['/api/items/AD-999/events', 'Action item AD-999 not found'],
    ['/api/trackers/999/items', 'Tracker 999 not found'],
    ['/api/trackers/abc', 'Tracker "abc" not found'],
    ['/api/nothing-here', 'GET /api/nothing-here not found'],
  ])('for %s, which does not exist', async (path, message) => {
    expect(errorOf(await api.get(path))).toMatchObject({ status: 404, code: 'NOT_FOUND', message });
  });

  it('for a body over one mebibyte', async () => {
    const answer = await api.post(`/api/items/${itemId}/notes`, { content: 'x'.repeat(2 ** 20) });
    expect(errorOf(answer)).toMatchObject({ status: 413, code: 'PAYLOAD_TOO_LARGE' });
  });

  it('for a body in another language than JSON', async () => {
    const headers = { 'Content-Type': 'application/xml' };
    const answer = await api.send('POST', '/api/trackers', { json: '<a/>', headers });
    expect(errorOf(answer)).toMatchObject({ status: 415, code: 'UNSUPPORTED_MEDIA_TYPE' });
  });

  it('with the correlation id of the request in header and body', async () => {
    const id = '01a1fa02-452a-7248-910d-6d28a84a3798';
    const answer = await api.get('/api/items/AD-999', { 'X-Correlation-Id': id });
    expect(answer.headers.get('x-correlation-id')).toBe(id);
    expect(errorOf(answer).correlation_id).toBe(id);
  });
});
