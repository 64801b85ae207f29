/** Personal access tokens and sessions, as scripts and browsers use them. */
import type {
  AccessToken,
  ItemDetail,
  ItemEventEntry,
  NewAccessToken,
  SessionEntry,
} from '@action-tracker/contracts';
import { ServedApplication, type Answered, type Sent } from '../testing/served-application';

let app: ServedApplication;

beforeAll(async () => {
  app = await ServedApplication.start();
  await app.openTracker('AD');
});

afterAll(() => app.stop());

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
const make = async (json: object = {}, sent: Sent = {}) =>
  app.send<NewAccessToken>('POST', '/api/tokens', {
    json: { name: 'Report', scope: 'write', expires_at: inDays(30), ...json },
    ...sent,
  });
const by = (token: string): Sent => ({ headers: { Authorization: `Bearer ${token}` } });
const problemOf = ({ status, text }: Answered<unknown>) => [status, text] as const;

describe('an access token', () => {
  it('reads and writes like its owner, and the ledger names it', async () => {
    const { status, headers, body } = await make();
    expect(status).toBe(201);
    expect(headers.get('location')).toBe(`/api/tokens/${body.id}`);
    expect(headers.get('cache-control')).toBe('no-store');
    const json = {
      title: 'Ship it',
      category: 'Systems',
      priority: 'Low',
      owner_id: app.userIds.bo,
      due_date: null,
    };
    const sent = { ...by(body.token), json };
    const made = await app.send<ItemDetail>('POST', '/api/trackers/1/items', sent);
    expect(made.status).toBe(201);
    const path = `/api/items/${made.body.id}/events`;
    const [entry] = (await app.send<ItemEventEntry[]>('GET', path, by(body.token))).body;
    expect(entry).toMatchObject({
      ...{ channel: 'api', actor_id: app.userIds.maria, token_id: body.id },
    });
    const own = await app.send<AccessToken>('GET', `/api/tokens/${body.id}`);
    expect(own.body).toMatchObject({ name: 'Report', last_used_at: expect.any(String) });
    expect(own.text).not.toContain(body.token);
  });

  it('with the scope read changes nothing', async () => {
    const { token } = (await make({ scope: 'read' })).body;
    expect((await app.send('GET', '/api/trackers', by(token))).status).toBe(200);
    const json = { name: 'Renamed' };
    const refused = await app.send('PATCH', '/api/trackers/1', { ...by(token), json });
    expect(problemOf(refused)).toEqual([403, expect.stringContaining('the scope read')]);
  });

  it('for some trackers sees and changes nothing of others', async () => {
    const other = await app.openTracker('SP');
    const json = { title: 'Ship it', category: 'Systems', priority: 'Low', due_date: null };
    const item = { json: { ...json, owner_id: app.userIds.bo } };
    await app.send('POST', `/api/trackers/${other.id}/items`, item);
    const { token } = (await make({ tracker_ids: [1] })).body;
    const statusOf = async (method: string, path: string, body?: object) =>
      (await app.send(method, path, { ...by(token), ...(body ? { json: body } : {}) })).status;
    const { body: trackers } = await app.send<{ id: number }[]>('GET', '/api/trackers', by(token));
    expect(trackers.map(({ id }) => id)).toEqual([1]);
    expect(await statusOf('GET', '/api/items/SP-001')).toBe(404);
    expect(await statusOf('GET', `/api/trackers/${other.id}/items`)).toBe(404);
    expect(await statusOf('PATCH', `/api/trackers/${other.id}`, { name: 'Mine' })).toBe(404);
    expect(await statusOf('PATCH', '/api/items/sp-1', { title: 'Mine' })).toBe(404);
    expect(await statusOf('POST', '/api/trackers', { prefix: 'NE', name: 'New' })).toBe(403);
    const bulk = { item_ids: ['SP-001'], changes: { priority: 'High' } };
    expect(await statusOf('POST', '/api/items/bulk', bulk)).toBe(403);
    expect(await statusOf('PATCH', '/api/trackers/1', { name: 'Ours' })).toBe(200);
  });

  it('is refused once it is revoked, before a body is read', async () => {
    const { token, id } = (await make()).body;
    expect((await app.send('DELETE', `/api/tokens/${id}`, { as: 'bo' })).status).toBe(404);
    expect((await app.send('DELETE', `/api/tokens/${id}`)).status).toBe(204);
    const read = await app.send('GET', '/api/trackers', by(token));
    expect(problemOf(read)).toEqual([401, expect.stringContaining('revoked or expired')]);
    const json = { name: 'Renamed' };
    const write = await app.send('PATCH', '/api/trackers/1', { ...by(token), json });
    expect(write.status).toBe(401);
    expect(write.headers.get('connection')).toBe('close');
  });

  it.each([
    ['GET', '/api/tokens'],
    ['GET', '/api/sessions'],
    ['GET', '/api/live'],
    ['GET', '/api/imports'],
    ['POST', '/auth/logout'],
    ['POST', '/auth/logout?everywhere=true'],
  ])('may not %s %s', async (method, path) => {
    const { token } = (await make()).body;
    const { status, text } = await app.send(method, path, by(token));
    expect([status, text]).toEqual([403, expect.stringContaining('found an access token')]);
  });

  it.each([
    ['a name', { name: '' }, 'name'],
    ['a scope', { scope: 'admin' }, 'scope'],
    ['an end', { expires_at: inDays(400) }, 'expires_at'],
    ['trackers that exist', { tracker_ids: [99] }, 'tracker_ids'],
    ['known fields', { owner_id: 1 }, 'owner_id'],
  ])('needs %s', async (_, json, field) => {
    const { status, text } = await make(json);
    expect([status, text]).toEqual([400, expect.stringContaining(`"field":"${field}"`)]);
  });

  it('is made anew each time: a key for repeats is refused', async () => {
    const { status, text } = await make({}, { headers: { 'Idempotency-Key': 'once' } });
    expect([status, text]).toEqual([400, expect.stringContaining('Idempotency-Key')]);
  });

  it('is not found by an id that is none', async () => {
    expect((await app.send('GET', '/api/tokens/none')).status).toBe(404);
    expect((await app.send('DELETE', '/api/sessions/none')).status).toBe(404);
  });
});

it('a session is listed, and ended from another one', async () => {
  const sessions = async (as: 'maria' | 'bo') =>
    (await app.send<SessionEntry[]>('GET', '/api/sessions', { as })).body;
  const [mine] = await sessions('maria');
  const [theirs] = await sessions('bo');
  expect(mine).toMatchObject({ is_current: true });
  expect((await app.send('DELETE', `/api/sessions/${theirs?.id}`)).status).toBe(404);
  expect((await app.send('DELETE', `/api/sessions/${theirs?.id}`, { as: 'bo' })).status).toBe(204);
  expect((await app.send('GET', '/api/trackers', { as: 'bo' })).status).toBe(401);
});
