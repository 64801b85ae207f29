/** The HTTP contract of reviews. */
import type { Agenda, Item, Minutes, Review } from '@action-tracker/contracts';
import { createEmptyDatabase } from '@action-tracker/runtime/testing';
import { ApiClient, errorOf } from './support/api-client';
import { startProduct, type Product } from './support/product';

let product: Product;
let api: ApiClient;
let prefix = 'AA';
let reviews: string;
let item: Item;

beforeAll(async () => {
  product = await startProduct({ DATABASE_URL: await createEmptyDatabase() });
  api = await ApiClient.signIn(product.url);
});
afterAll(() => product.stop());

beforeEach(async () => {
  prefix = `A${String.fromCharCode(prefix.charCodeAt(1) + 1)}`;
  const { id } = await api.openTracker(prefix, 'Astro Digital');
  reviews = `/api/trackers/${id}/reviews`;
  item = await api.createItem(id);
});

const open = (body: object = {}, headers = {}) =>
  api.post<Review>(reviews, { name: 'Weekly', ...body }, headers);
const act = (action: string, headers = {}) =>
  api.send<Review>('POST', `${reviews}/1/${action}`, { headers });
const statusOf = async (answer: Promise<{ status: number }>) => (await answer).status;

it('opens a review, walks it and closes it', async () => {
  const { id } = await api.me();
  const opened = await open({ participants: [id], held_on: '2026-02-02' });
  expect(opened.status).toBe(201);
  expect(opened.headers.get('location')).toBe(`${reviews}/1`);
  expect(opened.body).toMatchObject({
    ...{ number: 1, name: 'Weekly', held_on: '2026-02-02', participants: [id], state: 'open' },
    ...{ closed_at: null, position: null, minutes: '', discussed: [], opened_position: 3 },
  });
  const agenda = (await api.get<Agenda>(`${reviews}/1/agenda`)).body;
  expect(agenda.sections.map(({ section }) => section)).toEqual(
    'overdue due blocked new changed tbd rest completed'.split(' '),
  );
  expect(agenda.sections.flatMap(({ items }) => items)).toMatchObject([
    { id: item.id, carried_over: 0 },
  ]);
  const marked = await api.post<Review>(`${reviews}/1/discussed`, { item_id: item.id });
  expect(marked.body.discussed).toEqual([item.id]);
  const path = `${reviews}/1/discussed/${item.id}`;
  expect((await api.send<Review>('DELETE', path, {})).body.discussed).toEqual([]);
  await api.post(`${reviews}/1/discussed`, { item_id: item.id });
  const closed = (await act('close')).body;
  expect(closed).toMatchObject({ state: 'closed', position: 7, discussed: [item.id] });
  expect((await api.get<Review>(`${reviews}/1`)).body).toEqual(closed);
  expect((await api.get<Review[]>(reviews)).body).toEqual([closed]);
});

it('has at most one open review, and a closed one is read only', async () => {
  await open();
  expect(errorOf(await open())).toMatchObject({
    status: 409,
    code: 'CONFLICT',
    message: 'Expected no open review, found review 1 open',
  });
  expect(await statusOf(act('close'))).toBe(200);
  for (const action of ['close', 'cancel']) expect(await statusOf(act(action))).toBe(409);
  expect(await statusOf(api.patch(`${reviews}/1`, { minutes: 'Late' }))).toBe(409);
  const late = api.post(`${reviews}/1/discussed`, { item_id: item.id });
  expect(await statusOf(late)).toBe(409);
  expect((await open()).body.number).toBe(2);
});

it('lets one of two close it', async () => {
  await open();
  const answers = await Promise.all([act('close'), act('close'), act('close')]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409]);
});

