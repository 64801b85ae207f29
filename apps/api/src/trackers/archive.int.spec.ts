/** A tracker that is archived: it can be read and shared, and is in no list unless that asks for it. */
import { Organisation, SECRET_PREFIX, type Person } from '../testing/organisation';

let house: Organisation;
const TRACKER = '/api/trackers/1';
const ITEM = `/api/items/${SECRET_PREFIX}-001`;

beforeAll(async () => {
  house = await Organisation.start();
  const answer = await house.send('manager', 'PATCH', TRACKER, { json: { archived: true } });
  expect([answer.status, answer.text]).toEqual([200, expect.stringContaining('"archived":true')]);
});

afterAll(async () => {
  await house.stop();
});

const idsIn = async (as: Person, path: string) =>
  (JSON.parse((await house.send(as, 'GET', path)).text) as { id: number | string }[]).map(
    ({ id }) => id,
  );

it.each([
  ['PATCH', TRACKER, { name: 'Other' }],
  ['POST', `${TRACKER}/items`, {}],
  ['PATCH', ITEM, { priority: 'Low' }],
  ['POST', `${ITEM}/status`, { status: 'TBC' }],
  ['POST', `${ITEM}/notes`, { content: 'x' }],
  ['POST', `${ITEM}/withdraw`, {}],
  ['POST', `${TRACKER}/reviews`, { name: 'x' }],
])('refuses %s %s, also of an admin', async (method, path, json) => {
  for (const as of ['admin', 'manager'] as const) {
    const { status, text } = await house.send(as, method, path, { json });
    expect([status, text]).toEqual([409, expect.stringContaining('found an archived one')]);
  }
});

it('tells who may not, or does not see it, nothing else than before', async () => {
  const json = { priority: 'Low' };
  expect((await house.send('viewer', 'PATCH', ITEM, { json })).status).toBe(403);
  expect((await house.send('stranger', 'PATCH', ITEM, { json })).status).toBe(404);
  const archiving = { json: { archived: false } };
  expect((await house.send('editor', 'PATCH', TRACKER, archiving)).status).toBe(403);
});

it('refuses each of its items in a change of many', async () => {
  const json = { item_ids: [`${SECRET_PREFIX}-001`, 'AD-001'], note: 'At once' };
  const { text } = await house.send('admin', 'POST', '/api/items/bulk', { json });
  expect(JSON.parse(text)).toMatchObject({
    items: [{ outcome: 'refused', error: { code: 'CONFLICT' } }, { outcome: 'changed' }],
  });
});

it('is read as before, and is in no list unless that asks for it', async () => {
  expect((await house.send('viewer', 'GET', ITEM)).status).toBe(200);
  expect(await idsIn('viewer', `${TRACKER}/items`)).toEqual([`${SECRET_PREFIX}-001`]);
  expect(await idsIn('viewer', '/api/items?tracker_id=1')).toEqual([`${SECRET_PREFIX}-001`]);
  expect(await idsIn('viewer', '/api/items')).toEqual([]);
  expect(await idsIn('admin', '/api/items')).toEqual(['AD-001']);
  expect(await idsIn('viewer', '/api/trackers')).toEqual([]);
  expect(await idsIn('viewer', '/api/trackers?archived=true')).toEqual([1]);
  expect(await idsIn('admin', '/api/trackers?archived=true')).toEqual([2, 1]);
  expect(await idsIn('admin', '/api/trackers')).toEqual([2]);
  expect((await house.send('admin', 'GET', '/api/trackers?archived=1')).status).toBe(400);
});

it('is shared with others, or with fewer', async () => {
  const members = `${TRACKER}/members`;
  const json = { user_id: house.ids.outsider, role: 'viewer' };
  expect((await house.send('manager', 'POST', members, { json })).status).toBe(201);
  expect(await idsIn('outsider', '/api/trackers?archived=true')).toEqual([2, 1]);
  const one = `${members}/${house.ids.outsider}`;
  expect((await house.send('manager', 'DELETE', one)).status).toBe(200);
});

it('is changed again once it is reopened', async () => {
  const { headers } = await house.send('viewer', 'GET', '/api/trackers');
  await house.send('manager', 'PATCH', TRACKER, { json: { archived: false } });
  const json = { priority: 'Low' };
  expect((await house.send('editor', 'PATCH', ITEM, { json })).status).toBe(200);
  const before = { headers: { 'If-None-Match': headers.get('etag') ?? '' } };
  expect((await house.send('viewer', 'GET', '/api/trackers', before)).status).toBe(200);
});
