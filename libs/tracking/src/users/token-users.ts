/**
 * Finds the users of tokens, for which every request asks. Who asks while an answer is on its way
 * joins the next question, so that many requests cost one statement. Nothing is remembered: each
 * answer is younger than the request, and a token that was ended is refused from then on.
 */
import type { User } from '@action-tracker/contracts';
import type { Pool } from 'pg';

/** A token whose signature and age are right. */
export interface IssuedToken {
  readonly userId: number;
  readonly jti: string;
  readonly issuedAtMs: number;
}

interface Question {
  readonly token: IssuedToken;
  readonly answer: Promise<User | null>;
  readonly resolve: (user: User | null) => void;
  readonly reject: (error: unknown) => void;
}

/** Through subqueries, else PostgreSQL sees how many tokens there are, and plans anew for each number. */
const USERS_OF_TOKENS = `
  SELECT x.n::int AS n, u.id, u.email, u.name, u.initials, u.created_at
  FROM unnest((SELECT $1::int[]), (SELECT $2::uuid[]), (SELECT $3::float8[]))
    WITH ORDINALITY AS x(user_id, jti, issued_at_ms, n)
  JOIN users u ON u.id = x.user_id AND u.tokens_valid_after <= to_timestamp(x.issued_at_ms / 1000)
  WHERE (SELECT true FROM revoked_tokens r WHERE r.jti = x.jti) IS NULL`;

export class TokenUsers {
  private readonly waiting = new Map<string, Question>();
  private isAsking = false;

  constructor(private readonly pool: Pool) {}

  /** The user of a token; null when it was ended. @throws the driver's error */
  userOf(token: IssuedToken): Promise<User | null> {
    const key = `${token.userId} ${token.jti}`;
    const question = this.waiting.get(key) ?? { token, ...openAnswer() };
    this.waiting.set(key, question);
    if (!this.isAsking) void this.askAll();
    return question.answer;
  }

  private async askAll(): Promise<void> {
    this.isAsking = true;
    while (this.waiting.size > 0) {
      const questions = [...this.waiting.values()];
      this.waiting.clear();
      await this.ask(questions);
    }
    this.isAsking = false;
  }

  private async ask(questions: readonly Question[]): Promise<void> {
    const tokens = questions.map(({ token }) => token);
    try {
      const { rows } = await this.pool.query<User & { readonly n: number }>({
        name: 'users_of_tokens',
        text: USERS_OF_TOKENS,
        values: [
          tokens.map(({ userId }) => userId),
          tokens.map(({ jti }) => jti),
          tokens.map(({ issuedAtMs }) => issuedAtMs),
        ],
      });
      const users = new Map(rows.map(({ n, ...user }) => [n, user]));
      for (const [index, { resolve }] of questions.entries()) resolve(users.get(index + 1) ?? null);
    } catch (error) {
      for (const { reject } of questions) reject(error);
    }
  }
}

function openAnswer(): Omit<Question, 'token'> {
  const { promise: answer, ...settle } = Promise.withResolvers<User | null>();
  return { answer, ...settle };
}
