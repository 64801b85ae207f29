/** Options that several commands share. */
import { OperatorError } from '@action-tracker/runtime';
import { READ_MODEL_NAMES, type Users } from '@action-tracker/tracking';
import type { User } from '@action-tracker/contracts';
import { Option } from 'commander';

/** `--json`: one JSON document on stdout and nothing else there. */
export const jsonOption = (): Option =>
  new Option('--json', 'print one JSON document on stdout, for machines').default(false);

/** `--as`: who writes to the ledger. */
export const asOption = (): Option =>
  new Option('--as <email>', 'the user who writes this down').env('ACTION_TRACKER_USER');

/** @throws OperatorError when nobody is named, or the named one is no user. */
export async function requireWriter(users: Users, email: string | undefined): Promise<User> {
  if (email === undefined) {
    throw new OperatorError(
      'Expected who writes this down: --as <email> or ACTION_TRACKER_USER=<email>, found nothing',
    );
  }
  const user = await users.findByEmail(email);
  if (user) return user;
  throw new OperatorError(
    `Expected the e-mail of a user, found ${email}, which nobody has. ` +
      `Add them: create-user --email ${email} --name "Full Name"`,
  );
}

/** @throws OperatorError when a name is no read table. */
export function requireReadModels(names: readonly string[]): void {
  const unknown = names.filter((name) => !READ_MODEL_NAMES.includes(name));
  if (unknown.length === 0) return;
  throw new OperatorError(
    `Expected names out of ${READ_MODEL_NAMES.join(', ')}; found ${unknown.join(', ')}`,
  );
}
