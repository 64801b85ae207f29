/**
 * People that a file names, as users: by e-mail, by name, or made for the import. Those cannot
 * sign in, because nobody can own an address in import.invalid.
 */
import type { User } from '@action-tracker/contracts';
import { DomainError, NAME_RULE, shown } from '@action-tracker/domain';
import { IMPORT_EMAIL_DOMAIN, type NewUser, type Users } from '@action-tracker/tracking';
import { createHash } from 'node:crypto';
import { normalised, type Mapping, type Person } from './mapping';

type FoundUser = Pick<User, 'id' | 'email' | 'name'>;

export interface PeopleOptions {
  readonly people: Mapping['people'];
  readonly mayCreate: boolean;
  readonly isDryRun: boolean;
}

const SLUG_MAX_CHARS = 60;
/** Ids of users that a dry run only pretends to make; no real one comes near. */
const FIRST_PRETENDED_ID = 2_000_000_000;

export class People {
  /** Users that were made, or would be. */
  readonly created: NewUser[] = [];
  private readonly idByWord = new Map<string, number>();

  private constructor(
    private readonly users: Users,
    private readonly known: FoundUser[],
    private readonly options: PeopleOptions,
  ) {}

  /** Reads who there is. */
  static async load(users: Users, options: PeopleOptions): Promise<People> {
    return new People(users, [...(await users.list())], options);
  }

  /**
   * The id of the user that a word of the file means.
   *
   * @throws DomainError VALIDATION_ERROR when there is none and none may be made.
   */
  async resolve(field: 'owner' | 'created_by' | 'changed_by', word: string): Promise<number> {
    const key = normalised(word);
    const id =
      this.idByWord.get(key) ?? this.find(field, word)?.id ?? (await this.add(field, word));
    this.idByWord.set(key, id);
    return id;
  }

  private find(field: string, word: string): FoundUser | undefined {
    const { email, name } = this.personOf(word);
    if (email !== undefined) return this.byEmail(email);
    if (word.includes('@')) return this.byEmail(word);
    const wanted = normalised(name ?? word);
    const [user, ...others] = this.known.filter((known) => normalised(known.name) === wanted);
    if (others.length === 0) return user;
    throw refusal(field, `one user called ${shown(word)}, found ${others.length + 1}`);
  }

  private async add(field: string, word: string): Promise<number> {
    const person = this.personOf(word);
    if (!this.options.mayCreate) {
      throw refusal(field, `a user, found ${shown(word)}, who is none`);
    }
    const name = person.name ?? word;
    const message = NAME_RULE.problem(name);
    if (message !== undefined) throw DomainError.invalid([{ field, message }]);
    const email = person.email ?? (word.includes('@') ? word : this.importEmail(name));
    const user = await this.create({ email, name });
    this.known.push(user);
    this.created.push({ email: user.email, name: user.name });
    return user.id;
  }

  private async create(input: NewUser): Promise<FoundUser> {
    if (!this.options.isDryRun) return this.users.findOrCreate(input);
    return { ...input, id: FIRST_PRETENDED_ID + this.created.length };
  }

  /** Two names may have one slug: the second gets a digest of the name behind it. */
  private importEmail(name: string): string {
    const digest = createHash('sha256').update(normalised(name)).digest('hex').slice(0, 8);
    const slug = slugOf(name);
    const email = `${slug || `person-${digest}`}@${IMPORT_EMAIL_DOMAIN}`;
    return this.byEmail(email) ? `${slug}-${digest}@${IMPORT_EMAIL_DOMAIN}` : email;
  }

  private personOf = (word: string): Person =>
    this.options.people.get(normalised(word)) ?? { email: undefined, name: undefined };

  private byEmail = (email: string): FoundUser | undefined =>
    this.known.find((user) => user.email === normalised(email));
}

const refusal = (field: string, expectation: string): DomainError =>
  DomainError.invalid([
    {
      field,
      message: `expected ${expectation}: name them under "people" in the mapping, or use --create-users`,
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
