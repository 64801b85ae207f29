/** The matrix of routes and people, tried. */
import { ListBatches, Scope } from '@action-tracker/tracking';
import { QueryBus } from '@nestjs/cqrs';
import { uploadForm } from '../testing/served-application';
import { ApiDescription } from '../docs/api-description';
import {
  Organisation,
  PEOPLE,
  SECRET,
  SECRET_PREFIX,
  type Answered,
  type Person,
} from '../testing/organisation';
import { MATRIX, PUBLIC, type MatrixRow } from '../testing/route-matrix';

let house: Organisation;
let batch = '';

beforeAll(async () => {
  house = await Organisation.start();
  const { headers } = await house.send(
    'manager',
    'POST',
    `/api/items/${SECRET_PREFIX}-001/status`,
    {
      json: { status: 'Blocked' },
    },
  );
  batch = headers.get('x-batch') ?? '';
});

afterAll(async () => {
  await house.stop();
});

const NOTHING = '00000000-0000-7000-8000-00000000dead';

function filled(text: string): string {
  return text
    .replaceAll('":viewer"', String(house.ids.viewer))
    .replaceAll('":contributor"', String(house.ids.contributor))
    .replaceAll(':viewer', String(house.ids.viewer))
    .replaceAll(':tracker', String(house.trackerId))
    .replaceAll(':item', `${SECRET_PREFIX}-001`)
    .replaceAll(':batch', batch)
    .replaceAll(':nothing', NOTHING);
}

async function ask(person: Person, method: string, row: MatrixRow): Promise<Answered> {
  if (row.path === '/api/live') return firstPart(person);
  const json = row.body && (JSON.parse(filled(JSON.stringify(row.body))) as object);
  const form = row.isUpload && uploadForm(house.trackerId, 'Action\nCheck\n', 'a.csv');
  return house.send(person, method, filled(row.path), { json, form });
}

/** A live stream never ends. */
async function firstPart(person: Person): Promise<Answered> {
  const end = new AbortController();
  const answered = await house.open(person, '/api/live', end.signal);
  end.abort();
  return answered;
}

const ROWS = Object.entries(MATRIX).map(([route, row]) => {
  const [method = ''] = route.split(' ');
  return { route, method, row };
});

