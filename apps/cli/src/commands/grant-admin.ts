import { ChangeOrganisationCommand } from '@action-tracker/tracking';
import type { Command } from 'commander';
import { randomUUIDv7 } from 'node:crypto';
import { jsonOption, requireWriter } from '../options';
import { withSession, type Surroundings } from '../session';
import { printResult } from '../terminal';

/** `grant-admin`: makes a user an admin, for an installation that has none. */
export function addGrantAdmin(program: Command, surroundings: Surroundings): void {
  program
    .command('grant-admin')
    .description('Make a user an admin, who may do everything and say who else may')
    .argument('<email>', 'the user')
    .addOption(jsonOption())
    .addHelpText('after', HELP)
    .action(async (email: string, { json }: { json: boolean }) => {
      const user = await withSession(surroundings, async ({ users, commands }) => {
        const found = await requireWriter(users, email);
        const userId = found.id;
        const change = { type: 'ChangePerson', userId, role: 'admin', isActive: true } as const;
        const origin = {
          actorId: found.id,
          channel: 'cli',
          correlationId: randomUUIDv7(),
        } as const;
        await commands.execute(new ChangeOrganisationCommand(change, origin));
        return found;
      });
      const lines = [`${user.name}, ${user.email}, is an admin.`];
      await printResult(surroundings.terminal, json, { json: { email: user.email }, lines });
    });
}

const HELP = `
An installation from before there were roles has no admin, and everybody manages every tracker that
the organisation sees. From its first admin on, members have the role that a tracker gives them.

Example:
  action-tracker grant-admin maria@example.com`;
