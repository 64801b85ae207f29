import { decideTracker, NO_TRACKER, type OpenTracker } from '@action-tracker/domain';
import { LedgerWriter, nextLedgerId, PrefixTaken } from '@action-tracker/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Ledgers } from '../ledgers';
import type { StreamState } from '../stream-model';
import { metadataOf, toNewEvent, type Origin } from './origin';

/** Opens a tracker, and with it its ledger. Answers the tracker's id. */
export class OpenTrackerCommand extends Command<number> {
  constructor(
    readonly input: Omit<OpenTracker, 'type'>,
    readonly origin: Origin,
  ) {
    super();
  }
}

@CommandHandler(OpenTrackerCommand)
export class OpenTrackerHandler implements ICommandHandler<OpenTrackerCommand> {
  constructor(
    private readonly writer: LedgerWriter<StreamState>,
    private readonly ledgers: Ledgers,
  ) {}

  /**
   * A taken prefix is decided against the ledger that has it: there a repeat of the command that
   * opened it is found and answered, and everything else is refused.
   */
  async execute({ input, origin }: OpenTrackerCommand): Promise<number> {
    // What is no prefix must neither reach PostgreSQL nor use an id up.
    decideTracker(NO_TRACKER, { type: 'OpenTracker', ...input });
    const taken = await this.ledgers.ofPrefix(input.prefix);
    const ledgerId = taken?.id ?? (await nextLedgerId(this.ledgers.pool));
    try {
      await this.writer.write({
        ledgerId,
        ...(taken ? {} : { opensPrefix: input.prefix }),
        target: { stream: input.prefix },
        metadata: metadataOf(origin, input),
        decide: ({ state }) =>
          decideTracker(state.tracker, { type: 'OpenTracker', ...input }).map(toNewEvent),
      });
      return ledgerId;
    } catch (error) {
      if (!(error instanceof PrefixTaken)) throw error;
      return this.execute(new OpenTrackerCommand(input, origin));
    }
  }
}
