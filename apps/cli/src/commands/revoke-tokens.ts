import type { Command } from 'commander';
import { jsonOption, requireWriter } from '../options';
import { withSession, type Surroundings } from '../session';
import { printResult } from '../terminal';

/** `revoke-tokens`: ends every sign-in and every script of one person at once. */
export function addRevokeTokens(program: Command, surroundings: Surroundings): void {
  program
    .command('revoke-tokens')
    .description('End every token that this user has had so far, in browsers and in scripts')
    .requiredOption('--email <email>', 'the user')
    .addOption(jsonOption())
    .addHelpText('after', '\nExample:\n  action-tracker revoke-tokens --email maria@example.com')
    .action(async ({ email, json }: { email: string; json: boolean }) => {
      const user = await withSession(surroundings, async ({ users, tokens }) => {
        const found = await requireWriter(users, email);
        await tokens.revokeAll(found.id);
        return found;
      });
      const lines = [`All tokens of ${user.email} are ended. New ones can be issued at once.`];
      await printResult(surroundings.terminal, json, { json: { email: user.email }, lines });
    });
}
