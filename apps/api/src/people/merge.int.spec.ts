/** An admin merges two users, such as one from an import and one who signs in. */
import type { Member, MergedPerson, Person as Listed } from '@action-tracker/contracts';
import { Users } from '@action-tracker/tracking';
import { Organisation, SECRET, SECRET_PREFIX, type Person } from '../testing/organisation';

let house: Organisation;
let imported: number;
const ITEM = `/api/items/${SECRET_PREFIX}-001`;

beforeAll(async () => {
  house = await Organisation.start();
  const user = { email: 'the-editor@import.invalid', name: 'T. Editor' };
  imported = (await house.application.get(Users).create(user)).id;
  await house.send('manager', 'PATCH', ITEM, { json: { owner_id: imported } });
});

afterAll(async () => {
  await house.stop();
});

const merge = (as: Person, id: number | string, json: object, headers = {}) =>
  house.send(as, 'POST', `/api/users/${id}/merge`, { json, headers });

async function merged(json: object, headers = {}): Promise<MergedPerson> {
  const { status, text } = await merge('admin', imported, json, headers);
  expect([status, text]).toEqual([200, text]);
  return JSON.parse(text) as MergedPerson;
}

async function ownerOf(path: string): Promise<number> {
  const { text } = await house.send('viewer', 'GET', path);
  return (JSON.parse(text) as { owner_id: number }).owner_id;
}

it('is for admins only, and tells others nothing about who exists', async () => {
  const json = { into: house.ids.editor };
  for (const as of ['manager', 'guest', 'outsider'] as const) {
    expect((await merge(as, imported, json)).status).toBe(403);
    expect((await merge(as, 9999, json)).status).toBe(403);
  }
});

interface Refused {
  readonly id: () => number | string;
  readonly into: () => number | undefined;
  readonly status: number;
  readonly message: string;
}

const editor = () => house.ids.editor;
const REFUSED: Readonly<Record<string, Refused>> = {
  'an unknown person': {
    ...{ id: () => 9999, into: editor, status: 404, message: 'User 9999 not found' },
  },
  'no id': { id: () => 'x', into: editor, status: 404, message: 'not found' },
  'an unknown target': {
    ...{ id: () => imported, into: () => 9999, status: 400, message: 'which no user has' },
  },
  'no target': {
    ...{ id: () => imported, into: () => undefined, status: 400 },
    message: 'expected the id of a user',
  },
  'the same person': {
    ...{ id: () => imported, into: () => imported, status: 400 },
    message: 'expected two different users',
  },
  'the only admin': {
    ...{ id: () => house.ids.admin, into: editor, status: 409 },
    message: 'Expected another active admin, found none',
  },
};

it.each(Object.entries(REFUSED))('refuses %s', async (_, { id, into, status, message }) => {
  for (const dry of [{ dry_run: true }, {}]) {
    const answer = await merge('admin', id(), { into: into(), ...dry });
    expect([answer.status, answer.text]).toEqual([status, expect.stringContaining(message)]);
  }
});

it('shows what it would do, and does nothing', async () => {
  expect(await merged({ into: house.ids.editor, dry_run: true })).toEqual({
    ...{ dry_run: true, batch: null, user_id: imported, into_id: house.ids.editor },
    ...{ was_merged: false, items: [`${SECRET_PREFIX}-001`] },
    ...{ archived_items: [], roles: [] },
  });
  expect(await ownerOf(ITEM)).toBe(imported);
});

it('gives items the other owner as one batch, once for each key, and the batch can be undone', async () => {
  const headers = { 'Idempotency-Key': 'merge-the-editor' };
  const json = { into: house.ids.editor };
  const first = await merged(json, headers);
  expect(first).toEqual({
    ...{ dry_run: false, batch: expect.any(String), user_id: imported },
    ...{ into_id: house.ids.editor, was_merged: false, items: [`${SECRET_PREFIX}-001`] },
    ...{ archived_items: [], roles: [] },
  });
  expect(await ownerOf(ITEM)).toBe(house.ids.editor);
  expect(await merged(json, headers)).toEqual(first);
  expect(await merged(json)).toMatchObject({ was_merged: true, items: [], batch: null });
  const people = JSON.parse((await house.send('admin', 'GET', '/api/users')).text) as Listed[];
  expect(people.find(({ id }) => id === imported)).toMatchObject({
    merged_into_id: house.ids.editor,
  });
  const { text } = await house.send('viewer', 'GET', '/api/trackers/1/batches');
  expect(JSON.parse(text)).toMatchObject([{ batch: first.batch, items: 1, kind: 'bulk' }]);
  const undo = { json: { batch: first.batch } };
  expect((await house.send('manager', 'POST', '/api/undo', undo)).status).toBe(200);
  expect(await ownerOf(ITEM)).toBe(imported);
});

