/**
 * Leaks that other trackers had, tried here by `stranger`, a guest of tracker AD, and by `outsider`,
 * a member of the organisation: neither sees the secret tracker.
 */
import { Organisation, SECRET, SECRET_PREFIX, type Person } from '../testing/organisation';
import { uploadForm } from '../testing/served-application';

let house: Organisation;

beforeAll(async () => {
  house = await Organisation.start();
});

afterAll(async () => {
  await house.stop();
});

const HIDDEN = `${SECRET_PREFIX}-001`;
const get = (path: string, as: Person = 'stranger', headers = {}) =>
  house.send(as, 'GET', path, { headers });
const post = (path: string, json: object, as: Person = 'stranger') =>
  house.send(as, 'POST', path, { json });
// Each caller says what it expects.
const bodyOf = <T>({ text }: { readonly text: string }, _?: T): T => JSON.parse(text) as T;

type Leak = readonly [what: string, tried: (() => Promise<void>) | string];

const LEAKS: readonly Leak[] = [
  ['a filter of links returns titles that are not visible', 'There are no links.'],
  ['an attachment by its id, under another parent', 'There are no files.'],
  [
    'a child that is not bound to the parent in the address',
    async () => {
      const { status } = await get('/api/trackers/1/reviews/1');
      expect(status).toBe(404);
      const path = '/api/trackers/2/members/999';
      expect((await house.send('outsider', 'DELETE', path)).status).toBe(404);
    },
  ],
  [
    'many items by ids, each unchecked',
    async () => {
      const answer = await post('/api/items/bulk', { item_ids: [HIDDEN], note: 'x' });
      expect(answer.text).toContain('NOT_FOUND');
      expect(answer.text.replaceAll(HIDDEN, '')).not.toContain(SECRET);
    },
  ],
  [
    'the role in the tracker that was sent, not in that of the item',
    async () => {
      const json = { tracker_id: house.otherId, title: 'Mine' };
      expect((await house.send('stranger', 'PATCH', `/api/items/${HIDDEN}`, { json })).status).toBe(
        404,
      );
      const form = uploadForm(house.trackerId, 'Action\nCheck\n', 'a.csv');
      expect((await house.send('outsider', 'POST', '/api/imports', { form })).status).toBe(404);
    },
  ],
  ['a webhook that carries what its receiver does not see', 'There are no webhooks.'],
  ['a webhook that outlives a membership', 'There are no webhooks.'],
  ['a mail about what is overdue that mixes trackers', 'There are no mails.'],
  ['viewers who read the secrets of webhooks', 'There are no webhooks.'],
  [
    'a live stream that outlives the right to it',
    async () => {
      const end = new AbortController();
      const ended = house.readToEnd('editor', '/api/live', end.signal);
      const members = `/api/trackers/${house.trackerId}/members/${house.ids.editor}`;
      expect((await house.send('manager', 'DELETE', members)).status).toBe(200);
      await expect(ended).resolves.toContain('event: heads');
      const back = { user_id: house.ids.editor, role: 'editor' };
      await post(`/api/trackers/${house.trackerId}/members`, back, 'manager');
    },
  ],
  ['reminders and old mails that still show titles', 'There are no mails.'],
  [
    'counts in lists',
    async () => {
      const trackers = bodyOf<{ id: number }[]>(await get('/api/trackers'));
      expect(trackers.map(({ id }) => id)).toEqual([house.otherId]);
      const summary = bodyOf<{ items: number }>(await get('/api/reports/summary'));
      expect(summary.items).toBe(1);
      const asked = bodyOf<{ items: number }>(await get('/api/reports/summary?tracker_id=1'));
      expect(asked.items).toBe(0);
    },
  ],
  [
    'a report over time that counts what is hidden',
    async () => {
      const series = async (query: string) =>
        bodyOf<{ points: { value: number }[] }>(
          await get(`/api/reports/series?measure=open&from=-P2D${query}`),
        ).points.at(-1)?.value;
      expect(await series('')).toBe(1);
      expect(await series('&tracker_id=1')).toBe(0);
    },
  ],
  [
    'groups of what is hidden',
    async () => {
      const { text } = await get('/api/reports/breakdown?measure=open&by=tracker&by2=owner');
      const { cells } = bodyOf<{ cells: { key: number }[] }>({ text });
      expect(cells.map(({ key }) => key)).toEqual([house.otherId]);
      expect((await get('/api/reports/breakdown?measure=open&by=email')).status).toBe(400);
    },
  ],
  ['a page to unsubscribe that names a tracker', 'There are no mails.'],
  [
    'pages of numbers that ask for everything',
    async () => {
      expect((await get('/api/reports/slips?by=tracker')).text).not.toContain('"key":1,');
      expect((await get('/api/reports/untouched')).text).not.toMatch(new RegExp(SECRET, 'i'));
    },
  ],
  [
    '404 where 403 would say that something exists',
    async () => {
      for (const path of ['/api/trackers/1', '/api/trackers/9', `/api/items/${HIDDEN}`]) {
        const json = { name: 'x' };
        expect((await house.send('stranger', 'PATCH', path, { json })).status).toBe(404);
      }
    },
  ],
  ['parameters that reach beyond the rights of a token', 'No parameter adds related things.'],
  [
    'items put on the agenda of somebody else',
    async () => {
      const path = '/api/trackers/2/reviews/1/discussed';
      const { status, text } = await post(path, { item_id: HIDDEN });
      expect(status).toBeGreaterThanOrEqual(400);
      expect(text).not.toContain(SECRET);
    },
  ],
  [
    'an unknown method',
    async () => {
      const put = await house.send('stranger', 'PUT', '/api/trackers/1', { json: { name: 'x' } });
      expect([404, 405]).toContain(put.status);
    },
  ],
  [
    'a role that is judged by that of whom it changes',
    async () => {
      const path = `/api/users/${house.ids.stranger}`;
      const json = { site_role: 'admin' };
      for (const as of ['stranger', 'outsider', 'manager'] as const) {
        expect((await house.send(as, 'PATCH', path, { json })).status).toBe(403);
      }
      const member = `/api/trackers/2/members/${house.ids.stranger}`;
      const guest = { json: { role: 'manager' } };
      expect((await house.send('outsider', 'PATCH', member, guest)).status).toBe(400);
    },
  ],
  [
    'one person taken for another with equal numbers',
    async () => {
      const tag = (await get('/api/items', 'manager')).headers.get('etag') ?? '';
      expect((await get('/api/items', 'manager', { 'If-None-Match': tag })).status).toBe(304);
      expect((await get('/api/items', 'stranger', { 'If-None-Match': tag })).status).toBe(200);
    },
  ],
  ['tokens in logs', 'Logs hold no headers: apps/e2e/src/security.e2e.spec.ts.'],
];

