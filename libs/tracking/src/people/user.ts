/** Users are in an ordinary table, not in events, to keep personal data out of the ledger. */
import type { User } from '@action-tracker/contracts';
import {
  DomainError,
  EMAIL_MAX_CHARS,
  INITIALS_RULE,
  NAME_RULE,
  shown,
  type FieldProblem,
} from '@action-tracker/domain';
import { DataSource, EntitySchema, IsNull } from 'typeorm';

/** E-mail domain of users created by an import: they own items but can never sign in. */
export const IMPORT_EMAIL_DOMAIN = 'import.invalid';

export interface NewUser {
  readonly email: string;
  readonly name: string;
  /** Derived from the name if unset. */
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
    merged_into_id: { type: 'int', nullable: true },
  },
});

const USER_COLUMNS = 'id, email, name, initials, created_at, merged_into_id';

/** Whether an import created this user. */
export const isImported = ({ email }: Pick<User, 'email'>): boolean =>
  email.endsWith(`@${IMPORT_EMAIL_DOMAIN}`);

/**
 * The key by which names are compared: Unicode-normalized, ignoring letter case, kind and number of
 * spaces, and invisible characters.
 */
export const nameKey = (name: string): string =>
  name
    .normalize('NFC')
    .replaceAll(/\p{Default_Ignorable_Code_Point}/gu, '')
    .trim()
    .replaceAll(/\s+/g, ' ')
    .toLowerCase();

