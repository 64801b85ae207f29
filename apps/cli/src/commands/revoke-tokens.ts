import type { Command } from 'commander';
import { jsonOption, requireWriter } from '../options';
import { withSession, type Surroundings } from '../session';
import { printResult } from '../terminal';

/** `revoke-tokens`: revokes every token of a user. */
export function addRevokeTokens(program: Command, surroundings: Surroundings): void {
  program
    .command('revoke-tokens')
    .description('Revoke every token of this user, in browsers and scripts')
    .requiredOption('--email <email>', 'the user')
    .addOption(jsonOption())
    .addHelpText('after', '\nExample:\n  action-tracker revoke-tokens --email maria@example.com')
    .action(async ({ email, json }: { email: string; json: boolean }) => {
      const user = await withSession(surroundings, async ({ users, tokens }) => {
        const found = await requireWriter(users, email);
        await tokens.revokeAll(found.id);
        return found;
      });
      const lines = [
        `All tokens of ${user.email} are revoked. New ones can be issued immediately.`,
      ];
      await printResult(surroundings.terminal, json, { json: { email: user.email }, lines });
    });
}
