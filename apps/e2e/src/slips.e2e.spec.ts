import type { ItemDetail, ItemEventEntry, ListedItem, Slips } from '@action-tracker/contracts';
import { createEmptyDatabase } from '@action-tracker/runtime/testing';
import { ApiClient, errorOf } from './support/api-client';
import { startProduct, type Product } from './support/product';

let product: Product;
let api: ApiClient;

beforeAll(async () => {
  const env = { DATABASE_URL: await createEmptyDatabase(), JWT_SECRET: 's'.repeat(32) };
  product = await startProduct(env);
  api = await ApiClient.signIn(product.url);
  const { id } = await api.openTracker('AD', 'Astro Digital');
  await api.createItem(id, { title: 'Slips', due_date: '2026-03-01' });
  await api.createItem(id, { title: 'Stays', due_date: '2026-03-01', category: 'ADCS' });
});

afterAll(() => product.stop());

describe('A due date that moves', () => {
  it('can say why, and the item says how far it has slipped', async () => {
    const moved = await api.patch<ItemDetail>('/api/items/AD-001', {
      due_date: '2026-03-15',
      due_date_reason: 'Redlines are late',
    });
    const slipped = {
      ...{ first_due_date: '2026-03-01', due_date_moves: 1, due_date_slips: 1, days_slipped: 14 },
    };
    expect([moved.status, moved.body]).toMatchObject([200, slipped]);
    const lists = ['/api/trackers/1/items', '/api/items'];
    for (const list of lists) {
      const { body } = await api.get<ListedItem[]>(`${list}?slipped=true`);
      expect(body).toMatchObject([{ id: 'AD-001', ...slipped }]);
    }
    const past = await api.get(`/api/items/AD-001?as_of=${moved.body.created_at}`);
    expect(past.body).toMatchObject({ due_date_moves: 0, days_slipped: 0 });
    const { body: entries } = await api.get<ItemEventEntry[]>('/api/items/AD-001/events');
    expect(entries.at(-1)).toMatchObject({
      type: 'ItemDueDateMoved',
      from: { due_date: '2026-03-01' },
      to: { due_date: '2026-03-15', reason: 'Redlines are late' },
    });
  });

  it.each([
    [{ due_date_reason: 'alone' }, 'due_date_reason'],
    [{ title: 'New', due_date_reason: null }, 'due_date_reason'],
    [{ due_date: '2026-04-01', due_date_reason: 'x'.repeat(501) }, 'due_date_reason'],
    [{ due_date: '2026-04-01', due_date_reason: 7 }, 'due_date_reason'],
  ])('refuses %j', async (body, field) => {
    const { status, details = [] } = errorOf(await api.patch('/api/items/AD-002', body));
    expect([status, details.map((problem) => problem.field)]).toEqual([400, [field]]);
  });
});

describe('The report of slips', () => {
  it('counts by owner, and what was completed on time', async () => {
    await api.post('/api/items/AD-002/status', { status: 'Complete' });
    const { status, body } = await api.get<Slips>('/api/reports/slips?by=owner');
    expect(status).toBe(200);
    expect(body).toEqual({
      by: 'owner',
      groups: [
        {
          ...{ key: 1, items: 2, moved_items: 1, moves: 1, days_median: 14, days_p85: 14 },
          ...{ completed: 1, completed_on_time: 0, completed_by_first_date: 0 },
        },
      ],
    });
  });

  it.each([
    ['by=category&category=ADCS', ['ADCS']],
    ['by=priority&slipped=true', ['High']],
    ['by=tracker&tracker_id=1', [1]],
    ['by=tracker&tracker_id=99', []],
  ])('is grouped and filtered by %s', async (query, keys) => {
    const { body } = await api.get<Slips>(`/api/reports/slips?${query}`);
    expect(body.groups.map(({ key }) => key)).toEqual(keys);
  });

  it.each([
    ['', 'by'],
    ['by=status', 'by'],
    ['by=owner&by=tracker', 'by'],
    ['by=owner&slipped=yes', 'slipped'],
    ['by=owner&completed=late', 'completed'],
    ['by=owner&limit=5', 'limit'],
  ])('refuses ?%s', async (query, field) => {
    const { status, details = [] } = errorOf(await api.get(`/api/reports/slips?${query}`));
    expect([status, details.map((problem) => problem.field)]).toEqual([400, [field]]);
  });

  it('is not sent again while nothing has changed', async () => {
    const path = '/api/reports/slips?by=owner';
    const etag = (await api.get(path)).headers.get('etag') ?? '';
    const again = await api.get(path, { 'If-None-Match': etag });
    expect(again.status).toBe(304);
  });
});
