import type { NewUser } from '@action-tracker/tracking';
import type { Command } from 'commander';
import { jsonOption } from '../options';
import { withSession, type Surroundings } from '../session';
import { printResult } from '../terminal';

/** `create-user`: adds a user before their first sign-in. */
export function addCreateUser(program: Command, surroundings: Surroundings): void {
  program
    .command('create-user')
    .description(
      'Add a user; the first Google sign-in with this e-mail address takes over the account',
    )
    .requiredOption('--email <email>', 'unique, regardless of letter case')
    .requiredOption('--name <name>', 'full name')
    .option('--initials <initials>', 'shown next to notes; default: first letters of the name')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nExample:\n  action-tracker create-user --email maria@example.com --name "Maria Fernandes"',
    )
    .action(async ({ json, ...input }: NewUser & { json: boolean }) => {
      const user = await withSession(surroundings, ({ users }) => users.create(input));
      const lines = [`User ${user.id}: ${user.name} (${user.initials}), ${user.email}`];
      await printResult(surroundings.terminal, json, { json: user, lines });
    });
}
