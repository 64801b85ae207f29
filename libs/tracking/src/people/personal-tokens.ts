/**
 * Personal access tokens, which people make for their scripts. Only a hash is stored: the token is
 * as random as a key, so that a plain SHA-256 of it cannot be guessed back.
 */
import {
  TOKEN_PREFIX,
  type AccessToken,
  type CreateTokenRequest,
  type NewAccessToken,
  type TokenScope,
  type User,
} from '@action-tracker/contracts';
import { DomainError } from '@action-tracker/domain';
import { createHash, randomBytes, randomUUIDv7 } from 'node:crypto';
import type { Pool } from 'pg';
import { Rights, rightsSql, type FoundRights } from '../ledger/rights';
import { acceptToken } from './token-rules';
import type { SignedInUser } from './token-users';

/** 256 bits in hexadecimal. */
const SECRET_BYTES = 32;
const TOKEN_FORM = new RegExp(`^${TOKEN_PREFIX}[0-9a-f]{${2 * SECRET_BYTES}}$`);
/** Most valid tokens of one person, so that a script in a loop is noticed. */
const MOST_TOKENS = 100;

/** What a request may do that a token authenticates. */
export interface UsedToken {
  readonly id: string;
  readonly scope: TokenScope;
}

/** The user of a valid token. */
export interface TokenUse {
  /** With the rights that the token leaves them. */
  readonly user: SignedInUser;
  /** Whether that is what they are, rather than what the token leaves them. */
  readonly isGuest: boolean;
  readonly token: UsedToken;
}

/** Whether a text has the form of a personal access token. */
export const isPersonalToken = (text: string): boolean => TOKEN_FORM.test(text);

const WIRE_COLUMNS =
  't.id, t.name, t.scope, t.tracker_ids, t.created_at, t.expires_at, t.last_used_at';

/** Tokens `t` of the user $1, and of those who were merged into them, that are not revoked. */
const OWN = `t.revoked_at IS NULL
  AND t.user_id IN (SELECT id FROM users WHERE coalesce(merged_into_id, id) = $1)`;

const USE = `
  SELECT t.id AS token_id, t.scope, t.tracker_ids,
    t.last_used_at IS NULL OR t.last_used_at < now() - interval '1 minute' AS is_new_minute,
    r.id, r.email, r.name, r.initials, r.created_at, r.merged_into_id,
    ${rightsSql('r.id')} AS rights
  FROM access_tokens t JOIN users u ON u.id = t.user_id
  JOIN users r ON r.id = coalesce(u.merged_into_id, u.id)
  WHERE t.secret_hash = $1 AND t.revoked_at IS NULL AND t.expires_at > now()`;

interface UseRow extends User {
  readonly token_id: string;
  readonly scope: TokenScope;
  readonly tracker_ids: readonly number[] | null;
  readonly is_new_minute: boolean;
  readonly rights: FoundRights;
}

export class PersonalTokens {
  constructor(
    private readonly pool: Pool,
    private readonly now: () => Date,
  ) {}

  /**
   * Makes a token. Its secret is in this answer and nowhere else.
   *
   * @throws DomainError VALIDATION_ERROR; CONFLICT when the user has too many
   */
  async create(user: User, request: CreateTokenRequest): Promise<NewAccessToken> {
    const { name, scope, expires_at, tracker_ids } = acceptToken(request, this.now());
    const token = TOKEN_PREFIX + randomBytes(SECRET_BYTES).toString('hex');
    const { rows } = await this.pool.query<AccessToken>(
      `INSERT INTO access_tokens AS t (id, user_id, name, scope, tracker_ids, secret_hash, expires_at)
       SELECT $1, $2, $3, $4, $5, $6, $7
       WHERE (SELECT count(*) FROM access_tokens
              WHERE user_id = $2 AND revoked_at IS NULL AND expires_at > now()) < ${MOST_TOKENS}
       RETURNING ${WIRE_COLUMNS}`,
      [randomUUIDv7(), user.id, name, scope, tracker_ids ?? null, hashOf(token), expires_at],
    );
    const [created] = rows;
    if (created) return { ...created, token };
    const message = `Expected at most ${MOST_TOKENS} valid tokens, found as many: revoke one first`;
    throw new DomainError('CONFLICT', message);
  }

  /** The user's tokens that are not revoked, latest first; expired ones are among them. */
  async list({ id }: Pick<User, 'id'>): Promise<readonly AccessToken[]> {
    const { rows } = await this.pool.query<AccessToken>(
      `SELECT ${WIRE_COLUMNS} FROM access_tokens t
       WHERE ${OWN} ORDER BY t.created_at DESC, t.id`,
      [id],
    );
    return rows;
  }

  /** @throws DomainError NOT_FOUND, also for a token of somebody else */
  async get(user: Pick<User, 'id'>, tokenId: string): Promise<AccessToken> {
    const { rows } = await this.pool.query<AccessToken>(
      `SELECT ${WIRE_COLUMNS} FROM access_tokens t
       WHERE t.id = $2 AND ${OWN}`,
      [user.id, tokenId],
    );
    const [token] = rows;
    if (token) return token;
    throw notFound(tokenId);
  }

  /** Refuses a token from now on. @throws DomainError NOT_FOUND, also for that of somebody else */
  async revoke(user: Pick<User, 'id'>, tokenId: string): Promise<void> {
    const { rowCount } = await this.pool.query(
      `UPDATE access_tokens t SET revoked_at = now() WHERE t.id = $2 AND ${OWN}`,
      [user.id, tokenId],
    );
    if (rowCount === 0) throw notFound(tokenId);
  }

  /** Who uses a token, and what for; null when it is unknown, revoked or expired. */
  async use(token: string): Promise<TokenUse | null> {
    const { rows } = await this.pool.query<UseRow>({
      name: 'use_of_token',
      text: USE,
      values: [hashOf(token)],
    });
    const [row] = rows;
    if (!row) return null;
    const {
      token_id: id,
      scope,
      tracker_ids: trackerIds,
      is_new_minute: isNewMinute,
      rights: found,
      ...user
    } = row;
    const whole = Rights.of(found);
    if (!whole.isActive) return null;
    if (isNewMinute) await this.noteUse(id);
    const rights = whole.limitedTo({ trackerIds, isReadOnly: scope === 'read' });
    const isGuest = whole.siteRole === 'guest';
    return { user: { ...user, rights }, isGuest, token: { id, scope } };
  }

  /** At most once a minute, so that reading costs no writing. */
  private async noteUse(tokenId: string): Promise<void> {
    await this.pool.query('UPDATE access_tokens SET last_used_at = now() WHERE id = $1', [tokenId]);
  }
}

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

const notFound = (tokenId: string) =>
  new DomainError('NOT_FOUND', `Access token ${tokenId} not found`);
