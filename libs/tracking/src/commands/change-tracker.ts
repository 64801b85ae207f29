import { decideTracker, type ChangeTrackerDetails } from '@action-tracker/domain';
import { LedgerWriter, type CommandOutcome } from '@action-tracker/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Ledgers } from '../ledgers';
import type { StreamState } from '../stream-model';
import { metadataOf, toNewEvent, type Origin } from './origin';

/** Changes name or description of a tracker. */
export class ChangeTrackerCommand extends Command<CommandOutcome> {
  constructor(
    readonly trackerId: number,
    readonly changes: Omit<ChangeTrackerDetails, 'type'>,
    readonly origin: Origin,
  ) {
    super();
  }
}

@CommandHandler(ChangeTrackerCommand)
export class ChangeTrackerHandler implements ICommandHandler<ChangeTrackerCommand> {
  constructor(
    private readonly writer: LedgerWriter<StreamState>,
    private readonly ledgers: Ledgers,
  ) {}

  async execute({ trackerId, changes, origin }: ChangeTrackerCommand): Promise<CommandOutcome> {
    const { prefix } = await this.ledgers.ofTracker(trackerId);
    return this.writer.write({
      ledgerId: trackerId,
      target: { stream: prefix },
      metadata: metadataOf(origin, changes),
      decide: ({ state }) =>
        decideTracker(state.tracker, { type: 'ChangeTrackerDetails', ...changes }).map(toNewEvent),
    });
  }
}