const EMAIL_FORM = /^[^\s\p{C}@<>()",;:\\]+@[a-z0-9-]+(\.[a-z0-9-]+)+$/u;

/** Whether a text has the form of an e-mail; a name may also contain an @. */
export const isEmail = (text: string): boolean => EMAIL_FORM.test(text.trim().toLowerCase());

export class Users {
  /** Users are never deleted, so an id that was seen once rarely needs another lookup. */
  private readonly seenIds = new Set<number>();

  constructor(private readonly database: DataSource) {}

  /** All users, by name. */
  async list(): Promise<readonly User[]> {
    const users = await this.repository.find({ order: { name: 'ASC', id: 'ASC' } });
    for (const { id, merged_into_id: mergedInto } of users) {
      if (mergedInto === null) this.seenIds.add(id);
    }
    return users;
  }

  /** @returns the user with this e-mail (any case), or the one they were merged into, or null */
  async findByEmail(text: string): Promise<User | null> {
    const user = await this.findEntry(text);
    return user && this.real(user);
  }

  /** @returns the user with this e-mail (any case), merged or not, or null */
  async findEntry(text: string): Promise<User | null> {
    const email = text.trim().toLowerCase();
    // Not queried if malformed: PostgreSQL rejects some such texts.
    return EMAIL_FORM.test(email) ? this.repository.findOneBy({ email }) : null;
  }

  findById(id: number): Promise<User | null> {
    return this.repository.findOneBy({ id });
  }

  /** Resolves ids: a merged user to the user they were merged into, others to themselves. */
  async realIds(): Promise<(id: number) => number> {
    const merged = await this.database.query<{ id: number; into: number }[]>(
      'SELECT id, merged_into_id AS into FROM users WHERE merged_into_id IS NOT NULL',
    );
    const targets = new Map(merged.map(({ id, into }) => [id, into]));
    return (id) => targets.get(id) ?? id;
  }

  /** All ids of the same people: of the users themselves and of those merged into them. */
  async sameAs(ids: readonly number[]): Promise<readonly number[]> {
    const rows = await this.database.query<{ id: number }[]>(
      `SELECT u.id FROM users r JOIN users u
         ON u.id = coalesce(r.merged_into_id, r.id)
         OR u.merged_into_id = coalesce(r.merged_into_id, r.id)
       WHERE r.id = ANY ($1)`,
      [ids],
    );
    return [...new Set([...ids, ...rows.map(({ id }) => id)])];
  }

  /**
   * Merges a user into another, including users merged into the first one earlier. Idempotent.
   *
   * @throws DomainError CONFLICT when the target is merged itself, or the user into somebody else
   */
  async merge(fromId: number, intoId: number): Promise<void> {
    const rows = await this.database.query<[unknown, number]>(
      `UPDATE users SET merged_into_id = $2
       WHERE (id = $1 OR merged_into_id = $1) AND id <> $2
         AND (id <> $1 OR merged_into_id IS NULL OR merged_into_id = $2)
         AND EXISTS (SELECT FROM users t WHERE t.id = $2 AND t.merged_into_id IS NULL)
         AND EXISTS (SELECT FROM users f WHERE f.id = $1
                     AND (f.merged_into_id IS NULL OR f.merged_into_id = $2))`,
      [fromId, intoId],
    );
    this.seenIds.delete(fromId);
    if (rows[1] > 0) return;
    const message = 'Expected two users who are not merged, found one who is';
    throw new DomainError('CONFLICT', message);
  }

  /** Users created by imports who have this user's name and may be the same person. */
  async importedNamesakes({ id, name }: Pick<User, 'id' | 'name'>): Promise<readonly User[]> {
    const users = await this.repository.findBy({ merged_into_id: IsNull() });
    return users.filter(
      (user) => user.id !== id && isImported(user) && nameKey(user.name) === nameKey(name),
    );
  }

  /** Which of these ids belong to users who are not merged. */
  async existing(ids: readonly number[]): Promise<ReadonlySet<number>> {
    const unseen = ids.filter((id) => !this.seenIds.has(id));
    if (unseen.length === 0) return new Set(ids);
    const rows = await this.database.query<{ id: number }[]>(
      'SELECT id FROM users WHERE id = ANY ($1) AND merged_into_id IS NULL',
      [unseen],
    );
    for (const { id } of rows) this.seenIds.add(id);
    return new Set(ids.filter((id) => this.seenIds.has(id)));
  }

  /**
   * Adds a user.
   *
   * @throws DomainError VALIDATION_ERROR, CONFLICT when the e-mail is taken
   */
  async create(input: NewUser): Promise<User> {
    const user = acceptUser(input);
    const [created] = await this.database.query<User[]>(
      `INSERT INTO users (email, name, initials) VALUES ($1, $2, $3)
       ON CONFLICT (email) DO NOTHING RETURNING ${USER_COLUMNS}`,
      [user.email, user.name, user.initials],
    );
    if (created) {
      this.seenIds.add(created.id);
      return created;
    }
    throw new DomainError(
      'CONFLICT',
      `Expected an unused e-mail address, found a user with ${user.email}`,
    );
  }

  /** @throws DomainError VALIDATION_ERROR for input that `create` would refuse */
  requireAcceptable(input: NewUser): void {
    acceptUser(input);
  }

  /** The user with this e-mail, created if missing. */
  async findOrCreate(input: NewUser): Promise<User> {
    const found = await this.findByEmail(input.email);
    if (found) return found;
    try {
      return await this.create(input);
    } catch (error) {
      // Another request may have added the same person concurrently.
      const added = await this.findByEmail(input.email);
      if (added) return added;
      throw error;
    }
  }

  /**
   * The user who signs in with Google, identified by `sub`; the first sign-in links the user with
   * that e-mail if it has no `sub` yet. Name and e-mail follow Google.
   *
   * @throws DomainError FORBIDDEN when the e-mail belongs to a user with another `sub`
   */
  async signInWithGoogle({ sub, ...person }: NewUser & { readonly sub: string }): Promise<User> {
    const accepted = acceptUser(person);
    return this.real(
      (await this.refresh(sub, accepted)) ??
        (await this.claim(sub, accepted)) ??
        // The same person's first sign-in may have finished in another tab in the meantime.
        (await this.refresh(sub, accepted)) ??
        refuseOtherAccount(accepted.email),
    );
  }

  /** Updates name and e-mail of the user with this `sub`, and returns the user. */
  private async refresh(
    sub: string,
    { email, name }: Required<NewUser>,
  ): Promise<User | undefined> {
    const [known] = await this.database.query<User[]>(
      `WITH refreshed AS (
         UPDATE users SET name = $3, email = CASE
           WHEN EXISTS (SELECT FROM users o WHERE o.email = $2 AND o.google_sub IS DISTINCT FROM $1)
           THEN email ELSE $2 END
         WHERE google_sub = $1 RETURNING ${USER_COLUMNS}
       ) SELECT * FROM refreshed`,
      [sub, email, name],
    );
    return known;
  }

  /** Links the `sub` to the user with this e-mail, creating the user if missing. */
  private async claim(sub: string, user: Required<NewUser>): Promise<User | undefined> {
    const { email, name, initials } = user;
    const [claimed] = await this.database.query<User[]>(
      `WITH claimed AS (
         UPDATE users SET google_sub = $1, name = $3 WHERE email = $2 AND google_sub IS NULL
         RETURNING ${USER_COLUMNS}
       ) SELECT * FROM claimed`,
      [sub, email, name],
    );
    if (claimed) return claimed;
    // Inserts nothing if either the e-mail or the `sub` already exists.
    const [added] = await this.database.query<User[]>(
      `INSERT INTO users (email, name, initials, google_sub) VALUES ($2, $3, $4, $1)
       ON CONFLICT DO NOTHING RETURNING ${USER_COLUMNS}`,
      [sub, email, name, initials],
    );
    return added;
  }

  /** The user, or the one they were merged into. */
  private async real(user: User): Promise<User> {
    if (user.merged_into_id === null) return user;
    return (await this.findById(user.merged_into_id)) ?? user;
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
  throw new DomainError('FORBIDDEN', `${email} is linked to another Google account`);
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

/** TypeORM returns a Date; the wire and queries use ISO 8601. */
function toTimestamp(value: unknown): unknown {
  return value instanceof Date ? value.toISOString() : value;
}
