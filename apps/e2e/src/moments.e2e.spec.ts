/** Every answer as of a moment in the past, on both axes. */
import type {
  Changes,
  ItemDetail,
  ItemEventEntry,
  ItemVersion,
  ListedItem,
  Note,
  Review,
  StatusEntry,
  Summary,
  Timeline,
  TrackerSummary,
} from '@action-tracker/contracts';
import { createEmptyDatabase } from '@action-tracker/runtime/testing';
import { setTimeout as wait } from 'node:timers/promises';
import { ApiClient, errorOf } from './support/api-client';
import { startProduct, type Product } from './support/product';

let product: Product;
let api: ApiClient;
let trackerId: number;
/** The instants after each step of the story. */
const after: string[] = [];

const STORY: readonly (() => Promise<unknown>)[] = [
  () => api.createItem(trackerId, { title: 'Deliver reaction wheels', due_date: '2026-04-01' }),
  () => api.post('/api/items/AD-001/notes', { content: 'Vendor confirmed the zebra shipment' }),
  () => api.patch('/api/items/AD-001', { title: 'Deliver flight wheels', priority: 'Low' }),
  () => api.createItem(trackerId, { title: 'Review thermal model' }),
  () => api.post('/api/items/AD-001/status', { status: 'Complete', comment: 'Received' }),
  () => api.patch(`/api/trackers/${trackerId}`, { name: 'Renamed since' }),
];

beforeAll(async () => {
  product = await startProduct({ DATABASE_URL: await createEmptyDatabase() });
  api = await ApiClient.signIn(product.url);
  ({ id: trackerId } = await api.openTracker('AD', 'Astro Digital'));
  await api.openTracker('SP', 'Second tracker');
  after.push(new Date().toISOString());
  for (const step of STORY) {
    await wait(3);
    await step();
    after.push(new Date().toISOString());
  }
});

afterAll(async () => {
  await product.stop();
});

const titles = async (query: string): Promise<readonly string[]> =>
  (await api.get<ListedItem[]>(`/api/trackers/${trackerId}/items?${query}`)).body.map(
    ({ title }) => title,
  );

/** A spreadsheet, which is no JSON. */
async function csv(path: string) {
  const headers = { Authorization: `Bearer ${api.token}`, Accept: 'text/csv' };
  const response = await fetch(product.url + path, { headers });
  return { headers: response.headers, text: () => response.text() };
}

describe('A list', () => {
  it.each([
    [0, []],
    [1, ['Deliver reaction wheels']],
    [3, ['Deliver flight wheels']],
    [4, ['Deliver flight wheels', 'Review thermal model']],
  ])('shows after step %i what it was then', async (step, expected) => {
    expect(await titles(`as_of=${after[step]}`)).toEqual(expected);
    expect(await titles(`as_of=${after[step]}&axis=recorded`)).toEqual(expected);
  });

  it('is filtered by the values of then', async () => {
    expect(await titles(`as_of=${after[4]}&status=New`)).toHaveLength(2);
    expect(await titles('status=New')).toHaveLength(1);
    expect(await titles(`as_of=${after[1]}&priority=Low`)).toEqual([]);
    expect(await titles(`as_of=${after[3]}&priority=Low`)).toHaveLength(1);
  });

  it('finds the words of then, in titles and notes', async () => {
    expect(await titles(`as_of=${after[1]}&q=reaction`)).toEqual(['Deliver reaction wheels']);
    expect(await titles('q=reaction')).toEqual([]);
    expect(await titles(`as_of=${after[1]}&q=zebra`)).toEqual([]);
    expect(await titles(`as_of=${after[2]}&q=zebra wheels`)).toEqual(['Deliver reaction wheels']);
    expect(await titles(`as_of=${after[2]}&q=ad-1`)).toEqual(['Deliver reaction wheels']);
    const path = `/api/items?as_of=${after[2]}&q=zebra`;
    expect((await api.get<ListedItem[]>(path)).body[0]?.matched).toEqual(['note']);
  });

  it('comes in pages', async () => {
    const { headers, body } = await api.get<ListedItem[]>(
      `/api/trackers/${trackerId}/items?as_of=${after[4]}&limit=1`,
    );
    expect(body.map(({ id }) => id)).toEqual(['AD-001']);
    const [, next = ''] = /<(.*)>/.exec(headers.get('link') ?? '') ?? [];
    expect((await api.get<ListedItem[]>(next)).body.map(({ id }) => id)).toEqual(['AD-002']);
  });

  it('of the position of the head is the live one', async () => {
    const path = `/api/trackers/${trackerId}/items`;
    const live = await api.get<ListedItem[]>(path);
    const head = await api.get<ListedItem[]>(`${path}?as_of=position:8`);
    expect(head.body).toEqual(live.body);
    expect(head.headers.get('x-position')).toBe('8');
  });

  it('is a file that names its moment', async () => {
    const file = async (query: string) => {
      const { headers, text } = await csv(`/api/trackers/${trackerId}/items?${query}`);
      return { name: headers.get('content-disposition'), text: await text() };
    };
    const { name, text } = await file(`as_of=${after[1]}`);
    expect(name).toMatch(/^attachment; filename="items-as-of-\d{8}T\d{6}Z\.csv"$/);
    expect(text).toContain('Deliver reaction wheels');
    expect((await file('as_of=position:2')).name).toContain('-position-2.csv');
  });
});

