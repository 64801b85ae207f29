import { jest } from '@jest/globals';
import type { CreateTokenRequest, User } from '@action-tracker/contracts';
import { JwtService } from '@nestjs/jwt';
import { Application } from '../testing/application';
import { AccessTokens } from './access-tokens';
import { isPersonalToken, PersonalTokens } from './personal-tokens';

const NOW = new Date('2026-03-01T12:00:00.000Z');

describe('personal access tokens', () => {
  let app: Application;
  let tokens: PersonalTokens;
  let ada: User;
  let bob: User;

  beforeEach(async () => {
    app = await Application.open();
    tokens = new PersonalTokens(app.database.pool, () => new Date());
    ada = await app.users.create({ email: 'ada@example.com', name: 'Ada' });
    bob = await app.users.create({ email: 'bob@example.com', name: 'Bob' });
  });

  afterEach(() => app.close());

  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
  const request = (change: Partial<CreateTokenRequest> = {}): CreateTokenRequest => ({
    ...{ name: ' Weekly report ', scope: 'read', expires_at: inDays(30) },
    ...change,
  });

  it('tell who uses them, and are stored as a hash only', async () => {
    const { token, ...made } = await tokens.create(ada, request({ tracker_ids: [3, 4] }));
    expect(isPersonalToken(token)).toBe(true);
    expect(made).toMatchObject({ name: 'Weekly report', scope: 'read', last_used_at: null });
    const used = await tokens.use(token);
    expect(used).toMatchObject({
      ...{ user: ada, isGuest: false, token: { id: made.id, scope: 'read' } },
    });
    expect(used?.user.rights.visible).toEqual([3, 4]);
    const { rows } = await app.database.pool.query('SELECT t::text AS text FROM access_tokens t');
    expect(JSON.stringify(rows)).not.toContain(token.slice(-20));
    expect(await tokens.use(token.replace(/.$/, (last) => (last === '0' ? '1' : '0')))).toBeNull();
  });

  it('say when they were last used, with at most one write a minute', async () => {
    const { token, id } = await tokens.create(ada, request());
    await tokens.use(token);
    const { last_used_at: first } = await tokens.get(ada, id);
    expect(first).not.toBeNull();
    const ask = jest.spyOn(app.database.pool, 'query');
    await tokens.use(token);
    expect(ask).toHaveBeenCalledTimes(1);
    ask.mockRestore();
    await app.database.pool.query(
      `UPDATE access_tokens SET last_used_at = last_used_at - interval '2 minutes'`,
    );
    await tokens.use(token);
    const { last_used_at: later } = await tokens.get(ada, id);
    expect(Date.parse(later ?? '')).toBeGreaterThanOrEqual(Date.parse(first ?? ''));
  });

  it('belong to their owner, who alone lists and revokes them', async () => {
    const { token, id } = await tokens.create(ada, request());
    expect(await tokens.list(bob)).toEqual([]);
    await expect(tokens.get(bob, id)).rejects.toThrow(`Access token ${id} not found`);
    await expect(tokens.revoke(bob, id)).rejects.toThrow('not found');
    expect((await tokens.list(ada)).map((one) => one.id)).toEqual([id]);
    await tokens.revoke(ada, id);
    expect(await tokens.use(token)).toBeNull();
    expect(await tokens.list(ada)).toEqual([]);
    await expect(tokens.revoke(ada, id)).rejects.toThrow('not found');
  });

  it('end at their time, and go to whom their owner was merged into', async () => {
    const { token, id } = await tokens.create(ada, request());
    await app.users.merge(ada.id, bob.id);
    expect((await tokens.use(token))?.user.id).toBe(bob.id);
    expect((await tokens.list(bob)).map((one) => one.id)).toEqual([id]);
    await app.database.pool.query(`UPDATE access_tokens SET expires_at = now() WHERE id = $1`, [
      id,
    ]);
    expect(await tokens.use(token)).toBeNull();
  });

  it('are revoked with all other tokens of their owner', async () => {
    const { token } = await tokens.create(ada, request());
    const { token: other } = await tokens.create(bob, request());
    const jwt = new JwtService({ secret: 's'.repeat(32) });
    await new AccessTokens(jwt, app.database.pool).revokeAll(ada.id);
    expect(await tokens.use(token)).toBeNull();
    expect(await tokens.list(ada)).toEqual([]);
    expect((await tokens.use(other))?.user.id).toBe(bob.id);
  });

  it('are at most a hundred for each person', async () => {
    await app.database.pool.query(
      `INSERT INTO access_tokens (id, user_id, name, scope, secret_hash, expires_at)
       SELECT gen_random_uuid(), $1, 'T', 'read', sha256(n::text::bytea), now() + interval '1 day'
       FROM generate_series(1, 100) n`,
      [ada.id],
    );
    await expect(tokens.create(ada, request())).rejects.toThrow('at most 100 valid tokens');
    expect((await tokens.create(bob, request())).scope).toBe('read');
  });

  it.each([
    ['2026-03-01T12:00:00Z', 'expected a time after now'],
    ['2026-02-01T00:00:00+01:00', 'expected a time after now'],
    ['2027-03-03T00:00:00Z', 'at most 366 days ahead (2027-03-02T12:00:00.000Z)'],
  ])('do not end at %s', async (expires_at, message) => {
    const early = new PersonalTokens(app.database.pool, () => NOW);
    const refused = early.create(ada, request({ expires_at })).catch((error: unknown) => error);
    expect(await refused).toMatchObject({
      code: 'VALIDATION_ERROR',
      details: [{ field: 'expires_at', message: expect.stringContaining(message) }],
    });
  });
});
