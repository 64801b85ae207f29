import { DomainError } from '@action-tracker/domain';
import { LedgerWriter, nextLedgerId, PrefixTaken, type Target } from '@action-tracker/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock } from '../clock';
import { Ledgers } from '../ledgers';
import type { StreamState } from '../stream-model';
import { metadataOf } from './origin';
import { replayLine, toNewEvents, type LedgerLine } from './replay-line';

/**
 * Writes one line of a ledger file: the same command id, events, people and times. Answers the id
 * of the ledger, which the first line opens.
 */
export class ImportLedgerLineCommand extends Command<number> {
  constructor(
    readonly target: {
      readonly prefix: string;
      /** `undefined` for the line that opens the ledger. */
      readonly ledgerId: number | undefined;
    },
    readonly line: LedgerLine,
    readonly correlationId: string,
    /** Asked right before the line is written: after a failure none may follow. */
    readonly mayWrite: () => boolean = () => true,
  ) {
    super();
  }
}

@CommandHandler(ImportLedgerLineCommand)
export class ImportLedgerLineHandler implements ICommandHandler<ImportLedgerLineCommand> {
  constructor(
    private readonly writer: LedgerWriter<StreamState>,
    private readonly ledgers: Ledgers,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError CONFLICT when somebody else wrote meanwhile, VALIDATION_ERROR */
  async execute(command: ImportLedgerLineCommand): Promise<number> {
    const { line, target, correlationId } = command;
    const { prefix } = target;
    const ledgerId = target.ledgerId ?? (await nextLedgerId(this.ledgers.pool));
    const actorId = line.events[0]?.actorId ?? line.recordedById;
    const { commandId, recordedById } = line;
    const origin = { actorId, recordedById, commandId, correlationId, channel: 'import' } as const;
    try {
      await this.writer.write({
        ledgerId,
        ...(target.ledgerId === undefined ? { opensPrefix: prefix } : {}),
        target: targetOf(line),
        metadata: metadataOf(origin, line.events),
        decide: (loaded) => {
          if (!command.mayWrite()) throw new DomainError('CONFLICT', 'A line before this failed');
          replayLine(loaded, line, { prefix, now: this.clock.now().toISOString() });
          return toNewEvents(line);
        },
      });
      return ledgerId;
    } catch (error) {
      if (!(error instanceof PrefixTaken)) throw error;
      throw new DomainError('CONFLICT', `Somebody else has just opened the tracker ${prefix}`);
    }
  }
}

/** A new item uses its number up. */
function targetOf({ stream, events }: LedgerLine): Target {
  const first = events[0]?.event;
  if (first?.type !== 'ItemCreated') return { stream };
  return { number: first.data.number, streamOf: () => stream };
}