it('changes what If-Match names, under a strong ETag', async () => {
  const tag = (await open()).headers.get('etag') ?? '';
  expect(tag).toMatch(/^"1-[\w-]+"$/);
  const unchanged = await api.get(`${reviews}/1`, { 'If-None-Match': tag });
  expect(unchanged.status).toBe(304);
  const change = (minutes: string) =>
    api.patch<Review>(`${reviews}/1`, { minutes }, { 'If-Match': tag });
  expect((await change('One')).headers.get('etag')).toMatch(/^"2-/);
  expect(await statusOf(change('Two'))).toBe(412);
  expect((await api.get<Review>(`${reviews}/1`)).body.minutes).toBe('One');
});

it('answers a repeated request as the first time', async () => {
  const key = { 'Idempotency-Key': 'open-once' };
  const first = await open({}, key);
  await act('cancel');
  const again = await open({}, key);
  expect([again.status, again.text]).toEqual([201, first.text]);
  expect(await statusOf(open({ name: 'Other' }, key))).toBe(422);
  expect((await api.get<Review[]>(reviews)).body).toHaveLength(1);
});

it('checks sign-in, existence, values and state, in this order', async () => {
  await open();
  const bad = JSON.stringify({ name: '' });
  const anonymous = await fetch(`${product.url}${reviews}/9`, { method: 'PATCH', body: bad });
  expect(anonymous.status).toBe(401);
  for (const path of ['/api/trackers/999/reviews', `${reviews}/9/discussed`]) {
    expect(await statusOf(api.send('POST', path, { json: bad }))).toBe(404);
  }
  expect(await statusOf(api.send('PATCH', `${reviews}/zero`, { json: bad }))).toBe(404);
  const closed = async () => {
    await act('close');
    return api.send('PATCH', `${reviews}/1`, { json: bad });
  };
  expect(errorOf(await closed()).details).toEqual([
    { field: 'name', message: 'expected 1 to 255 characters, found 0' },
  ]);
  const stale = api.patch(`${reviews}/1`, { name: 'New' }, { 'If-Match': '"99"' });
  expect(await statusOf(stale)).toBe(409);
});

it.each([
  [{ name: 'x'.repeat(256) }, 'name'],
  [{ held_on: '2026-02-30' }, 'held_on'],
  [{ participants: 'all' }, 'participants'],
  [{ participants: [4_711] }, 'participants'],
  [{ participants: [1, 1] }, 'participants'],
  [{ minutes: 'x' }, 'minutes'],
])('refuses to open with %j', async (body, field) => {
  const answer = errorOf(await open(body));
  expect(answer.status).toBe(400);
  expect(answer.details?.map((one) => one.field)).toEqual([field]);
});

it('refuses items of other trackers, and unknown fields and parameters', async () => {
  await open();
  for (const item_id of ['AD-999', 'nothing', 7, null]) {
    const answer = errorOf(await api.post(`${reviews}/1/discussed`, { item_id }));
    expect([answer.status, answer.details?.[0]?.field]).toEqual([400, 'item_id']);
  }
  expect(await statusOf(api.post(`${reviews}/1/close`, { minutes: 'x' }))).toBe(400);
  expect(await statusOf(api.get(`${reviews}?state=open`))).toBe(400);
  expect(await statusOf(api.patch(`${reviews}/1`, {}))).toBe(400);
});

it('hands out minutes as JSON, and as a page without scripts', async () => {
  await open({ name: 'Weekly <review>' });
  await api.post(`/api/items/${item.id}/notes`, { content: 'Parts arrive on Friday' });
  await api.patch(`${reviews}/1`, { minutes: 'Agreed.' });
  await act('close');
  const minutes = (await api.get<Minutes>(`${reviews}/1/minutes`)).body;
  expect(minutes).toMatchObject({
    tracker: { prefix, name: 'Astro Digital' },
    notes: [{ content: 'Parts arrive on Friday', title: item.title }],
    not_discussed: [{ id: item.id, carried_over: 1 }],
  });
  const response = await fetch(`${product.url}${reviews}/1/minutes`, {
    headers: { Authorization: `Bearer ${api.token}`, Accept: 'text/html', 'Accept-Language': 'pt' },
  });
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  const page = await response.text();
  expect(page).toContain('<h1>Reunião 1: Weekly &lt;review&gt;</h1>');
  expect(page).toContain('Parts arrive on Friday');
});
