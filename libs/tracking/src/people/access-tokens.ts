import type { Timestamp, User } from '@action-tracker/contracts';
import { JwtService } from '@nestjs/jwt';
import { createSecretKey, randomUUIDv7, type KeyObject } from 'node:crypto';
import type { Pool } from 'pg';
import { validate as isUuid } from 'uuid';
import { TokenUsers, type SignedInUser } from './token-users';

/** Token payload; signing adds `iat` and `exp` (seconds since 1970). */
export interface TokenClaims {
  /** E-mail of the user. */
  readonly sub: string;
  readonly name: string;
  readonly user_id: number;
  /** UUID v7: identifies the token and encodes its issue time in milliseconds. */
  readonly jti: string;
}

type SignedClaims = TokenClaims & { readonly exp: number };

/** The session of a token: who is signed in, and until when if nobody ends it before. */
export interface Session {
  readonly userId: number;
  readonly jti: string;
  readonly issuedAtMs: number;
  readonly endsAtMs: number;
}

export const TOKEN_ALGORITHM = 'HS256';

/** Given a string, jsonwebtoken would first try to parse it as a public key, for every token. */
export const tokenKey = (secret: string): KeyObject => createSecretKey(secret, 'utf8');

/** How long a browser stays signed in. */
export const SESSION_SECONDS = 24 * 60 * 60;

/** How somebody signs in. */
interface SignIn {
  readonly lifetimeSeconds?: number;
  readonly userAgent?: string | undefined;
}

/** Longer ones are cut: they tell browsers apart, and nothing depends on them. */
const USER_AGENT_MAX_CHARS = 500;

/** Issues and revokes the JWT that the API accepts in the cookie `token` and as a bearer token. */
export class AccessTokens {
  private readonly users: TokenUsers;

  constructor(
    private readonly jwt: JwtService,
    private readonly pool: Pool,
  ) {
    this.users = new TokenUsers(pool);
  }

  /**
   * Signs a user in.
   *
   * @param lifetimeSeconds positive whole number
   * @param userAgent what the list of sessions shows
   */
  async issue(
    user: User,
    { lifetimeSeconds = SESSION_SECONDS, userAgent }: SignIn = {},
  ): Promise<string> {
    const claims: TokenClaims = {
      sub: user.email,
      name: user.name,
      user_id: user.id,
      jti: randomUUIDv7(),
    };
    const signedInAtMs = issuedAtMs(claims.jti);
    await this.pool.query(
      `WITH forgotten AS (DELETE FROM sessions WHERE expires_at < now())
       INSERT INTO sessions (id, user_id, signed_in_at, expires_at, user_agent)
       VALUES ($1, $2, $3, $4, $5)`,
      [
        ...[claims.jti, user.id, new Date(signedInAtMs).toISOString()],
        new Date(signedInAtMs + lifetimeSeconds * 1_000).toISOString(),
        userAgent?.slice(0, USER_AGENT_MAX_CHARS) ?? null,
      ],
    );
    return this.jwt.sign(claims, { algorithm: TOKEN_ALGORITHM, expiresIn: lifetimeSeconds });
  }

  /** Whether this server signed the token and it has not expired. It may have been revoked. */
  isOurs(token: string): boolean {
    return this.verify(token) !== undefined;
  }

  /** The session of a token; undefined if this server did not sign it or it has expired. */
  sessionOf(token: string): Session | undefined {
    const claims = this.verify(token);
    if (!claims) return undefined;
    const { user_id: userId, jti, exp } = claims;
    return { userId, jti, issuedAtMs: issuedAtMs(jti), endsAtMs: exp * 1_000 };
  }

  /** The user of a token whose signature and age are already verified; null when it was revoked. */
  async userOf({ user_id, jti }: TokenClaims): Promise<SignedInUser | null> {
    if (!isUuid(jti) || !Number.isInteger(user_id)) return null;
    return this.users.userOf({ userId: user_id, jti, issuedAtMs: issuedAtMs(jti) });
  }

  /** Revokes one token. Ignores a token that is not valid here. */
  async revoke(token: string): Promise<void> {
    const claims = this.verify(token);
    if (claims) {
      await this.revokeId(claims.jti, new Date(claims.exp * 1_000).toISOString());
    }
  }

  /** Revokes the token with this id, which expires at a time. */
  async revokeId(jti: string, expiresAt: Timestamp): Promise<void> {
    await this.pool.query(
      `WITH forgotten AS (DELETE FROM revoked_tokens WHERE expires_at < now())
       INSERT INTO revoked_tokens (jti, expires_at) VALUES ($1, $2) ON CONFLICT DO NOTHING`,
      [jti, expiresAt],
    );
  }

  /**
   * Revokes every token of the token's user.
   *
   * @returns whether the token was valid; a revoked token cannot revoke others
   */
  async revokeEverywhere(token: string): Promise<boolean> {
    const claims = this.verify(token);
    if (!claims || !(await this.userOf(claims))) return false;
    await this.revokeAll(claims.user_id);
    return true;
  }

  /** Revokes every token issued to this user so far, personal access tokens included. */
  async revokeAll(userId: number): Promise<void> {
    await this.pool.query(
      `WITH revoked AS (
         UPDATE access_tokens SET revoked_at = now() WHERE user_id = $1 AND revoked_at IS NULL
       ) UPDATE users SET tokens_valid_after = $2 WHERE id = $1`,
      [userId, new Date().toISOString()],
    );
  }

  private verify(token: string): SignedClaims | undefined {
    try {
      return this.jwt.verify<SignedClaims>(token, { algorithms: [TOKEN_ALGORITHM] });
    } catch {
      // An expired, forged or malformed token grants nothing, so there is nothing to revoke.
      return undefined;
    }
  }
}

/** The first 48 bits of a UUID v7 are the milliseconds since 1970. */
const issuedAtMs = (jti: string): number => parseInt(jti.replaceAll('-', '').slice(0, 12), 16);