it('are 23', () => {
  expect(LEAKS).toHaveLength(23);
});

it.each(LEAKS.filter(([, tried]) => typeof tried !== 'string'))(
  'not here: %s',
  async (_, tried) => {
    if (typeof tried !== 'string') await tried();
  },
);

describe('Of our own', () => {
  it('a taken prefix is refused without the name of its tracker', async () => {
    const json = { prefix: SECRET_PREFIX, name: 'Mine' };
    const { status, text } = await post('/api/trackers', json, 'outsider');
    expect(status).toBe(409);
    expect(text).not.toContain(SECRET);
  });

  it('the past is seen with the rights of today', async () => {
    const path = `/api/trackers/${house.trackerId}/items?as_of=position:3`;
    expect((await get(path, 'viewer')).text).toContain(`${SECRET} item`);
    const member = `/api/trackers/${house.trackerId}/members/${house.ids.viewer}`;
    await house.send('manager', 'DELETE', member);
    expect((await get(path, 'viewer')).status).toBe(404);
    const back = { user_id: house.ids.viewer, role: 'viewer' };
    await post(`/api/trackers/${house.trackerId}/members`, back, 'manager');
  });

  it('a list as CSV names only people whom a guest sees', async () => {
    const { status, text } = await get('/api/items', 'stranger', { Accept: 'text/csv' });
    expect([status, text]).toEqual([200, expect.stringContaining('The outsider')]);
    expect(text).not.toMatch(new RegExp(SECRET, 'i'));
  });
});

describe('An invitation', () => {
  const members = () => `/api/trackers/${house.otherId}/members`;

  it('invites an unknown address as a guest who sees only that tracker', async () => {
    const invited = await post(
      members(),
      { email: 'New@Vendor.example', role: 'contributor' },
      'outsider',
    );
    expect(invited.status).toBe(201);
    const { user_id: id } = bodyOf<{ user_id: number }>(invited);
    const people = bodyOf<{ id: number; site_role: string }[]>(await get('/api/users', 'admin'));
    expect(people.find((one) => one.id === id)).toMatchObject({ site_role: 'guest' });
    const cookie = await house.signIn('new@vendor.example', 'New Vendor');
    const trackers = await get('/api/trackers', 'stranger', { Authorization: '', Cookie: cookie });
    expect(bodyOf<{ my_role: string }[]>(trackers)).toMatchObject([{ my_role: 'contributor' }]);
  });

  it('takes either an id or an address, and refuses guests as managers', async () => {
    const role = 'viewer';
    const both = { user_id: house.ids.viewer, email: 'a@b.example', role };
    for (const json of [{ role }, both, { user_id: 99_999, role }, { email: 'nobody', role }]) {
      expect((await post(members(), json, 'outsider')).status).toBe(400);
    }
    const manager = { email: 'other@vendor.example', role: 'manager' };
    expect((await post(members(), manager, 'outsider')).text).toContain('at most editor');
    // Nobody was created for the refused invitation.
    expect((await get('/api/users', 'admin')).text).not.toContain(manager.email);
  });
});

it('a job goes on with the rights of its requester at each step', async () => {
  const answer = await post('/api/items/bulk', { item_ids: ['AD-001'], note: 'Before' });
  const { batch } = bodyOf<{ batch: string }>(answer);
  const member = `/api/trackers/2/members/${house.ids.stranger}`;
  await house.send('outsider', 'DELETE', member);
  await house.continueJob(batch);
  const job = await get(`/api/jobs/${batch}`);
  expect(bodyOf<{ result: { items: object[] } }>(job).result.items).toMatchObject([
    { outcome: 'refused', error: { code: 'NOT_FOUND' } },
  ]);
});
