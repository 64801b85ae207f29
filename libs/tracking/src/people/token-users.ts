/**
 * Finds the user of a token, which every request needs. A revoked token has no user; the token of a
 * merged user belongs to the user they were merged into.
 */
import type { User } from '@action-tracker/contracts';
import type DataLoader from 'dataloader';
import type { Pool } from 'pg';
import { dataLoader } from '../ledger/data-loader';
import { Rights, rightsSql, type FoundRights } from '../ledger/rights';

/** A user, and what they may see and do at the moment. */
export interface SignedInUser extends User {
  readonly rights: Rights;
}

/** A token whose signature and age are verified. */
interface IssuedToken {
  readonly userId: number;
  readonly jti: string;
  readonly issuedAtMs: number;
}

/**
 * SQL of the tokens `x` that are not revoked, with the place `n` of each and its user `r`. The
 * arrays are passed through subqueries; otherwise PostgreSQL would replan for each array length.
 *
 * @param userIds placeholders of three arrays: user ids, token ids, milliseconds since 1970
 */
export const validTokens = (userIds: string, jtis: string, issuedAtMs: string): string => `
  FROM unnest((SELECT ${userIds}::int[]), (SELECT ${jtis}::uuid[]), (SELECT ${issuedAtMs}::float8[]))
    WITH ORDINALITY AS x(user_id, jti, issued_at_ms, n)
  JOIN users u ON u.id = x.user_id AND u.tokens_valid_after <= to_timestamp(x.issued_at_ms / 1000)
  JOIN users r ON r.id = coalesce(u.merged_into_id, u.id)
    AND r.tokens_valid_after <= to_timestamp(x.issued_at_ms / 1000)
  WHERE (SELECT true FROM revoked_tokens r WHERE r.jti = x.jti) IS NULL`;

const USERS_OF_TOKENS = `
  SELECT x.n::int AS n, r.id, r.email, r.name, r.initials, r.created_at, r.merged_into_id,
    ${rightsSql('r.id')} AS rights
  ${validTokens('$1', '$2', '$3')}`;

export class TokenUsers {
  private readonly users: DataLoader<IssuedToken, SignedInUser | null, string>;

  constructor(pool: Pool) {
    this.users = dataLoader(
      (tokens) => readUsers(pool, tokens),
      ({ userId, jti }) => `${userId} ${jti}`,
    );
  }

  /**
   * The user of a token; null when it was revoked or the user deactivated. @throws the driver's
   * error
   */
  userOf(token: IssuedToken): Promise<SignedInUser | null> {
    return this.users.load(token);
  }
}

type FoundUser = User & { readonly n: number; readonly rights: FoundRights };

async function readUsers(
  pool: Pool,
  tokens: readonly IssuedToken[],
): Promise<readonly (SignedInUser | null)[]> {
  const { rows } = await pool.query<FoundUser>({
    name: 'users_of_tokens',
    text: USERS_OF_TOKENS,
    values: [
      tokens.map(({ userId }) => userId),
      tokens.map(({ jti }) => jti),
      tokens.map(({ issuedAtMs }) => issuedAtMs),
    ],
  });
  const users = new Map(
    rows.map(({ n, rights, ...user }) => [n, { ...user, rights: Rights.of(rights) }]),
  );
  return tokens.map((_, index) => {
    const user = users.get(index + 1);
    return user?.rights.isActive === true ? user : null;
  });
}
