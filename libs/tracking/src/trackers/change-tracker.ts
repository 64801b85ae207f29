import { changeTracker, stateOf, TRACKER, type TrackerChanges } from '@action-tracker/domain';
import { LedgerWriter, type CommandOutcome } from '@action-tracker/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Scope } from '../ledger/scope';
import { Ledgers } from '../ledger/ledgers';
import type { StreamState } from '../ledger/stream-model';
import {
  metadataOf,
  requireVersion,
  toNewEvent,
  type ExpectedVersions,
  type Origin,
} from '../ledger/origin';

/** Changes the name or description of a tracker, or who sees it. */
export class ChangeTrackerCommand extends Command<CommandOutcome> {
  constructor(
    readonly trackerId: number,
    readonly changes: TrackerChanges,
    readonly origin: Origin,
    readonly expectedVersions?: ExpectedVersions,
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

  async execute(command: ChangeTrackerCommand): Promise<CommandOutcome> {
    const { trackerId, changes, origin, expectedVersions } = command;
    const { prefix } = await this.ledgers.ofTracker(Scope.everything, trackerId);
    return this.writer.write({
      ledgerId: trackerId,
      target: { stream: prefix },
      metadata: metadataOf(origin, changes),
      decide: ({ state, version }) => {
        requireVersion(expectedVersions, version);
        return changeTracker(stateOf(TRACKER, state), changes).map(toNewEvent);
      },
    });
  }
}
