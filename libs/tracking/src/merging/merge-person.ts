import type { MergedPerson, User } from '@action-tracker/contracts';
import { DomainError } from '@action-tracker/domain';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { randomUUIDv7 } from 'node:crypto';
import { Ledgers } from '../ledger/ledgers';
import type { Origin } from '../ledger/origin';
import { Users } from '../people/user';
import { answerOnce } from '../requests/answer-once';
import { MergeUsersCommand } from './merge-users';

/** Merges one person into another, by their ids; a repeat of the command gets the first answer. */
export class MergePersonCommand extends Command<MergedPerson> {
  constructor(
    readonly userId: number,
    readonly intoId: number,
    readonly origin: Origin,
    readonly isDryRun = false,
  ) {
    super();
  }
}

@CommandHandler(MergePersonCommand)
export class MergePersonHandler implements ICommandHandler<MergePersonCommand> {
  constructor(
    private readonly users: Users,
    private readonly commands: CommandBus,
    private readonly ledgers: Ledgers,
  ) {}

  /** @throws DomainError NOT_FOUND, VALIDATION_ERROR for `into`, CONFLICT */
  async execute({ userId, intoId, origin, isDryRun }: MergePersonCommand): Promise<MergedPerson> {
    const from = await this.users.findById(userId);
    if (!from) throw new DomainError('NOT_FOUND', `User ${userId} not found`);
    const into = await this.users.findById(intoId);
    if (!into) {
      const message = `expected the id of a user, found ${intoId}, which no user has`;
      throw DomainError.invalid([{ field: 'into', message }]);
    }
    const { commandId, ...once } = origin;
    const request = { id: commandId, content: ['merge', userId, intoId, isDryRun] };
    return answerOnce(this.ledgers.pool, request, () => this.merge({ from, into }, once, isDryRun));
  }

  private async merge(
    { from, into }: { readonly from: User; readonly into: User },
    { batch = randomUUIDv7(), ...origin }: Omit<Origin, 'commandId'>,
    isDryRun: boolean,
  ): Promise<MergedPerson> {
    const command = new MergeUsersCommand(from, into, { ...origin, batch }, isDryRun);
    const { isMerged, items, archivedItems, roles } = await this.commands.execute(command);
    return {
      ...{ dry_run: isDryRun, batch: isDryRun || items.length === 0 ? null : batch },
      ...{ user_id: from.id, into_id: into.id, was_merged: isMerged, items },
      archived_items: archivedItems,
      roles: roles.map(({ trackerId, role }) => ({ tracker_id: trackerId, role })),
    };
  }
}
