/** People: an ordinary table, not events, so that personal data stays out of the ledger. */
import type { User } from '@action-tracker/contracts';
import {
  DomainError,
  EMAIL_MAX_CHARS,
  INITIALS_RULE,
  NAME_RULE,
  shown,
  type FieldProblem,
} from '@action-tracker/domain';
import { DataSource, EntitySchema } from 'typeorm';

/** People that an import makes live in this domain: they own items but can never sign in. */
export const IMPORT_EMAIL_DOMAIN = 'import.invalid';

export interface NewUser {
  readonly email: string;
  readonly name: string;
  /** Derived from the name when left out. */
  readonly initials?: string;
}

export const USER_ENTITY = new EntitySchema<User>({
  name: 'User',
  tableName: 'users',
  columns: {
    id: { type: 'int', primary: true, generated: 'increment' },
    email: { type: 'text', unique: true },
    name: { type: 'text' },
    initials: { type: 'text' },
    created_at: {
      type: 'timestamptz',
      createDate: true,
      transformer: { from: toTimestamp, to: (value: unknown) => value },
    },
  },
});

const EMAIL_FORM = /^[^\s\p{C}@<>()",;:\\]+@[a-z0-9-]+(\.[a-z0-9-]+)+$/u;

export class Users {
  /** Nobody is ever deleted, so whoever was seen once need not be looked up again. */
  private readonly seenIds = new Set<number>();

  constructor(private readonly database: DataSource) {}

  /** Everybody, by name. */
  async list(): Promise<readonly User[]> {
    const users = await this.repository.find({ order: { name: 'ASC', id: 'ASC' } });
    for (const { id } of users) this.seenIds.add(id);
    return users;
  }

  /** @returns the user with this e-mail in any letter case, or null. */
  async findByEmail(text: string): Promise<User | null> {
    const email = text.trim().toLowerCase();
    // Not even asked for: PostgreSQL refuses some of what is no e-mail.
    return EMAIL_FORM.test(email) ? this.repository.findOneBy({ email }) : null;
  }

  findById(id: number): Promise<User | null> {
    return this.repository.findOneBy({ id });
  }

  /** Which of these ids belong to users. */
  async existing(ids: readonly number[]): Promise<ReadonlySet<number>> {
    const unseen = ids.filter((id) => !this.seenIds.has(id));
    if (unseen.length === 0) return new Set(ids);
    const rows = await this.database.query<{ id: number }[]>(
      'SELECT id FROM users WHERE id = ANY ($1)',
      [unseen],
    );
    for (const { id } of rows) this.seenIds.add(id);
    return new Set(ids.filter((id) => this.seenIds.has(id)));
  }

  /**
   * Adds a user.
   *
   * @throws DomainError VALIDATION_ERROR, CONFLICT when the e-mail is taken.
   */
  async create(input: NewUser): Promise<User> {
    const user = acceptUser(input);
    const [created] = await this.database.query<User[]>(
      `INSERT INTO users (email, name, initials) VALUES ($1, $2, $3)
       ON CONFLICT (email) DO NOTHING RETURNING id, email, name, initials, created_at`,
      [user.email, user.name, user.initials],
    );
    if (created) {
      this.seenIds.add(created.id);
      return created;
    }
    throw new DomainError('CONFLICT', `Expected a new e-mail, found a user with ${user.email}`);
  }

  /** @throws DomainError VALIDATION_ERROR for somebody whom `create` would refuse. */
  requireAcceptable(input: NewUser): void {
    acceptUser(input);
  }

  /** The user with this e-mail, added when there is none yet. */
  async findOrCreate(input: NewUser): Promise<User> {
    const found = await this.findByEmail(input.email);
    if (found) return found;
    try {
      return await this.create(input);
    } catch (error) {
      // Somebody else may have added the same person in between.
      const added = await this.findByEmail(input.email);
      if (added) return added;
      throw error;
    }
  }

  /**
   * The user who signs in with Google. Google's `sub` decides who it is; the first sign-in takes
   * over the user with that e-mail who has none yet. Name and e-mail follow Google.
   *
   * @throws DomainError FORBIDDEN when the e-mail belongs to somebody with another `sub`.
   */
  async signInWithGoogle({ sub, ...person }: NewUser & { readonly sub: string }): Promise<User> {
    const accepted = acceptUser(person);
    return (
      (await this.refresh(sub, accepted)) ??
      (await this.claim(sub, accepted)) ??
      // The same person's first sign-in may have finished in another tab in between.
      (await this.refresh(sub, accepted)) ??
      refuseOtherAccount(accepted.email)
    );
  }

  /** The user with this `sub`, with name and e-mail as Google has them now. */
  private async refresh(
    sub: string,
    { email, name }: Required<NewUser>,
  ): Promise<User | undefined> {
    const [known] = await this.database.query<User[]>(
      `WITH refreshed AS (
         UPDATE users SET name = $3, email = CASE
           WHEN EXISTS (SELECT FROM users o WHERE o.email = $2 AND o.google_sub IS DISTINCT FROM $1)
           THEN email ELSE $2 END
         WHERE google_sub = $1 RETURNING id, email, name, initials, created_at
       ) SELECT * FROM refreshed`,
      [sub, email, name],
    );
    return known;
  }

  /** The user with this e-mail, new or without a `sub` so far: from now on it is this person. */
  private async claim(sub: string, user: Required<NewUser>): Promise<User | undefined> {
    const { email, name, initials } = user;
    const [claimed] = await this.database.query<User[]>(
      `WITH claimed AS (
         UPDATE users SET google_sub = $1, name = $3 WHERE email = $2 AND google_sub IS NULL
         RETURNING id, email, name, initials, created_at
       ) SELECT * FROM claimed`,
      [sub, email, name],
    );
    if (claimed) return claimed;
    // Whichever of the two is there already, the e-mail or the `sub`, this adds nobody.
    const [added] = await this.database.query<User[]>(
      `INSERT INTO users (email, name, initials, google_sub) VALUES ($2, $3, $4, $1)
       ON CONFLICT DO NOTHING RETURNING id, email, name, initials, created_at`,
      [sub, email, name, initials],
    );
    return added;
  }

  private get repository() {
    return this.database.getRepository(USER_ENTITY);
  }
}

/** `Maria de Fátima Gomes` → `MG`: the first letters of the first and the last word. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const ends = words.length > 1 ? [words.at(0), words.at(-1)] : words;
  return (
    ends.map((word) => Array.from(word ?? '')[0]?.toLocaleUpperCase('en') ?? '').join('') || '?'
  );
}

function refuseOtherAccount(email: string): never {
  throw new DomainError('FORBIDDEN', `${email} belongs to another Google account here`);
}

function acceptUser(input: NewUser): Required<NewUser> {
  const email = input.email.trim().toLowerCase();
  const name = input.name.trim();
  const initials = input.initials?.trim() || initialsOf(name);
  const problems: FieldProblem[] = [];
  if (!EMAIL_FORM.test(email) || Array.from(email).length > EMAIL_MAX_CHARS) {
    const expected = `an e-mail address of at most ${EMAIL_MAX_CHARS} characters`;
    problems.push({ field: 'email', message: `expected ${expected}, found ${shown(email)}` });
  }
  const nameProblem = NAME_RULE.problem(name);
  if (nameProblem) problems.push({ field: 'name', message: nameProblem });
  const initialsProblem = INITIALS_RULE.problem(initials);
  if (initialsProblem) problems.push({ field: 'initials', message: initialsProblem });
  if (problems.length > 0) throw DomainError.invalid(problems);
  return { email, name, initials };
}

/** TypeORM makes a Date of it; on the wire and in queries a timestamp is ISO 8601. */
function toTimestamp(value: unknown): unknown {
  return value instanceof Date ? value.toISOString() : value;
}