describe('An item, its notes, statuses and entries', () => {
  it('end with the last entry of then', async () => {
    const path = '/api/items/AD-001';
    const query = `as_of=${after[3]}`;
    const item = (await api.get<ItemDetail>(`${path}?${query}`)).body;
    expect(item).toMatchObject({ title: 'Deliver flight wheels', status: 'New', version: 4 });
    expect((await api.get<Note[]>(`${path}/notes?as_of=${after[1]}`)).body).toEqual([]);
    expect((await api.get<Note[]>(`${path}/notes?${query}`)).body).toHaveLength(1);
    const statuses = (await api.get<StatusEntry[]>(`${path}/history?${query}`)).body;
    expect(statuses.map(({ status }) => status)).toEqual(['New']);
    for (const order of ['oldest', 'newest']) {
      const { body } = await api.get<ItemEventEntry[]>(`${path}/events?${query}&order=${order}`);
      expect(body).toHaveLength(4);
    }
  });

  it.each(['', '/notes', '/history', '/events'])('%s were not there before', async (part) => {
    const { status } = await api.get(`/api/items/AD-002${part}?as_of=${after[2]}`);
    expect(status).toBe(404);
  });
});

describe('Trackers and counts', () => {
  it('have the names and numbers of then', async () => {
    const path = `/api/trackers/${trackerId}`;
    const then = (await api.get(`${path}?as_of=${after[3]}`)).body;
    expect(then).toMatchObject({ name: 'Astro Digital', next_number: 2 });
    expect((await api.get(path)).body).toMatchObject({ name: 'Renamed since', next_number: 3 });
    const { body } = await api.get<TrackerSummary[]>(`/api/trackers?as_of=${after[4]}`);
    expect(body).toMatchObject([
      { prefix: 'AD', name: 'Astro Digital', open_items: 2, total_items: 2 },
      { prefix: 'SP', open_items: 0, total_items: 0, next_number: 1 },
    ]);
    const summary = await api.get<Summary>(`/api/reports/summary?as_of=${after[4]}`);
    expect(summary.body).toMatchObject({ items: 2, open: 2 });
  });

  it('are not there before they were opened', async () => {
    expect((await api.get('/api/trackers?as_of=2001-01-01')).body).toEqual([]);
    expect((await api.get(`/api/trackers/${trackerId}?as_of=position:0`)).status).toBe(404);
    expect((await api.get(`/api/trackers/${trackerId}/items?as_of=position:0`)).body).toEqual([]);
  });
});

