import type { User } from '@action-tracker/contracts';
import { JwtService } from '@nestjs/jwt';
import { Application } from '../testing/application';
import { AccessTokens, type Session } from './access-tokens';
import { SignIns } from './sessions';

describe('where somebody is signed in', () => {
  let app: Application;
  let tokens: AccessTokens;
  let signIns: SignIns;
  let ada: User;

  beforeEach(async () => {
    app = await Application.open();
    tokens = new AccessTokens(new JwtService({ secret: 's'.repeat(32) }), app.database.pool);
    signIns = new SignIns(app.database.pool, tokens);
    ada = await app.users.create({ email: 'ada@example.com', name: 'Ada' });
  });

  afterEach(() => app.close());

  const signIn = async (user: User, userAgent?: string): Promise<Session> => {
    const session = tokens.sessionOf(await tokens.issue(user, { userAgent }));
    if (!session) throw new Error('Expected a session');
    return session;
  };
  const idsOf = async (user: User, current: Session) =>
    (await signIns.list(user, current)).map(({ id }) => id);

  it('is listed with the browser, latest first, and the current one marked', async () => {
    const first = await signIn(ada, 'Firefox');
    const second = await signIn(ada, 'x'.repeat(600));
    const listed = await signIns.list(ada, first);
    expect(listed).toEqual([
      expect.objectContaining({ id: second.jti, user_agent: 'x'.repeat(500), is_current: false }),
      {
        id: first.jti,
        signed_in_at: new Date(first.issuedAtMs).toISOString(),
        expires_at: expect.stringMatching(/Z$/),
        user_agent: 'Firefox',
        is_current: true,
      },
    ]);
  });

  it('ends one session and leaves the others', async () => {
    const [here, there] = [await signIn(ada), await signIn(ada)];
    await signIns.end(ada, there.jti);
    expect(await idsOf(ada, here)).toEqual([here.jti]);
    await expect(signIns.end(ada, there.jti)).rejects.toThrow('not found');
  });

  it('belongs to one person, and to whom they were merged into', async () => {
    const bob = await app.users.create({ email: 'bob@example.com', name: 'Bob' });
    const [ours, theirs] = [await signIn(ada), await signIn(bob)];
    await expect(signIns.end(bob, ours.jti)).rejects.toThrow(`Session ${ours.jti} not found`);
    await app.users.merge(ada.id, bob.id);
    expect(await idsOf(bob, theirs)).toEqual([theirs.jti, ours.jti]);
    await signIns.end(bob, ours.jti);
    expect(await idsOf(bob, theirs)).toEqual([theirs.jti]);
  });

  it('forgets sessions that have ended, one by one or all at once', async () => {
    const old = await signIn(ada);
    await tokens.revokeAll(ada.id);
    const now = await signIn(ada);
    expect(await idsOf(ada, now)).toEqual([now.jti]);
    await app.database.pool.query(`UPDATE sessions SET expires_at = now() WHERE id = $1`, [
      old.jti,
    ]);
    await signIn(ada);
    const { rows } = await app.database.pool.query('SELECT id FROM sessions WHERE id = $1', [
      old.jti,
    ]);
    expect(rows).toEqual([]);
  });

  it('knows the current session also if an earlier release signed it in', async () => {
    const session = await signIn(ada);
    await app.database.pool.query('DELETE FROM sessions');
    expect(await signIns.list(ada, session)).toEqual([
      expect.objectContaining({ id: session.jti, user_agent: null, is_current: true }),
    ]);
  });
});
