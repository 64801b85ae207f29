import { decideTracker, stateOf, TRACKER, type AccessCommand } from '@action-tracker/domain';
import { LedgerWriter, type CommandOutcome } from '@action-tracker/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Ledgers } from '../ledger/ledgers';
import {
  metadataOf,
  requireVersion,
  toNewEvent,
  type ExpectedVersions,
  type Origin,
} from '../ledger/origin';
import { Scope } from '../ledger/scope';
import type { StreamState } from '../ledger/stream-model';

/** Changes who sees a tracker, and what they may do in it. */
export class ChangeAccessCommand extends Command<CommandOutcome> {
  constructor(
    readonly trackerId: number,
    readonly change: AccessCommand,
    readonly origin: Origin,
    readonly expectedVersions?: ExpectedVersions,
  ) {
    super();
  }
}

@CommandHandler(ChangeAccessCommand)
export class ChangeAccessHandler implements ICommandHandler<ChangeAccessCommand> {
  constructor(
    private readonly writer: LedgerWriter<StreamState>,
    private readonly ledgers: Ledgers,
  ) {}

  async execute({ trackerId, change, origin, expectedVersions }: ChangeAccessCommand) {
    const { prefix } = await this.ledgers.ofTracker(Scope.everything, trackerId);
    return this.writer.write({
      ledgerId: trackerId,
      target: { stream: prefix },
      metadata: metadataOf(origin, change),
      decide: ({ state, version }) => {
        requireVersion(expectedVersions, version);
        return decideTracker(stateOf(TRACKER, state), change).map(toNewEvent);
      },
    });
  }
}
