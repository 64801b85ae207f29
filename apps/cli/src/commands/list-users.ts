import type { User } from '@action-tracker/contracts';
import type { Command } from 'commander';
import { jsonOption } from '../options';
import { withSession, type Surroundings } from '../session';
import { printResult } from '../terminal';

/** `list-users`: lists all users by name. */
export function addListUsers(program: Command, surroundings: Surroundings): void {
  program
    .command('list-users')
    .description('List all users by name')
    .addOption(jsonOption())
    .addHelpText('after', '\nExample:\n  action-tracker list-users --json')
    .action(async ({ json }: { json: boolean }) => {
      const users = await withSession(surroundings, (session) => session.users.list());
      if (users.length === 0) {
        surroundings.terminal.report('No users yet; add one with create-user.');
      }
      await printResult(surroundings.terminal, json, { json: users, lines: table(users) });
    });
}

function table(users: readonly User[]): readonly string[] {
  const emails = new Map(users.map(({ id, email }) => [id, email]));
  const rows = users.map(({ id, initials, name, email, merged_into_id: into }) => {
    const target = into === null ? '' : ` → ${emails.get(into) ?? `#${into}`}`;
    return [String(id), initials, name, `${email}${target}`];
  });
  const widths = [0, 1, 2, 3].map((column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