it('has a row for every route', async () => {
  const { paths } = await house.application.get(ApiDescription).read();
  const routes = Object.entries(paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(routes.toSorted()).toEqual([...Object.keys(MATRIX), ...PUBLIC].toSorted());
});

it.each(ROWS)('$route answers everybody as the table says', async ({ method, row }) => {
  const found: Record<string, string> = {};
  const expected: Record<string, string> = {};
  for (const person of PEOPLE) {
    const { status } = await ask(person, method, row);
    found[person] = status === 403 ? 'forbidden' : status === 404 ? 'not found' : 'answered';
    expected[person] = expectedFor(person, row);
    // A refusal of the input or the state is an answer to somebody who may.
    expect(status).toBeLessThan(500);
  }
  if (row.path.endsWith('/members/999')) for (const who of row.may) expected[who] = 'not found';
  expect(found).toEqual(expected);
});

function expectedFor(person: Person, { may, unseen = [] }: MatrixRow): string {
  if (unseen.includes(person)) return 'not found';
  return may.includes(person) ? 'answered' : 'forbidden';
}

it('says which role is needed', async () => {
  const path = `/api/items/${SECRET_PREFIX}-001`;
  const { text } = await house.send('viewer', 'PATCH', path, { json: { priority: 'Low' } });
  expect(text).toContain('Expected the role editor in this tracker, found viewer');
  const open = await house.send('guest', 'POST', '/api/trackers', {
    json: { prefix: 'NEW', name: 'New' },
  });
  expect(open.text).toContain('Expected the role admin or member, found guest');
});

it('answers that a review does not exist before it says which role is needed', async () => {
  const closing = (number: number) =>
    house.send('viewer', 'POST', `/api/trackers/${house.trackerId}/reviews/${number}/close`);
  expect((await closing(1)).status).toBe(403);
  expect((await closing(99)).status).toBe(404);
});

describe('A contributor', () => {
  const own = `/api/items/${SECRET_PREFIX}-001`;

  it('moves the date of an item of their own, and changes nothing else of it', async () => {
    const move = { due_date: '2026-05-01', due_date_reason: 'late' };
    expect((await house.send('contributor', 'PATCH', own, { json: move })).status).toBe(200);
    for (const json of [{ ...move, priority: 'Low' }, { owner_id: 1 }, { title: 'Mine' }]) {
      expect((await house.send('contributor', 'PATCH', own, { json })).status).toBe(403);
    }
  });

  it('changes neither status nor date of what somebody else owns', async () => {
    const json = {
      ...{ title: 'Of the manager', category: 'ADCS', priority: 'Low' },
      owner_id: house.ids.manager,
    };
    const made = await house.send('contributor', 'POST', `/api/trackers/${house.trackerId}/items`, {
      json,
    });
    const path = made.headers.get('location') ?? '';
    const status = { json: { status: 'TBC' } };
    expect((await house.send('contributor', 'POST', `${path}/status`, status)).status).toBe(403);
    const move = { json: { due_date: null } };
    expect((await house.send('contributor', 'PATCH', path, move)).status).toBe(403);
    const absent = `/api/items/${SECRET_PREFIX}-999`;
    expect((await house.send('contributor', 'POST', `${absent}/status`, status)).status).toBe(404);
  });

  it('corrects notes of their own and undoes their own acts', async () => {
    const noted = await house.send('contributor', 'POST', `${own}/notes`, {
      json: { content: 'Mine' },
    });
    const { entry } = JSON.parse(noted.text) as { entry: number };
    const json = { content: 'Still mine' };
    const amend = (person: Person, note: number) =>
      house.send(person, 'PATCH', `${own}/notes/${note}`, { json });
    expect((await amend('contributor', entry)).status).toBe(200);
    expect((await amend('contributor', 2)).status).toBe(403);
    const undo = { json: { batch: noted.headers.get('x-batch') } };
    expect((await house.send('viewer', 'POST', '/api/undo', undo)).status).toBe(403);
    expect((await house.send('contributor', 'POST', '/api/undo', undo)).status).toBe(200);
  });
});

it('changes many items only where each is permitted, and writes nothing elsewhere', async () => {
  const json = { item_ids: [`${SECRET_PREFIX}-001`, 'AD-001'], note: 'At once' };
  const codes = async (person: Person) => {
    const { text } = await house.send(person, 'POST', '/api/items/bulk', { json });
    const { items } = JSON.parse(text) as {
      items: { outcome: string; error?: { code: string } }[];
    };
    return items.map(({ outcome, error }) => error?.code ?? outcome);
  };
  expect(await codes('viewer')).toEqual(['FORBIDDEN', 'NOT_FOUND']);
  expect(await codes('stranger')).toEqual(['NOT_FOUND', 'changed']);
  const { items } = await house.application
    .get(QueryBus)
    .execute(new ListBatches(Scope.everything, house.trackerId));
  expect(items).toEqual([]);
  expect(await codes('admin')).toEqual(['changed', 'changed']);
});

it('lets guests see and name only people named in their trackers', async () => {
  const people = async (person: Person) => {
    const { text } = await house.send(person, 'GET', '/api/users');
    return JSON.parse(text) as { id: number; email?: string }[];
  };
  expect(await people('viewer')).toHaveLength(PEOPLE.length);
  const seen = await people('stranger');
  expect(seen.map(({ id }) => id).toSorted((a, b) => a - b)).toEqual(
    [house.ids.admin, house.ids.outsider, house.ids.stranger].toSorted((a, b) => a - b),
  );
  expect(seen.every(({ email }) => email === undefined)).toBe(true);
  const owned = (owner: number) =>
    house.send('stranger', 'PATCH', '/api/items/AD-001', { json: { owner_id: owner } });
  const [hidden, absent] = [await owned(house.ids.manager), await owned(12_345)];
  expect([hidden.status, absent.status]).toEqual([400, 400]);
  const without = (text: string) => text.replaceAll(/\d+|[\da-f-]{36}/g, '');
  expect(without(hidden.text).replace(/"correlation_id".*/, '')).toBe(
    without(absent.text).replace(/"correlation_id".*/, ''),
  );
});

it('keeps one active admin, and turns away who is deactivated with the next request', async () => {
  const path = `/api/users/${house.ids.admin}`;
  for (const json of [{ site_role: 'member' }, { is_active: false }]) {
    expect((await house.send('admin', 'PATCH', path, { json })).status).toBe(409);
  }
  const viewer = `/api/users/${house.ids.viewer}`;
  await house.send('admin', 'PATCH', viewer, { json: { is_active: false } });
  expect((await house.send('viewer', 'GET', '/auth/me')).status).toBe(401);
  await house.send('admin', 'PATCH', viewer, { json: { is_active: true } });
  expect((await house.send('viewer', 'GET', '/auth/me')).status).toBe(200);
});

it('keeps a manager, however two of them leave at once', async () => {
  const members = `/api/trackers/${house.trackerId}/members`;
  const json = { user_id: house.ids.outsider, role: 'manager' };
  expect((await house.send('manager', 'POST', members, { json })).status).toBe(201);
  const answers = await Promise.all(
    [house.ids.manager, house.ids.outsider].map((id) =>
      house.send('admin', 'DELETE', `${members}/${id}`),
    ),
  );
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  const { text } = await house.send('admin', 'GET', members);
  const managers = (JSON.parse(text) as { role: string }[]).filter((one) => one.role === 'manager');
  expect(managers).toHaveLength(1);
  // As it was before.
  const [gone = ''] = [house.ids.manager, house.ids.outsider].filter(
    (id) => !text.includes(`"user_id":${id},`),
  );
  if (gone === house.ids.manager) {
    await house.send('admin', 'POST', members, { json: { user_id: gone, role: 'manager' } });
    await house.send('admin', 'DELETE', `${members}/${house.ids.outsider}`);
  }
});

describe('Planted secrets', () => {
  const PROBES = ['', '?as_of=-PT0S', `?q=${SECRET}`, '?tracker_id=1', '?owner_id=2'];
  const PROBED = ROWS.filter(({ method }) => method === 'GET' || method === 'POST').flatMap(
    ({ route, method, row }) => {
      const isList = row.unseen === undefined && method === 'GET' && row.path !== '/api/live';
      return (isList ? PROBES : ['']).map((probe) => {
        const separated = row.path.includes('?') ? probe.replace('?', '&') : probe;
        return { route, method, row: { ...row, path: row.path + separated } };
      });
    },
  );
  const leaks = new RegExp(`${SECRET}|${SECRET_PREFIX}`, 'i');

  /** An answer with a secret that the caller did not send. */
  async function leakOf(person: Person, { route, method, row }: (typeof PROBED)[number]) {
    // Members see everybody's name and address.
    if (route === 'GET /api/users' && person === 'outsider') return undefined;
    const { text, headers } = await ask(person, method, row);
    const all = `${text} ${JSON.stringify([...headers])}`;
    const foreign = all.replaceAll(filled(':item'), '').replaceAll(/@zxqvsecret/gi, '@');
    return leaks.test(foreign) ? `${method} ${row.path}: ${all.slice(0, 300)}` : undefined;
  }

  it.each(['outsider', 'stranger'] as const)('are in no answer to the %s', async (person) => {
    const found = await Promise.all(
      PROBED.map(({ route, method, row }) => leakOf(person, { route, method, row })),
    );
    expect(found.filter((leak) => leak !== undefined)).toEqual([]);
  });

  it('are in answers to people of the tracker, so that this test would see them', async () => {
    const found = await Promise.all(PROBED.map((probe) => leakOf('viewer', probe)));
    expect(found.filter((leak) => leak !== undefined).length).toBeGreaterThan(15);
  });

  it('leave the lists of others as they were, also their tags', async () => {
    const path = '/api/items';
    const tag = (await house.send('stranger', 'GET', path)).headers.get('etag') ?? '';
    const hidden = `/api/items/${SECRET_PREFIX}-001/notes`;
    await house.send('manager', 'POST', hidden, { json: { content: 'More' } });
    const headers = { 'If-None-Match': tag };
    expect((await house.send('stranger', 'GET', path, { headers })).status).toBe(304);
    expect((await house.send('manager', 'GET', path)).headers.get('etag')).not.toBe(tag);
  });

  it('answer an unseen tracker as one that does not exist', async () => {
    const plain = ({ status, text }: Answered) => [
      status,
      text.replaceAll(/\d+|[\da-f-]{36}/g, ''),
    ];
    const answers = (tracker: string, item: string) =>
      Promise.all(
        [`/api/trackers/${tracker}`, `/api/trackers/${tracker}/items?as_of=2026-01-01`]
          .concat([`/api/items/${item}`, `/api/items/${item}/notes`])
          .map((path) => house.send('stranger', 'GET', path)),
      );
    const unseen = await answers('1', `${SECRET_PREFIX}-001`);
    const absent = await answers('7', 'NNNN-001');
    const asAbsent = (one: Answered) =>
      plain({ ...one, text: one.text.replaceAll(SECRET_PREFIX, 'NNNN') });
    for (const [index, one] of unseen.entries()) {
      const other = absent[index];
      expect(other && asAbsent(one).at(0)).toBe(other?.status);
    }
  });
});
