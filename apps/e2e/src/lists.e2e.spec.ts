import type { Item, ListedItem, Summary } from '@action-tracker/contracts';
import { createEmptyDatabase } from '@action-tracker/runtime/testing';
import { readXlsx } from 'hucre/xlsx';
import { ApiClient, errorOf, type Answer } from './support/api-client';
import { startProduct, type Product } from './support/product';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

let product: Product;
let api: ApiClient;
let trackerId: number;
let today: string;

beforeAll(async () => {
  const env = { DATABASE_URL: await createEmptyDatabase(), JWT_SECRET: 's'.repeat(32) };
  product = await startProduct(env);
  api = await ApiClient.signIn(product.url);
  today = (await api.get<{ today: string }>('/auth/me')).body.today;
  const astro = await api.openTracker('AD', 'Astro Digital');
  trackerId = astro.id;
  const rocket = await api.openTracker('RL', 'Rocket Lab');
  await api.createItem(astro.id, { title: 'Payload interface', due_date: '2026-01-02' });
  await api.createItem(astro.id, { title: 'Thermal model', due_date: today, priority: 'Low' });
  await api.createItem(astro.id, { title: '=HYPERLINK("x")', category: 'ADCS' });
  await api.createItem(rocket.id, { title: 'Launch window', category: 'ConOps' });
  await api.post('/api/items/AD-003/status', { status: 'Blocked' });
  await api.post('/api/items/RL-001/notes', { content: 'Fairing acoustics, see interface' });
});

afterAll(async () => {
  await product.stop();
});

const ids = async (path: string): Promise<readonly string[]> => {
  const answer = await api.get<Item[]>(path);
  expect(answer.status).toBe(200);
  return answer.body.map(({ id }) => id);
};

describe('A list of items', () => {
  it.each([
    ['status=Blocked', ['AD-003']],
    ['status=Blocked&status=New', ['AD-001', 'AD-002', 'AD-003', 'RL-001']],
    ['category=ADCS&category=ConOps', ['AD-003', 'RL-001']],
    ['priority=Low', ['AD-002']],
    ['owner_id=1&priority=High&category=ADCS', ['AD-003']],
    ['owner_id=99', []],
    ['tracker_id=99', []],
    ['due=overdue', ['AD-001']],
    ['due=week', ['AD-002']],
    ['due=tbd', ['AD-003', 'RL-001']],
    ['q=interface', ['AD-001', 'RL-001']],
    ['q=inter', ['AD-001', 'RL-001']],
    ['q=fairing+acou', ['RL-001']],
    ['q=ad3', ['AD-003']],
    ['q=AD-003', ['AD-003']],
    ['q=%22payload+interface%22', ['AD-001']],
    ["q=';%20DROP%20TABLE%20users--", []],
    ['q=!!!', []],
  ])('is filtered by %s', async (query, expected) => {
    expect(await ids(`/api/items?${query}`)).toEqual(expected);
  });

  it.each([
    ['colour=red', 'colour'],
    ['status=Done', 'status'],
    ['due=someday', 'due'],
    ['due=week&due=tbd', 'due'],
    ['tracker_id=abc', 'tracker_id'],
    ['limit=0', 'limit'],
    ['limit=1001', 'limit'],
    ['after=AD-0', 'after'],
    ['__proto__=1', '__proto__'],
  ])('refuses %s', async (query, field) => {
    const { status, details = [] } = errorOf(await api.get(`/api/items?${query}`));
    expect([status, details.map((problem) => problem.field)]).toEqual([400, [field]]);
  });

  it('lists the words that exist when a filter names another', async () => {
    const { allowed } = errorOf(await api.get('/api/items?priority=Urgent'));
    expect(allowed).toEqual(['High', 'Medium', 'Low']);
  });

  it('comes in pages that lead from one to the next', async () => {
    const seen: string[] = [];
    let path: string | undefined = '/api/items?limit=3';
    while (path !== undefined) {
      const answer: Answer<Item[]> = await api.get<Item[]>(path);
      seen.push(...answer.body.map(({ id }) => id));
      path = /<([^>]+)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1];
    }
    expect(seen).toEqual(['AD-001', 'AD-002', 'AD-003', 'RL-001']);
  });

  it('is a spreadsheet for clients that accept CSV, without formulas in its cells', async () => {
    const answer = await fetch(`${product.url}/api/trackers/${trackerId}/items`, {
      headers: { Authorization: `Bearer ${api.token}`, Accept: 'text/csv' },
    });
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const lines = bytes.subarray(3).toString().trim().split('\r\n');
    expect(lines[0]).toBe(
      'ID,Title,Created,Created by,Due date,Category,Owner,Priority,Status,Last update,Latest note',
    );
    expect(lines[3]).toMatch(/^AD-003,"'=HYPERLINK\(""x""\)",.*,Maria Fitzgerald,TBD,ADCS,/);
  });

  it('is a workbook for clients that accept XLSX, current or as of a moment', async () => {
    const workbook = async (query: string) => {
      const answer = await fetch(`${product.url}/api/trackers/${trackerId}/items${query}`, {
        headers: { Authorization: `Bearer ${api.token}`, Accept: XLSX },
      });
      expect(answer.headers.get('content-type')).toBe(XLSX);
      const { sheets } = await readXlsx(Buffer.from(await answer.arrayBuffer()));
      const rows = sheets.find(({ name }) => name === 'Items')?.rows ?? [];
      const about = sheets.find(({ name }) => name === 'About')?.rows ?? [];
      return { ids: rows.slice(1).map(([id]) => id), about, headers: answer.headers };
    };
    const now = await workbook('');
    expect(now.ids).toEqual(['AD-001', 'AD-002', 'AD-003']);
    expect(now.about).toContainEqual(['Tracker', 'AD']);
    expect((await workbook('?status=Blocked')).ids).toEqual(['AD-003']);
    const past = await workbook('?as_of=position:1');
    expect(past.ids).toEqual([]);
    expect(past.about).toContainEqual(['Position', '1']);
    expect(past.headers.get('content-disposition')).toMatch(/-position-1\.xlsx"$/);
  });

  it('is a workbook that holds nothing of what its reader may not see', async () => {
    await ApiClient.signIn(product.url, 'Secret Sam', 'secret.sam@example.com');
    const guest = { email: 'guest@vendor.example', role: 'viewer' };
    expect((await api.post(`/api/trackers/${trackerId}/members`, guest)).status).toBe(201);
    const { token } = await ApiClient.signIn(product.url, 'A guest', guest.email);
    const ask = (path: string) =>
      fetch(product.url + path, { headers: { Authorization: `Bearer ${token}`, Accept: XLSX } });
    for (const path of [`/api/trackers/${trackerId}/items`, '/api/items']) {
      const answer = await ask(path);
      const text = JSON.stringify(await readXlsx(Buffer.from(await answer.arrayBuffer())));
      expect(text).toContain('Payload interface');
      expect(text).toContain('Maria Fitzgerald');
      expect(text).not.toMatch(/secret|launch|fairing|RL-|@example/i);
    }
    expect((await ask(`/api/trackers/${trackerId + 1}/items`)).status).toBe(404);
  });

  it('is not sent again while nothing has changed', async () => {
    const path = `/api/trackers/${trackerId}/items?status=Blocked`;
    const first = await api.get(path);
    const etag = first.headers.get('etag') ?? '';
    expect(etag).toMatch(/^W\/".+"$/);
    const again = await fetch(product.url + path, {
      headers: { Authorization: `Bearer ${api.token}`, 'If-None-Match': etag },
    });
    expect([again.status, await again.text()]).toEqual([304, '']);
    await api.post('/api/items/AD-001/notes', { content: 'A change' });
    const changed = await api.get(path, { 'If-None-Match': etag });
    expect(changed.status).toBe(200);
    expect(changed.headers.get('etag')).not.toBe(etag);
  });
});

