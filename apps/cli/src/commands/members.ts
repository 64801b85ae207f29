import type { Member, TrackerRole } from '@action-tracker/contracts';
import { TRACKER_ROLES, type AccessCommand } from '@action-tracker/domain';
import { OperatorError } from '@action-tracker/runtime';
import { ChangeAccessCommand, ListMembers, Scope } from '@action-tracker/tracking';
import { Option, type Command } from 'commander';
import { randomUUIDv7 } from 'node:crypto';
import { asOption, jsonOption, requireWriter } from '../options';
import { requireTracker } from '../require-tracker';
import { withSession, type Session, type Surroundings } from '../session';
import { printResult } from '../terminal';

interface Options {
  readonly tracker: string;
  readonly add?: string;
  readonly role?: TrackerRole;
  readonly remove?: string;
  readonly as?: string;
  readonly json: boolean;
}

/** `members`: lists, adds and removes the members of a tracker. */
export function addMembers(program: Command, surroundings: Surroundings): void {
  program
    .command('members')
    .description('List the members of a tracker, or add or remove one')
    .requiredOption('--tracker <prefix>', 'prefix of the tracker, such as AD')
    .option('--add <email>', 'the user to add, or to give another role')
    .addOption(new Option('--role <role>', 'with --add').choices(TRACKER_ROLES))
    .option('--remove <email>', 'the member to remove')
    .addOption(asOption())
    .addOption(jsonOption())
    .addHelpText('after', EXAMPLE)
    .action(async (options: Options) => {
      const members = await withSession(surroundings, (session) => run(session, options));
      const lines = members.map(({ name, email = '', role }) => `${role}  ${name}, ${email}`);
      await printResult(surroundings.terminal, options.json, {
        json: members,
        lines: lines.length > 0 ? lines : [`${options.tracker} has no members of its own.`],
      });
    });
}

const EXAMPLE = `
Example:
  action-tracker members --tracker AD
  action-tracker members --tracker AD --add joao@example.com --role editor --as maria@example.com`;

async function run(session: Session, options: Options): Promise<readonly Member[]> {
  const { id } = await requireTracker(session, options.tracker);
  const list = () => session.queries.execute(new ListMembers(Scope.everything, id));
  const { add, remove, role } = options;
  if (add === undefined && remove === undefined) return list();
  if (add !== undefined && (remove !== undefined || role === undefined)) {
    throw new OperatorError('Expected --add with --role, or --remove; found something else');
  }
  const writer = await requireWriter(session.users, options.as);
  const user = await requireWriter(session.users, add ?? remove);
  const isMember = (await list()).some((one) => one.user_id === user.id);
  const change = changeOf(user.id, role, isMember);
  const origin = { actorId: writer.id, channel: 'cli', correlationId: randomUUIDv7() } as const;
  await session.commands.execute(new ChangeAccessCommand(id, change, origin));
  return list();
}

function changeOf(userId: number, role: TrackerRole | undefined, isMember: boolean): AccessCommand {
  if (role === undefined) return { type: 'RemoveMember', userId };
  return { type: isMember ? 'ChangeMemberRole' : 'AddMember', userId, role };
}
