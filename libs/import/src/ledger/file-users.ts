/** Maps the users of a ledger file to users of this database. */
import { DomainError } from '@action-tracker/domain';
import type { NewUser, Users } from '@action-tracker/tracking';
import type { ImportAdvice } from '../import-advice';
import { ImportRefused } from '../import-refused';

export interface FileUsers {
  /** Ids by e-mail; missing users get placeholder ids far above real ones. */
  readonly ids: ReadonlyMap<string, number>;
  readonly missing: readonly NewUser[];
  /** Creates the missing users and returns the ids of all. */
  create(): Promise<ReadonlyMap<string, number>>;
}

function requireAcceptable(users: Users, user: NewUser): void {
  try {
    users.requireAcceptable(user);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw new ImportRefused(
      `line 1: the user ${user.email}: ${error.message}. Nothing was written.`,
    );
  }
}

interface MissingUsers {
  readonly mayCreateUsers: boolean;
  readonly advice: ImportAdvice;
}

const FIRST_PRETENDED_ID = 2_000_000_000;

/** @throws ImportRefused when users are missing and creating them is not allowed */
export async function findUsers(
  users: Users,
  wanted: readonly Required<NewUser>[],
  { mayCreateUsers, advice }: MissingUsers,
): Promise<FileUsers> {
  const known = new Map((await users.list()).map(({ id, email }) => [email, id]));
  const missing = wanted.filter(({ email }) => !known.has(email));
  if (missing.length > 0 && !mayCreateUsers) {
    const emails = missing.map(({ email }) => email).join(', ');
    throw new ImportRefused(
      `Expected users with ${emails}: ${advice.createUsers}, or ${advice.createUser}`,
    );
  }
  for (const user of missing) requireAcceptable(users, user);
  const idOf = (email: string, index: number) => known.get(email) ?? FIRST_PRETENDED_ID + index;
  const create = async () => {
    for (const user of missing) known.set(user.email, (await users.findOrCreate(user)).id);
    return known;
  };
  return {
    ids: new Map(wanted.map(({ email }, index) => [email, idOf(email, index)])),
    missing,
    create,
  };
}
