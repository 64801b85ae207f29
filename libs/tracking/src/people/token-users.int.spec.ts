import { jest } from '@jest/globals';
import { Application } from '../testing/application';
import { TokenUsers } from './token-users';

describe('The users of tokens', () => {
  let app: Application;
  let tokens: TokenUsers;

  beforeEach(async () => {
    app = await Application.open();
    tokens = new TokenUsers(app.database.pool);
  });

  afterEach(() => app.close());

  const tokenOf = (userId: number, n: number) => ({
    userId,
    jti: `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`,
    issuedAtMs: Date.parse('2026-03-01T12:00:00.000Z'),
  });
  const end = (n: number) =>
    app.database.pool.query(`INSERT INTO revoked_tokens (jti, expires_at) VALUES ($1, now())`, [
      tokenOf(0, n).jti,
    ]);

  it('each get their own, with one statement for all who ask at once', async () => {
    const ada = await app.users.create({ email: 'ada@example.com', name: 'Ada' });
    const bob = await app.users.create({ email: 'bob@example.com', name: 'Bob' });
    await end(3);
    const ask = jest.spyOn(app.database.pool, 'query');
    const asked = [[ada, 1] as const, [bob, 2] as const, [bob, 3] as const, [ada, 1] as const];
    const found = await Promise.all(asked.map(([{ id }, n]) => tokens.userOf(tokenOf(id, n))));
    expect(found).toMatchObject([ada, bob, null, ada]);
    expect(ask).toHaveBeenCalledTimes(1);
  });

  it('are not remembered: a token that was ended is refused from then on', async () => {
    const { id } = await app.users.create({ email: 'ada@example.com', name: 'Ada' });
    expect((await tokens.userOf(tokenOf(id, 1)))?.id).toBe(id);
    await end(1);
    expect(await tokens.userOf(tokenOf(id, 1))).toBeNull();
  });

  it('are asked for again after the database has refused', async () => {
    const { id } = await app.users.create({ email: 'ada@example.com', name: 'Ada' });
    await expect(tokens.userOf({ ...tokenOf(id, 1), jti: 'no uuid' })).rejects.toThrow('uuid');
    expect((await tokens.userOf(tokenOf(id, 1)))?.id).toBe(id);
  });
});
