/** Where somebody is signed in: one entry for each token that a sign-in or the operator issued. */
import type { SessionEntry, User } from '@action-tracker/contracts';
import { DomainError } from '@action-tracker/domain';
import type { Pool } from 'pg';
import type { AccessTokens, Session } from './access-tokens';

type Row = Omit<SessionEntry, 'is_current'>;

/** Neither ended nor revoked together with all sessions of its user. */
const OPEN_SESSIONS = `
  SELECT s.id, s.signed_in_at, s.expires_at, s.user_agent
  FROM sessions s JOIN users u ON u.id = s.user_id
  JOIN users r ON r.id = coalesce(u.merged_into_id, u.id)
  WHERE r.id = $1 AND s.expires_at > now()
    AND s.signed_in_at >= greatest(u.tokens_valid_after, r.tokens_valid_after)
    AND NOT EXISTS (SELECT FROM revoked_tokens t WHERE t.jti = s.id)`;

export class SignIns {
  constructor(
    private readonly pool: Pool,
    private readonly tokens: AccessTokens,
  ) {}

  /** The user's sessions, latest first. @param current the one that asks */
  async list({ id }: Pick<User, 'id'>, current: Session): Promise<readonly SessionEntry[]> {
    const { rows } = await this.pool.query<Row>(
      `${OPEN_SESSIONS} ORDER BY s.signed_in_at DESC, s.id`,
      [id],
    );
    const entries = rows.map((row) => ({ ...row, is_current: row.id === current.jti }));
    // A release without this table may have signed it in.
    return entries.some((entry) => entry.is_current) ? entries : [unlisted(current), ...entries];
  }

  /** Ends one session. @throws DomainError NOT_FOUND, also for that of somebody else */
  async end({ id }: Pick<User, 'id'>, sessionId: string): Promise<void> {
    const { rows } = await this.pool.query<Row>(`${OPEN_SESSIONS} AND s.id = $2`, [id, sessionId]);
    const [session] = rows;
    if (!session) throw new DomainError('NOT_FOUND', `Session ${sessionId} not found`);
    await this.tokens.revokeId(sessionId, session.expires_at);
  }
}

const unlisted = ({ jti, issuedAtMs, endsAtMs }: Session): SessionEntry => ({
  id: jti,
  signed_in_at: new Date(issuedAtMs).toISOString(),
  expires_at: new Date(endsAtMs).toISOString(),
  user_agent: null,
  is_current: true,
});
