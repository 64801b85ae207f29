/** The numbers of reports through HTTP: as JSON and CSV, cached, and with the lists behind them. */
import type { ListedItem, Me } from '@action-tracker/contracts';
import type { Breakdown, Series, UntouchedItem } from '@action-tracker/contracts/measures';
import { createEmptyDatabase } from '@action-tracker/runtime/testing';
import { ApiClient, errorOf } from './support/api-client';
import { startProduct, type Product } from './support/product';

let product: Product;
let api: ApiClient;
let today: string;

beforeAll(async () => {
  product = await startProduct({ DATABASE_URL: await createEmptyDatabase() });
  api = await ApiClient.signIn(product.url);
  ({ today } = (await api.get<Me>('/auth/me')).body);
  const { id } = await api.openTracker('AD', 'Astro Digital');
  for (const priority of ['High', 'Low', 'Low']) await api.createItem(id, { priority });
  await api.post('/api/items/AD-001/status', { status: 'Complete' });
  await api.post('/api/items/AD-002/status', { status: 'Blocked' });
});

afterAll(() => product.stop());

const SERIES = '/api/reports/series';
const BREAKDOWN = '/api/reports/breakdown';

it('a series has a point for every step, from before there was anything until now', async () => {
  const { status, body } = await api.get<Series>(`${SERIES}?measure=open&from=-P2D`);
  expect([status, body.steps.length, body.points]).toMatchObject([
    ...[200, 3],
    [{ value: 0 }, { value: 0 }, { date: today, key: null, value: 2 }],
  ]);
});

it('each number leads to its items', async () => {
  const { body } = await api.get<Breakdown>(`${BREAKDOWN}?measure=open&by=priority&by2=status`);
  expect(body).toMatchObject({
    ...{ total: 2, unit: 'items', from: null, to: today },
    cells: [
      { key: 'Low', key2: 'New', value: 1 },
      { key: 'Low', key2: 'Blocked', value: 1 },
    ],
  });
  const group = 'by=priority&key=Low&by2=status&key2=Blocked';
  for (const list of ['/api/items', '/api/trackers/1/items']) {
    const behind = await api.get<ListedItem[]>(`${list}?counted_by=open&${group}`);
    expect(behind.body.map(({ id }) => id)).toEqual(['AD-002']);
    const completed = await api.get<ListedItem[]>(`${list}?counted_by=completed&from=${today}`);
    expect(completed.body.map(({ id }) => id)).toEqual(['AD-001']);
  }
});

it('is a spreadsheet with names instead of ids on request', async () => {
  const read = (path: string) =>
    fetch(product.url + path, {
      headers: { Authorization: `Bearer ${api.token}`, Accept: 'text/csv' },
    });
  const { name } = await api.me();
  const series = await read(`${SERIES}?measure=open&by=tracker&from=${today}`);
  expect(await series.text()).toBe(`date,tracker,items\r\n${today},AD,2\r\n`);
  const days = await read(`${BREAKDOWN}?measure=age_days&by=owner&as_of=${today}`);
  expect(days.headers.get('content-disposition')).toMatch(/^attachment; filename="age_days-as-of-/);
  expect(await days.text()).toBe(`owner,days,p85\r\n${name},0,0\r\n`);
  const cross = await read(`${BREAKDOWN}?measure=blocked&by=status&by2=owner`);
  expect(await cross.text()).toBe(`status,owner,items\r\nBlocked,${name},1\r\n`);
});

it('is answered from the cache of the caller until an entry is added', async () => {
  const path = `${SERIES}?measure=tbd&by=owner&step=month`;
  const { headers } = await api.get(path);
  const tag = headers.get('etag') ?? '';
  const again = () => api.get(path, { 'If-None-Match': tag });
  expect((await again()).status).toBe(304);
  await api.post('/api/items/AD-003/notes', { content: 'Touched' });
  expect((await again()).status).toBe(200);
});

it('is as of a position of the one tracker that it is filtered by', async () => {
  const at = (query: string) =>
    api.get<Series>(`${SERIES}?measure=open&from=-P0D&as_of=position:3&${query}`);
  const { status, headers, body } = await at('tracker_id=1');
  expect([status, headers.get('x-position'), body.axis]).toEqual([200, '3', 'occurred']);
  expect(body.points).toMatchObject([{ value: 2 }]);
  for (const query of ['', 'tracker_id=1&tracker_id=2', 'status=New', 'tracker_id=99']) {
    expect(errorOf(await at(query)).status).toBe(400);
  }
});

it('ranks open items by the days since their last entry', async () => {
  const { status, body } = await api.get<UntouchedItem[]>('/api/reports/untouched?limit=1');
  expect([status, body]).toMatchObject([200, [{ item_id: 'AD-002', days: 0 }]]);
});

it.each([
  ['/api/reports/untouched?limit=0', 'limit'],
  ['/api/reports/untouched?measure=open', 'measure'],
  [`${SERIES}?measure=opened`, 'measure'],
  [`${SERIES}?measure=open&from=yesterday`, 'from'],
  [`${SERIES}?measure=open&from=2026-01-02&to=2026-01-01`, 'from'],
  [`${SERIES}?measure=open&to=2999-01-01`, 'to'],
  [`${SERIES}?measure=open&from=2001-01-01`, 'step'],
  [`${SERIES}?measure=open&step=month&from=0001-01-01`, 'from'],
  [`${SERIES}?measure=open&by2=owner`, 'by2'],
  [`${BREAKDOWN}?measure=open`, 'by'],
  [`${BREAKDOWN}?measure=open&by=owner&step=day`, 'step'],
  [`${BREAKDOWN}?measure=open&by=owner&as_of=2026-01-01&to=2026-01-02`, 'to'],
  ['/api/items?counted_by=open&from=never', 'from'],
  ['/api/items?counted_by=open&by=owner', 'by'],
  ['/api/reports/slips?by=owner&counted_by=open', 'counted_by'],
])('%s is refused for %s', async (path, field) => {
  const { status, details = [] } = errorOf(await api.get(path));
  expect([status, details.map((problem) => problem.field)]).toEqual([400, [field]]);
});
