/**
 * Finds the user of a token, which every request needs. A revoked token has no user; the token of a
 * merged user belongs to the user they were merged into.
 */
import type { User } from '@action-tracker/contracts';
import type DataLoader from 'dataloader';
import type { Pool } from 'pg';
import { dataLoader } from '../ledger/data-loader';

/** A token whose signature and age are verified. */
interface IssuedToken {
  readonly userId: number;
  readonly jti: string;
  readonly issuedAtMs: number;
}

/**
 * The arrays are passed through subqueries; otherwise PostgreSQL would replan for each array
 * length.
 */
const USERS_OF_TOKENS = `
  SELECT x.n::int AS n, r.id, r.email, r.name, r.initials, r.created_at, r.merged_into_id
  FROM unnest((SELECT $1::int[]), (SELECT $2::uuid[]), (SELECT $3::float8[]))
    WITH ORDINALITY AS x(user_id, jti, issued_at_ms, n)
  JOIN users u ON u.id = x.user_id AND u.tokens_valid_after <= to_timestamp(x.issued_at_ms / 1000)
  JOIN users r ON r.id = coalesce(u.merged_into_id, u.id)
    AND r.tokens_valid_after <= to_timestamp(x.issued_at_ms / 1000)
  WHERE (SELECT true FROM revoked_tokens r WHERE r.jti = x.jti) IS NULL`;

export class TokenUsers {
  private readonly users: DataLoader<IssuedToken, User | null, string>;

  constructor(pool: Pool) {
    this.users = dataLoader(
      (tokens) => readUsers(pool, tokens),
      ({ userId, jti }) => `${userId} ${jti}`,
    );
  }

  /** The user of a token; null when it was revoked. @throws the driver's error */
  userOf(token: IssuedToken): Promise<User | null> {
    return this.users.load(token);
  }
}

async function readUsers(
  pool: Pool,
  tokens: readonly IssuedToken[],
): Promise<readonly (User | null)[]> {
  const { rows } = await pool.query<User & { readonly n: number }>({
    name: 'users_of_tokens',
    text: USERS_OF_TOKENS,
    values: [
      tokens.map(({ userId }) => userId),
      tokens.map(({ jti }) => jti),
      tokens.map(({ issuedAtMs }) => issuedAtMs),
    ],
  });
  const users = new Map(rows.map(({ n, ...user }) => [n, user]));
  return tokens.map((_, index) => users.get(index + 1) ?? null);
}
