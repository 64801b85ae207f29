/** Detects sign-ins that may belong to a user whom an import created under the same name. */
import type { User } from '@action-tracker/contracts';
import type { Users } from '@action-tracker/tracking';
import { Logger } from '@nestjs/common';

const LOG = new Logger('SignIn');

/**
 * Logs how to merge the imported user with the same name. Does nothing unless there is exactly one.
 */
export async function logNamesake(users: Users, user: User): Promise<void> {
  const [namesake, ...others] = await users.importedNamesakes(user);
  if (!namesake || others.length > 0) return;
  LOG.log(
    `User ${user.id} has signed in, and user ${namesake.id} with the same name was created by an import. ` +
      `If they are one person: action-tracker merge-users --from ${namesake.email} --into ${user.email}`,
  );
}
