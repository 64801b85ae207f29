import {
  decideTracker,
  DomainError,
  NO_TRACKER,
  stateOf,
  TRACKER,
  type OpenTracker,
} from '@action-tracker/domain';
import {
  claimOpening,
  CommandIdReused,
  LedgerWriter,
  nextLedgerId,
  PrefixTaken,
  releaseOpening,
  type Opening,
} from '@action-tracker/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock } from '../ledger/clock';
import { Ledgers } from '../ledger/ledgers';
import type { StreamState } from '../ledger/stream-model';
import { metadataOf, toNewEvent, type Origin } from '../ledger/origin';

/** Opens a tracker and its ledger; who opens it manages it. Returns the tracker's id. */
export class OpenTrackerCommand extends Command<number> {
  constructor(
    readonly input: Omit<OpenTracker, 'type' | 'managerId'>,
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
    private readonly clock: Clock,
  ) {}

  async execute({ input, origin }: OpenTrackerCommand): Promise<number> {
    // An invalid prefix must neither reach PostgreSQL nor consume an id.
    decideTracker(NO_TRACKER, { type: 'OpenTracker', ...input });
    const { commandId } = origin;
    if (commandId === undefined) return this.open(input, origin);
    const { pool } = this.ledgers;
    const opening = { commandId, prefix: input.prefix };
    await this.refuseReusedId(opening);
    await claimOpening(pool, opening, this.clock.now());
    try {
      return await this.open(input, origin);
    } catch (error) {
      if (error instanceof DomainError) await releaseOpening(pool, opening);
      throw error;
    }
  }

  /**
   * A taken prefix is decided against the existing ledger, which detects a repeat of the command
   * that opened it and refuses everything else.
   */
  private async open(input: OpenTrackerCommand['input'], origin: Origin): Promise<number> {
    const taken = await this.ledgers.ofPrefix(input.prefix);
    const ledgerId = taken?.id ?? (await nextLedgerId(this.ledgers.pool));
    try {
      await this.writer.write({
        ledgerId,
        ...(taken ? {} : { opensPrefix: input.prefix }),
        target: { stream: input.prefix },
        metadata: metadataOf(origin, input),
        decide: ({ state }) => {
          const command = { type: 'OpenTracker', ...input, managerId: origin.actorId } as const;
          return decideTracker(stateOf(TRACKER, state), command).map(toNewEvent);
        },
      });
      return ledgerId;
    } catch (error) {
      if (!(error instanceof PrefixTaken)) throw error;
      return this.open(input, origin);
    }
  }

  /**
   * Command records are stored in the ledger they opened. Finds ids that were used before opening
   * commands were claimed.
   */
  private async refuseReusedId({ commandId, prefix }: Opening): Promise<void> {
    const { rowCount } = await this.ledgers.pool.query({
      name: 'command_in_other_ledger',
      text: `SELECT FROM ledgers l JOIN commands c USING (ledger_id)
             WHERE c.command_id = $1 AND l.prefix <> $2`,
      values: [commandId, prefix],
    });
    if (rowCount !== 0) throw new CommandIdReused(commandId);
  }
}
