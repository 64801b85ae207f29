/**
 * Resolves the people named in a file to users: by e-mail, by name, or created for the import.
 * Created users cannot sign in, because no one can own an address in import.invalid.
 */
import type { OwnerMark, User } from '@action-tracker/contracts';
import { DomainError, NAME_RULE, shown } from '@action-tracker/domain';
import {
  IMPORT_EMAIL_DOMAIN,
  isEmail,
  isImported,
  nameKey,
  type NewUser,
  type Users,
} from '@action-tracker/tracking';
import { createHash } from 'node:crypto';
import type { ImportAdvice } from '../import-advice';
import { normalised, type Mapping, type Person } from '../mapping/mapping';
import type { CreatedUser } from '../report/import-report';
import { isPlaceholder } from '../vocabulary/placeholders';

type FoundUser = Pick<User, 'id' | 'email' | 'name' | 'merged_into_id'>;

export interface PeopleOptions {
  readonly people: Mapping['people'];
  /** Whom the names of the file stood for when it was written, if it says that. */
  readonly owners?: readonly OwnerMark[];
  readonly mayCreate: boolean;
  readonly isDryRun: boolean;
  readonly advice: ImportAdvice;
}

const SLUG_MAX_CHARS = 60;
/** First id for users that a dry run only simulates; far above real ids. */
const FIRST_PRETENDED_ID = 2_000_000_000;

export class People {
  /** Users that were created, or that a dry run would create. */
  readonly created: CreatedUser[] = [];
  private readonly idByWord = new Map<string, number>();
  /** By name when the file was written. */
  private readonly owners = new Map<string, number[]>();

  private constructor(
    private readonly users: Users,
    private readonly known: FoundUser[],
    private readonly options: PeopleOptions,
  ) {
    for (const { id, name } of options.owners ?? []) {
      const key = nameKey(name);
      this.owners.set(key, [...(this.owners.get(key) ?? []), id]);
    }
  }

  /** Loads the existing users. */
  static async load(users: Users, options: PeopleOptions): Promise<People> {
    return new People(users, [...(await users.list())], options);
  }

  /**
   * The id of the user that a word of the file refers to.
   *
   * @throws DomainError VALIDATION_ERROR when there is none and creating users is not allowed
   */
  async resolve(
    field: 'owner' | 'created_by' | 'changed_by' | 'notes',
    word: string,
  ): Promise<number> {
    const key = nameKey(word);
    const id =
      this.idByWord.get(key) ?? this.find(field, word)?.id ?? (await this.add(field, word));
    this.idByWord.set(key, id);
    return id;
  }

  /** The name of a user whom `resolve` has returned. */
  nameOf(id: number): string {
    return this.known.find((user) => user.id === id)?.name ?? '';
  }

  /** Whether the word is the name of the user, now or when the file was written. */
  isCalled(id: number, word: string): boolean {
    const key = nameKey(word);
    return nameKey(this.nameOf(id)) === key || this.owners.get(key)?.includes(id) === true;
  }

  /** The user whom a user was merged into, or the user. */
  realIdOf(id: number): number {
    return this.known.find((user) => user.id === id)?.merged_into_id ?? id;
  }

  private find(field: string, word: string): FoundUser | undefined {
    const { email, name } = this.personOf(word);
    if (email !== undefined) return this.byEmail(email);
    const owner = name === undefined ? this.ownerThen(word) : undefined;
    if (owner) return owner;
    const addressed = isEmail(word) ? this.byEmail(word) : undefined;
    if (addressed) return addressed;
    const wanted = nameKey(name ?? word);
    const named = this.known.filter((known) => nameKey(known.name) === wanted);
    const users = [...new Map(named.map(this.real).map((user) => [user.id, user])).values()];
    const [user, ...others] = users;
    if (others.length === 0) return user;
    throw several(field, word, { users, advice: this.options.advice });
  }

  /** The only user who had this name when the file was written. */
  private ownerThen(word: string): FoundUser | undefined {
    const [id, ...namesakes] = this.owners.get(nameKey(word)) ?? [];
    const user = namesakes.length === 0 && this.known.find((known) => known.id === id);
    return user ? this.real(user) : undefined;
  }