describe('A moment', () => {
  it.each(['-PT0S', '-P0D'])('%s is now', async (moment) => {
    expect(await titles(`as_of=${moment}`)).toHaveLength(2);
  });

  it('of today is now', async () => {
    const { today } = (await api.get<{ today: string }>('/auth/me')).body;
    expect(await titles(`as_of=${today}`)).toHaveLength(2);
  });

  it('may be weeks ago', async () => {
    for (const moment of ['-P7D', '-P1Y2M', '-PT6H', '2026-01-01']) {
      expect(await titles(`as_of=${moment}`)).toEqual([]);
    }
  });

  it('of one tracker is not one of all', async () => {
    const answer = await api.get('/api/items?as_of=position:3');
    expect(errorOf(answer)).toMatchObject({ status: 400, code: 'VALIDATION_ERROR' });
  });

  it('of an unknown tracker is not found, malformed or not', async () => {
    for (const moment of ['-P7D', 'position:3', 'nonsense']) {
      expect((await api.get(`/api/trackers/99/items?as_of=${moment}`)).status).toBe(404);
    }
  });

  it('has a strong ETag of its own', async () => {
    for (const path of [`/api/trackers/${trackerId}/items`, '/api/items/AD-001', '/api/trackers']) {
      const { headers } = await api.get(`${path}?as_of=${after[4]}`);
      const etag = headers.get('etag') ?? '';
      expect(etag).toMatch(/^"/);
      expect(headers.get('cache-control')).toBe('private, no-cache');
      const known = { 'If-None-Match': etag };
      expect((await api.get(`${path}?as_of=${after[4]}`, known)).status).toBe(304);
      expect((await api.get(path, known)).status).toBe(200);
      expect((await api.get(`${path}?as_of=${after[3]}`, known)).status).toBe(200);
    }
  });
});

describe('A comparison', () => {
  const changes = async (query: string) =>
    (await api.get<Changes>(`/api/trackers/${trackerId}/changes?${query}`)).body;

  it('says what differs, and what lay between', async () => {
    const { from, to, items, untouched } = await changes(`from=${after[1]}&to=${after[5]}`);
    expect([from, to]).toMatchObject([
      { instant: after[1], position: null, review: null, axis: 'occurred' },
      { instant: after[5], axis: 'occurred' },
    ]);
    expect(items).toEqual([
      {
        item_id: 'AD-001',
        title: 'Deliver flight wheels',
        kinds: ['completed', 'retitled', 'reprioritised', 'noted'],
        title_before: 'Deliver reaction wheels',
        priority: { from: 'High', to: 'Low' },
        status: { from: 'New', to: 'Complete', path: ['Complete'] },
        notes_added: 1,
      },
      { item_id: 'AD-002', title: 'Review thermal model', kinds: ['created'], notes_added: 0 },
    ]);
    expect(untouched).toEqual([]);
  });

  it('is up to now, and of positions on the axis of recording', async () => {
    const { from, to, items, untouched } = await changes('from=position:6&axis=occurred');
    expect(from).toMatchObject({ position: 6, axis: 'recorded' });
    expect(to).toMatchObject({ position: 8, axis: 'recorded' });
    expect(items.map(({ item_id }) => item_id)).toEqual(['AD-001']);
    expect(untouched).toEqual(['AD-002']);
  });

  it.each(['', 'to=position:1', 'from=position:3&to=position:2', 'from=2999-01-01', 'from=x'])(
    '%s is refused',
    async (query) => {
      const answer = await api.get(`/api/trackers/${trackerId}/changes?${query}`);
      expect(errorOf(answer)).toMatchObject({ status: 400, details: [{ field: 'from' }] });
    },
  );

  it('of an unknown tracker is not found', async () => {
    expect((await api.get('/api/trackers/99/changes?from=x')).status).toBe(404);
  });

  it('with a moment that moves has an ETag that moves', async () => {
    const path = `/api/trackers/${trackerId}/changes?from=-PT1H`;
    const { headers } = await api.get(path);
    await wait(2);
    const again = await api.get(path, { 'If-None-Match': headers.get('etag') ?? '' });
    expect(again.status).toBe(200);
  });
});

describe('The timeline and the versions of a tracker', () => {
  it('count entries by day', async () => {
    const { body } = await api.get<Timeline>(`/api/trackers/${trackerId}/timeline`);
    expect(body.days.reduce((sum, { entries }) => sum + entries, 0)).toBe(STORY.length + 2);
    expect(body.from).toBe(body.days.at(0)?.date);
    expect(body.reviews).toEqual([]);
  });

  it('say of each version what differs from the one before', async () => {
    const path = `/api/trackers/${trackerId}/versions`;
    const { body } = await api.get<ItemVersion[]>(path);
    expect(body.map(({ id, version }) => `${id} ${version}`)).toEqual([
      ...['AD-001 1', 'AD-001 2', 'AD-001 3', 'AD-001 4', 'AD-001 5', 'AD-002 1'],
    ]);
    expect(body[0]).toMatchObject({ title: 'Deliver reaction wheels', status: 'New' });
    expect(body[2]).toEqual({
      ...{ id: 'AD-001', version: 3, position: 4, title: 'Deliver flight wheels' },
      ...{ at: expect.any(String), updated_at: expect.any(String) },
    });
    expect((await api.get(`${path}?axis=both`)).status).toBe(400);
    expect((await api.get('/api/trackers/99/versions')).status).toBe(404);
  });
});

describe('A closed review', () => {
  it('pins its position, which later entries do not move', async () => {
    const path = `/api/trackers/${trackerId}`;
    const opened = await api.post<Review>(`${path}/reviews`, { name: 'Weekly review' });
    expect((await api.get(`${path}/items?as_of=review:1`)).status).toBe(400);
    await api.post(`${path}/reviews/${opened.body.number}/close`, {});
    const { body: review } = await api.get<Review>(`${path}/reviews/1`);
    await api.patch('/api/items/AD-002', { title: 'Changed after the review' });
    const { headers, body } = await api.get<ListedItem[]>(`${path}/items?as_of=review:1`);
    expect(headers.get('x-position')).toBe(String(review.position));
    expect(headers.get('x-as-of')).toBe(review.closed_at);
    expect(body.map(({ title }) => title)).toEqual([
      'Deliver flight wheels',
      'Review thermal model',
    ]);
    const since = (await api.get<Changes>(`${path}/changes?from=review:1`)).body;
    expect(since.from).toMatchObject({ review: 1, position: review.position, axis: 'recorded' });
    expect(since.items.map(({ item_id }) => item_id)).toEqual(['AD-002']);
    expect((await api.get<Timeline>(`${path}/timeline`)).body.reviews).toMatchObject([
      { number: 1, name: 'Weekly review', position: review.position },
    ]);
    expect((await api.get('/api/items?as_of=review:1')).status).toBe(400);
  });
});
