import type { Item, Tracker } from '@action-tracker/contracts';
import { createEmptyDatabase } from '@action-tracker/runtime/testing';
import { ApiClient } from './support/api-client';
import { Cli, query } from './support/cli';
import { startProduct, type Product } from './support/product';
import { readTables } from './support/read-tables';

let databaseUrl: string;
let product: Product;
let api: ApiClient;

beforeAll(async () => {
  databaseUrl = await createEmptyDatabase();
  product = await startProduct({ DATABASE_URL: databaseUrl, JWT_SECRET: 's'.repeat(32) });
  api = await ApiClient.signIn(product.url);
});

afterAll(async () => {
  await product.stop();
});

const ABOUT_REVIEWS = [
  ...['/reviews', '/reviews/1', '/reviews/1/agenda', '/reviews/1/minutes'],
  ...['/timeline', '/versions'],
];

/** Every answer that the API gives about trackers and items, to the byte. */
async function everyAnswer(): Promise<Readonly<Record<string, string>>> {
  const { body: trackers } = await api.get<Tracker[]>('/api/trackers');
  const { body: items } = await api.get<Item[]>('/api/items');
  const paths = [
    '/api/trackers',
    '/api/items',
    ...['owner', 'tracker'].map((by) => `/api/reports/slips?by=${by}`),
    ...trackers.flatMap(({ id }) =>
      [
        '',
        '/items',
        '/items?as_of=review:1',
        '/changes?from=position:3&to=review:1',
        ...ABOUT_REVIEWS,
      ].map((part) => `/api/trackers/${id}${part}`),
    ),
    ...items.flatMap(({ id }) =>
      ['', '/notes', '/history', '/events'].map((part) => `/api/items/${id}${part}`),
    ),
  ];
  const answers: Record<string, string> = {};
  for (const path of paths) answers[path] = (await api.get(path)).text;
  return answers;
}

async function work(): Promise<void> {
  for (const [prefix, name] of [
    ['AD', 'Astro Digital'],
    ['SP', 'SpaceX'],
  ] as const) {
    const tracker = await api.openTracker(prefix, name);
    for (let number = 1; number <= 5; number++) {
      const { id } = await api.createItem(tracker.id, { title: `Item ${number}` });
      await api.patch(`/api/items/${id}`, { title: `Renamed ${number}`, due_date: '2026-12-24' });
      await api.post(`/api/items/${id}/status`, { status: 'In Progress', comment: 'Started' });
      await api.post(`/api/items/${id}/notes`, { content: `Note of ${id}\nwith two lines` });
    }
    const reviews = `/api/trackers/${tracker.id}/reviews`;
    await api.post(reviews, { name: 'Weekly', participants: [] });
    await api.patch(`${reviews}/1`, { minutes: 'Agreed.' });
    await api.post(`${reviews}/1/close`, {});
    await api.patch(`/api/items/${prefix}-002`, { due_date: '2026-12-31' });
    await api.patch(`/api/trackers/${tracker.id}`, { description: 'Changed' });
  }
}

async function emptyReadTables(): Promise<void> {
  const items = ['action_items', 'item_titles', 'status_history', 'notes'];
  const tables = await readTables(databaseUrl, 'trackers', 'reviews', ...items);
  await query(databaseUrl, `TRUNCATE ${tables.join(', ')}`);
}

const rebuild = () =>
  new Cli({ DATABASE_URL: databaseUrl, JWT_SECRET: 's'.repeat(32) }).succeed(
    'rebuild-projections',
    '--json',
  );

describe('Everything that people see', () => {
  it('comes back from the ledger to the byte after all read tables were emptied', async () => {
    await work();
    const before = await everyAnswer();
    await emptyReadTables();
    expect((await api.get('/api/items')).body).toEqual([]);
    await rebuild();
    expect(await everyAnswer()).toEqual(before);
  });

  it('does not lose count: an item created while the tables are empty gets the right number', async () => {
    const [tracker] = (await api.get<Tracker[]>('/api/trackers')).body;
    await emptyReadTables();
    const created = await api.createItem(tracker?.id ?? 0, { title: 'In the dark' });
    expect(created.id).toBe('AD-006');
    const live = await api.get('/api/items/AD-006');
    await rebuild();
    expect((await api.get('/api/items/AD-006')).text).toBe(live.text);
    const once = await everyAnswer();
    await rebuild();
    expect(await everyAnswer()).toEqual(once);
  });
});