describe('The summary', () => {
  it('counts by everything that boards are sorted by', async () => {
    const { body } = await api.get<Summary>('/api/reports/summary');
    expect(body).toMatchObject({ items: 4, open: 4, overdue: 1, week: 1, tbd: 2 });
    expect(body.by_status).toMatchObject({ New: 3, Blocked: 1, Complete: 0 });
    expect(body.by_owner).toEqual([{ owner_id: 1, items: 4, open: 4 }]);
    const one = await api.get<Summary>(`/api/reports/summary?tracker_id=${trackerId}`);
    expect(one.body.items).toBe(3);
    expect((await api.get('/api/reports/summary?status=New')).status).toBe(400);
  });
});

describe('A path', () => {
  it('reports which methods it has', async () => {
    const answer = await api.send('DELETE', '/api/items/AD-001', {});
    expect(errorOf(answer)).toMatchObject({ status: 405, code: 'METHOD_NOT_ALLOWED' });
    expect(answer.headers.get('allow')).toBe('GET, HEAD, PATCH');
  });

  it.each([
    ['/go/ad-1', '/items/AD-001'],
    ['/go/RL0042', '/items/RL-042'],
    ['/go/AD-1000', '/items/AD-1000'],
  ])('%s is a short link to %s', async (path, target) => {
    const answer = await fetch(product.url + path, { redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([302, target]);
  });

  it('of the API takes no form, which another site could make a browser send', async () => {
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
    const answer = await api.send('POST', '/api/trackers', {
      json: 'prefix=XX&name=Form',
      headers,
    });
    expect(errorOf(answer)).toMatchObject({ status: 415, code: 'UNSUPPORTED_MEDIA_TYPE' });
  });
});

describe('A list with notes', () => {
  it('shows each item with the first line of its latest note, in JSON and in CSV', async () => {
    const one = await api.openTracker('LN', 'Latest notes');
    await api.createItem(one.id, { title: 'Without notes' });
    await api.createItem(one.id, { title: 'With notes' });
    const path = '/api/items/LN-002/notes';
    await api.post(path, { content: `${'🛰'.repeat(201)}\nSecond line`, note_date: '2026-02-02' });
    await api.post(path, {
      content: 'Entered later, about an earlier day',
      note_date: '2026-01-02',
    });
    const list = `/api/trackers/${one.id}/items`;
    const { body } = await api.get<ListedItem[]>(list);
    expect(body.map(({ latest_note }) => latest_note)).toEqual([
      null,
      { note_date: '2026-02-02', author_id: 1, content: '🛰'.repeat(200) },
    ]);
    const headers = { Authorization: `Bearer ${api.token}`, Accept: 'text/csv' };
    const csv = await (await fetch(product.url + list, { headers })).text();
    expect(
      csv
        .trim()
        .split('\r\n')
        .map((line) => line.split(',').at(-1)),
    ).toEqual(['Latest note', '', `2026-02-02 MF: ${'🛰'.repeat(200)}`]);
  });
});
