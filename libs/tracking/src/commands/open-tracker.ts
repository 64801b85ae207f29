import { decideTracker, NO_TRACKER, type OpenTracker } from '@action-tracker/domain';
import {
  CommandIdReused,
  LedgerWriter,
  nextLedgerId,
  PrefixTaken,
} from '@action-tracker/event-store';
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
    await this.refuseReusedId(origin.commandId, input.prefix);
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

  /** A record lies in the ledger that its command opened: one with another prefix is found here. */
  private async refuseReusedId(commandId: string | undefined, prefix: string): Promise<void> {
    if (commandId === undefined) return;
    const { rowCount } = await this.ledgers.pool.query({
      name: 'command_in_other_ledger',
      text: `SELECT FROM ledgers l JOIN commands c USING (ledger_id)
             WHERE c.command_id = $1 AND l.prefix <> $2`,
      values: [commandId, prefix],
    });
    if (rowCount !== 0) throw new CommandIdReused(commandId);
  }
}