it('leaves and lists items of archived trackers, and moves them when it is repeated', async () => {
  const tracker = '/api/trackers/1';
  const ids = [`${SECRET_PREFIX}-001`];
  const into = house.ids.editor;
  await house.send('manager', 'PATCH', tracker, { json: { archived: true } });
  for (const dry of [{ dry_run: true }, {}]) {
    const left = { items: [], archived_items: ids, batch: null };
    expect(await merged({ into, ...dry })).toMatchObject(left);
  }
  expect(await ownerOf(ITEM)).toBe(imported);
  await house.send('manager', 'PATCH', tracker, { json: { archived: false } });
  const moved = { was_merged: true, items: ids, archived_items: [] };
  expect(await merged({ into, dry_run: true })).toMatchObject(moved);
  expect(await merged({ into })).toMatchObject(moved);
  expect(await ownerOf(ITEM)).toBe(into);
});

it('refuses another target, and a target that was merged', async () => {
  expect((await merge('admin', imported, { into: house.ids.viewer })).status).toBe(409);
  expect((await merge('admin', house.ids.viewer, { into: imported })).status).toBe(409);
});

describe('a person with roles', () => {
  const members = async () => {
    const { text } = await house.send('admin', 'GET', '/api/trackers/1/members');
    const found = JSON.parse(text) as readonly Member[];
    return new Map(found.map(({ user_id, role }) => [user_id, role]));
  };
  const create = async (name: string) => {
    const user = { email: `${name.toLowerCase()}@${SECRET.toLowerCase()}.example`, name };
    return (await house.application.get(Users).create(user)).id;
  };
  const join = (user_id: number, role: string) =>
    house.send('admin', 'POST', '/api/trackers/1/members', { json: { user_id, role } });
  const become = async (from: number, into: number, given = {}) => {
    const { status, text } = await merge('admin', from, { into, ...given });
    return { status, text };
  };

  it('moves the roles, and the remaining person keeps the higher one', async () => {
    const [old, stays] = [await create('Old'), await create('Stays')];
    await join(old, 'editor');
    const roles = [{ tracker_id: 1, role: 'editor' }];
    expect(JSON.parse((await become(old, stays, { dry_run: true })).text)).toMatchObject({ roles });
    expect((await members()).get(old)).toBe('editor');
    expect(JSON.parse((await become(old, stays)).text)).toMatchObject({ roles });
    expect([(await members()).get(old), (await members()).get(stays)]).toEqual([
      undefined,
      'editor',
    ]);
    const [lower, higher] = [await create('Lower'), await create('Higher')];
    await join(lower, 'viewer');
    await join(higher, 'manager');
    await become(lower, stays);
    expect((await members()).get(stays)).toBe('editor');
    await become(higher, stays);
    expect((await members()).get(stays)).toBe('manager');
    expect(JSON.parse((await become(higher, stays)).text)).toMatchObject({ roles: [] });
  });

  it('does not make a manager of a guest', async () => {
    const manager = await create('Boss');
    await join(manager, 'manager');
    for (const given of [{ dry_run: true }, {}]) {
      expect(await become(manager, house.ids.guest, given)).toMatchObject({
        status: 409,
        text: expect.stringContaining('Expected roles of at most editor for a guest'),
      });
    }
    expect((await members()).get(manager)).toBe('manager');
  });

  it('is no admin any more, so that the site keeps one who can sign in', async () => {
    const [second, stays] = [await create('Second'), await create('Member')];
    const path = (id: number) => `/api/users/${id}`;
    const admin = { json: { site_role: 'admin' } };
    expect((await house.send('admin', 'PATCH', path(second), admin)).status).toBe(200);
    expect((await become(second, stays)).status).toBe(200);
    const member = { json: { site_role: 'member' } };
    expect((await house.send('admin', 'PATCH', path(house.ids.admin), member)).status).toBe(409);
  });
});
