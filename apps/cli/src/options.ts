/** Options that several commands share. */
import { OperatorError } from '@action-tracker/runtime';
import { READ_MODEL_NAMES, type Users } from '@action-tracker/tracking';
import type { User } from '@action-tracker/contracts';
import { Option } from 'commander';

/** `--json`: exactly one JSON document on stdout. */
export const jsonOption = (): Option =>
  new Option('--json', 'print one JSON document on stdout').default(false);

/** `--as`: who writes to the ledger. */
export const asOption = (): Option =>
  new Option('--as <email>', 'the user on whose behalf to write').env('ACTION_TRACKER_USER');

/** @throws OperatorError if no user is given, or the user does not exist */
export async function requireWriter(users: Users, email: string | undefined): Promise<User> {
  if (email === undefined) {
    throw new OperatorError(
      'Expected a user to write as (--as <email> or ACTION_TRACKER_USER=<email>), found none',
    );
  }
  const user = await users.findByEmail(email);
  if (user) return user;
  throw new OperatorError(
    `Expected the e-mail address of a user, found ${email}, which no user has. ` +
      `Add them: create-user --email ${email} --name "Full Name"`,
  );
}

/** @throws OperatorError if a name is not a read table */
export function requireReadModels(names: readonly string[]): void {
  const unknown = names.filter((name) => !READ_MODEL_NAMES.includes(name));
  if (unknown.length === 0) return;
  throw new OperatorError(
    `Expected names out of ${READ_MODEL_NAMES.join(', ')}; found ${unknown.join(', ')}`,
  );
}