  /** The user, or the one they were merged into. */
  private real = (user: FoundUser): FoundUser =>
    this.known.find(({ id }) => id === user.merged_into_id) ?? user;

  private async add(field: string, word: string): Promise<number> {
    const person = this.personOf(word);
    const isNamed = person.name !== undefined || person.email !== undefined;
    if (!isNamed && isPlaceholder(word)) throw placeholder(field, word);
    if (!this.options.mayCreate) {
      throw refusal(field, `a user, found ${shown(word)}, who is not one`, this.options.advice);
    }
    const name = person.name ?? word;
    const message = NAME_RULE.problem(name);
    if (message !== undefined) throw DomainError.invalid([{ field, message }]);
    const email = person.email ?? (isEmail(word) ? word : this.importEmail(name));
    const resembles = this.resembling(name);
    const user = await this.create({ email, name });
    this.known.push(user);
    const created = { email: user.email, name: user.name };
    this.created.push(resembles ? { ...created, resembles: resembles.email } : created);
    return user.id;
  }

  /**
   * The only user with the same name apart from accents and punctuation; `undefined` when there are
   * several.
   */
  private resembling(name: string): FoundUser | undefined {
    const [user, ...others] = this.known.filter(
      (known) => known.merged_into_id === null && slugOf(known.name) === slugOf(name),
    );
    return others.length === 0 && slugOf(name) !== '' ? user : undefined;
  }

  private async create(input: NewUser): Promise<FoundUser> {
    if (!this.options.isDryRun) return this.users.findOrCreate(input);
    return { ...input, id: FIRST_PRETENDED_ID + this.created.length, merged_into_id: null };
  }

  /** Two names may share a slug; the second gets a digest of its name appended. */
  private importEmail(name: string): string {
    const digest = createHash('sha256').update(normalised(name)).digest('hex').slice(0, 8);
    const slug = slugOf(name);
    const email = `${slug || `person-${digest}`}@${IMPORT_EMAIL_DOMAIN}`;
    return this.byEmail(email) ? `${slug}-${digest}@${IMPORT_EMAIL_DOMAIN}` : email;
  }

  private personOf = (word: string): Person =>
    this.options.people.get(normalised(word)) ?? { email: undefined, name: undefined };

  private byEmail = (email: string): FoundUser | undefined => {
    const user = this.known.find((known) => known.email === normalised(email));
    return user && this.real(user);
  };
}

/**
 * The refusal for an ambiguous name; if an import created one of the users, it suggests a merge.
 */
function several(
  field: string,
  word: string,
  { users, advice }: { readonly users: readonly FoundUser[]; readonly advice: ImportAdvice },
): DomainError {
  const imported = users.filter(isImported);
  const [from] = imported;
  const into = users.find((user) => !isImported(user));
  const help =
    from && into && users.length === 2
      ? `. If they are one person: ${advice.mergeUsers(from.email, into.email)}`
      : '';
  const emails = users.map(({ email }) => email).join(', ');
  const message = `expected one user called ${shown(word)}, found ${users.length} (${emails}): choose one under "people" in the mapping${help}`;
  return DomainError.invalid([{ field, message }]);
}

const placeholder = (field: string, word: string): DomainError =>
  DomainError.invalid([
    {
      field,
      message: `expected a person, found ${shown(word)}: write it under "no_value" in the mapping to treat it as nothing, with a "default" for ${field}, or name a person under "people"`,
    },
  ]);

const refusal = (field: string, expectation: string, { createUsers }: ImportAdvice): DomainError =>
  DomainError.invalid([
    {
      field,
      message: `expected ${expectation}: name them under "people" in the mapping, or ${createUsers}`,
    },
  ]);

/** `João da Silva` → `joao-da-silva`. */
const slugOf = (name: string): string =>
  name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, SLUG_MAX_CHARS)
    .replaceAll(/^-+|-+$/g, '');
