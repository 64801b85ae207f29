import type { User } from '@action-tracker/contracts';
import { OperatorError } from '@action-tracker/runtime';
import { MergeUsersCommand, type UserMerge } from '@action-tracker/tracking';
import type { Command } from 'commander';
import { randomUUIDv7 } from 'node:crypto';
import { asOption, jsonOption, requireWriter } from '../options';
import { withSession, type Session, type Surroundings } from '../session';
import { printResult } from '../terminal';

interface Options {
  readonly from: string;
  readonly into: string;
  readonly as?: string;
  readonly dryRun: boolean;
  readonly json: boolean;
}

interface Merged extends UserMerge {
  readonly from: User;
  readonly into: User;
}

/** `merge-users`: merges a user created by an import with the person who signs in. */
export function addMergeUsers(program: Command, surroundings: Surroundings): void {
  program
    .command('merge-users')
    .description('Make one person of two users, such as one from an import and one who signs in')
    .requiredOption('--from <email>', 'the user to merge into the other one')
    .requiredOption('--into <email>', 'the user who remains')
    .addOption(asOption())
    .option('--dry-run', 'report what would happen, write nothing', false)
    .addOption(jsonOption())
    .addHelpText('after', HELP)
    .action(async (options: Options) => {
      const merged = await withSession(surroundings, (session) => merge(session, options));
      const { from, into, isMerged, items, archivedItems, roles } = merged;
      await printResult(surroundings.terminal, options.json, {
        json: {
          ...{ dry_run: options.dryRun, from: from.email, into: into.email },
          ...{ was_merged: isMerged, items, archived_items: archivedItems },
          roles: roles.map(({ trackerId, role }) => ({ tracker_id: trackerId, role })),
        },
        lines: report(merged, options.dryRun),
      });
    });
}

const HELP = `
Entries in the ledgers stay as they are: the history shows the remaining user, followed by the name of
the merged one. Items of the merged user are reassigned, with one change each, and roles in trackers
move to the remaining user. Filters, imports and sign-in treat both as the remaining user. A merge cannot be undone, so run it with --dry-run first.
If it is interrupted, run the same command again to complete it.

Example:
  action-tracker merge-users --from joao-silva@import.invalid --into joao@example.com \\
    --as maria@example.com --dry-run`;

async function merge(session: Session, options: Options): Promise<Merged> {
  const from = await requireEntry(session, '--from', options.from);
  const into = await requireEntry(session, '--into', options.into);
  const writer = options.dryRun ? into : await requireWriter(session.users, options.as);
  const origin = { actorId: writer.id, channel: 'cli', correlationId: randomUUIDv7() } as const;
  const command = new MergeUsersCommand(from, into, origin, options.dryRun);
  return { from, into, ...(await session.commands.execute(command)) };
}

async function requireEntry({ users }: Session, option: string, email: string): Promise<User> {
  const user = await users.findEntry(email);
  if (user) return user;
  throw new OperatorError(
    `${option}: expected the e-mail address of a user, found ${email}; list-users shows them`,
  );
}

function report(merged: Merged, isDryRun: boolean): readonly string[] {
  const { from, into, isMerged, items, archivedItems, roles } = merged;
  const would = isDryRun ? 'would be ' : '';
  const who = `${from.name}, ${from.email}`;
  const what = isMerged ? 'was already merged' : `${would || 'is '}merged`;
  const count = `${counted(items.length, 'item')} ${would}reassigned`;
  return [
    `${who}: ${what} into ${into.name}, ${into.email}`,
    items.length === 0 ? `${count}.` : `${count}: ${items.join(', ')}`,
    ...leftLines(archivedItems),
    ...(roles.length === 0 ? [] : [`${counted(roles.length, 'role')} in trackers ${would}moved.`]),
  ];
}

const leftLines = (items: readonly string[]): readonly string[] =>
  items.length === 0
    ? []
    : [
        `${counted(items.length, 'item')} of archived trackers left: ${items.join(', ')}. Reopen their trackers and run this again.`,
      ];

const counted = (count: number, noun: string): string =>
  `${count} ${noun}${count === 1 ? '' : 's'}`;
