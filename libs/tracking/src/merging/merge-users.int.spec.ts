import type { User } from '@action-tracker/contracts';
import { JwtService } from '@nestjs/jwt';
import { AddNoteCommand } from '../items/add-note';
import { MergeUsersCommand } from './merge-users';
import { GetItem } from '../items/get-item';
import { FindItems } from '../lists/find-items';
import { ListItemEvents } from '../items/item-events';
import { Application, idOf } from '../testing/application';
import { AccessTokens } from '../people/access-tokens';
import { Scope } from '../ledger/scope';

const ORIGIN = { actorId: 1, channel: 'cli', correlationId: idOf(0) } as const;

describe('merging users', () => {
  let app: Application;
  let maria: User;
  let imported: User;
  let joao: User;

  beforeEach(async () => {
    app = await (await Application.open()).furnish();
    maria = await app.users.create({ email: 'maria@example.com', name: 'Maria' });
    imported = await app.users.create({ email: 'joao-silva@import.invalid', name: 'J. Silva' });
    joao = await app.users.create({ email: 'joao@example.com', name: 'João da Silva' });
    for (const ownerId of [imported.id, maria.id, imported.id]) await app.createItem({ ownerId });
  });

  afterEach(() => app.close());

  const merge = (from = imported, into = joao, isDryRun = false) =>
    app.command(new MergeUsersCommand(from, into, ORIGIN, isDryRun));
  const ownedBy = async (...ownerIds: readonly number[]) => {
    const { items } = await app.query(
      new FindItems(Scope.everything, { users: { owner_id: ownerIds } }),
    );
    return items.map(({ id }) => id);
  };
  const entry = (email: string) => app.users.findEntry(email);

  it('reassigns what the first one owns, one change of the operator per item', async () => {
    expect(await merge()).toEqual({
      ...{ isMerged: false, items: ['AD-001', 'AD-003'], archivedItems: [], roles: [] },
    });
    expect(await app.query(new GetItem(Scope.everything, 'AD-001'))).toMatchObject({
      owner_id: joao.id,
      version: 2,
    });
    const events = (await app.query(new ListItemEvents(Scope.everything, 'AD-003'))).items;
    expect(events.at(-1)).toMatchObject({
      ...{ type: 'ItemReassigned', actor_id: 1, channel: 'cli' },
      from: { owner_id: imported.id },
      to: { owner_id: joao.id },
    });
  });

  it('finds the items under either id', async () => {
    await merge();
    expect(await ownedBy(imported.id)).toEqual(['AD-001', 'AD-003']);
    expect(await ownedBy(joao.id)).toEqual(['AD-001', 'AD-003']);
    expect(await ownedBy(maria.id)).toEqual(['AD-002']);
  });

  it('takes either e-mail for the person who stays', async () => {
    await merge();
    expect(await app.users.findByEmail(imported.email)).toEqual(joao);
    expect(await app.users.findOrCreate({ email: imported.email, name: 'x' })).toEqual(joao);
    expect(await entry(imported.email)).toMatchObject({ merged_into_id: joao.id });
    const google = { sub: '1', email: imported.email, name: 'J. Silva' };
    expect(await app.users.signInWithGoogle(google)).toEqual(joao);
    expect(await app.users.signInWithGoogle(google)).toEqual(joao);
  });

  it('takes a token of the first for the person who stays, until it is ended', async () => {
    const tokens = new AccessTokens(new JwtService(), app.database.pool);
    const jti = '0198c2f0-5f6b-7a3e-9d0c-3b1a5e6f7a8b';
    const claims = { sub: imported.email, name: 'x', user_id: imported.id, jti };
    await merge();
    expect(await tokens.userOf(claims)).toMatchObject({ id: joao.id });
    await tokens.revokeAll(joao.id);
    expect(await tokens.userOf(claims)).toBeNull();
  });

  it('writes nothing in a dry run', async () => {
    expect(await merge(imported, joao, true)).toEqual({
      ...{ isMerged: false, items: ['AD-001', 'AD-003'], archivedItems: [], roles: [] },
    });
    expect((await app.query(new GetItem(Scope.everything, 'AD-001'))).owner_id).toBe(imported.id);
    expect(await entry(imported.email)).toMatchObject({ merged_into_id: null });
  });

  it('does the rest when it comes again', async () => {
    await app.users.merge(imported.id, joao.id);
    const from = (await entry(imported.email)) ?? imported;
    expect(await merge(from)).toMatchObject({ isMerged: true, items: ['AD-001', 'AD-003'] });
    expect(await merge(from)).toMatchObject({ isMerged: true, items: [] });
  });

  it('takes those along who were merged into the first', async () => {
    const older = await app.users.create({ email: 'js@import.invalid', name: 'JS' });
    await merge(older, imported);
    await merge();
    expect(await entry(older.email)).toMatchObject({ merged_into_id: joao.id });
  });

  it('refuses one user, a target that was merged, and a second target', async () => {
    await expect(merge(joao, joao)).rejects.toMatchObject({ code: 'VALIDATION_ERROR' });
    await merge();
    const from = (await entry(imported.email)) ?? imported;
    await expect(merge(joao, from)).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(merge(from, maria)).rejects.toMatchObject({ code: 'CONFLICT' });
    // As if the users had been read before the merge.
    await expect(app.users.merge(joao.id, imported.id)).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(app.users.merge(imported.id, maria.id)).rejects.toMatchObject({
      code: 'CONFLICT',
    });
  });

  it.each([
    ['itself', (from: number) => [from, from]],
    ['somebody merged', (from: number) => [1, from]],
    ['a target of others', (_: number, into: number) => [into, 1]],
  ])('cannot be stored as a chain: into %s', async (_, pair) => {
    await merge();
    const text = 'UPDATE users SET merged_into_id = $2 WHERE id = $1';
    const change = app.database.pool.query(text, pair(imported.id, joao.id));
    await expect(change).rejects.toThrow('users_merged_into_unmerged_fkey');
  });

  it('leaves notes and entries with who wrote them, and refuses the first as an owner', async () => {
    const origin = { ...app.origin(), actorId: imported.id };
    await app.command(new AddNoteCommand('AD-002', { content: 'x' }, origin));
    await merge();
    expect((await app.query(new GetItem(Scope.everything, 'AD-002'))).notes).toMatchObject([
      { author_id: imported.id },
    ]);
    await expect(app.createItem({ ownerId: imported.id })).rejects.toMatchObject({
      code: 'VALIDATION_ERROR',
    });
  });

  it('knows whom an import made under the same name, however it is written', async () => {
    const name = 'João\u00a0da  Silva'.normalize('NFD');
    const other = await app.users.create({ email: 'joao-da-silva@import.invalid', name });
    expect(await app.users.importedNamesakes(joao)).toEqual([other]);
    expect(await app.users.importedNamesakes(maria)).toEqual([]);
    await app.users.merge(other.id, joao.id);
    expect(await app.users.importedNamesakes(joao)).toEqual([]);
  });
});
