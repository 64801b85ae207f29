/** People who sign in may be somebody whom an import made under the same name. */
import type { User } from '@action-tracker/contracts';
import type { Users } from '@action-tracker/tracking';
import { Logger } from '@nestjs/common';

const LOG = new Logger('SignIn');

/** Logs how to merge the one user of an import who has the name of who signs in; none or several are no clear match. */
export async function logNamesake(users: Users, user: User): Promise<void> {
  const [namesake, ...others] = await users.importedNamesakes(user);
  if (!namesake || others.length > 0) return;
  LOG.log(
    `User ${user.id} has signed in, and user ${namesake.id} of the same name came with an import. ` +
      `If they are one person: action-tracker merge-users --from ${namesake.email} --into ${user.email}`,
  );
}
