import { DomainError } from '@action-tracker/domain';
import {
  LedgerBusy,
  LedgerMoved,
  LedgerWriter,
  nextLedgerId,
  PrefixTaken,
  type LedgerCommand,
  type Target,
} from '@action-tracker/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock } from '../ledger/clock';
import { Ledgers } from '../ledger/ledgers';
import type { StreamState } from '../ledger/stream-model';
import { metadataOf } from '../ledger/origin';
import { replayLine, toNewEvents, type LedgerLine } from './replay-line';

/** A ledger being imported, as of the last imported line. */
export interface ImportedLedger {
  /** 0 before the first line, which opens the ledger. */
  readonly id: number;
  readonly head: number;
}

export interface LedgerImporter {
  readonly id: number;
  readonly correlationId: string;
}

/**
 * Writes lines of a ledger file, all or none, with their command ids, events, actors and times; the
 * importer becomes the recorder. Returns the state of the ledger after them.
 */
export class ImportLedgerLinesCommand extends Command<ImportedLedger> {
  constructor(
    readonly prefix: string,
    readonly before: ImportedLedger,
    readonly lines: readonly LedgerLine[],
    readonly importer: LedgerImporter,
  ) {
    super();
  }
}

@CommandHandler(ImportLedgerLinesCommand)
export class ImportLedgerLinesHandler implements ICommandHandler<ImportLedgerLinesCommand> {
  constructor(
    private readonly writer: LedgerWriter<StreamState>,
    private readonly ledgers: Ledgers,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError CONFLICT when another command wrote in between, VALIDATION_ERROR */
  async execute(command: ImportLedgerLinesCommand): Promise<ImportedLedger> {
    const { prefix, before } = command;
    const isNew = before.id === 0;
    const ledgerId = isNew ? await nextLedgerId(this.ledgers.pool) : before.id;
    try {
      const head = await this.writer.writeHistory({
        ledgerId,
        ...(isNew ? { opensPrefix: prefix } : {}),
        headBefore: before.head,
        commands: this.commandsOf(command, ledgerId),
      });
      return { id: ledgerId, head };
    } catch (error) {
      throw toConflict(error, prefix);
    }
  }

  private commandsOf(
    { prefix, lines, importer }: ImportLedgerLinesCommand,
    ledgerId: number,
  ): readonly LedgerCommand<StreamState>[] {
    const now = this.clock.now().toISOString();
    return lines.map((line) => {
      const { commandId, batch, undoes, events } = line;
      const actorId = events[0]?.actorId ?? importer.id;
      const { id: recordedById, correlationId } = importer;
      const origin = {
        actorId,
        recordedById,
        commandId,
        correlationId,
        channel: 'import',
        ...(batch === undefined ? {} : { batch }),
        ...(undoes === undefined ? {} : { undoes }),
      } as const;
      return {
        ledgerId,
        target: targetOf(line),
        metadata: metadataOf(origin, events),
        decide: (loaded) => {
          replayLine(loaded, line, { prefix, now });
          return toNewEvents(line, importer.id);
        },
      };
    });
  }
}

/** A new item consumes its number. */
function targetOf({ stream, events }: LedgerLine): Target {
  const first = events[0]?.event;
  if (first?.type !== 'ItemCreated') return { stream };
  return { number: first.data.number, streamOf: () => stream };
}

function toConflict(error: unknown, prefix: string): unknown {
  if (error instanceof PrefixTaken) {
    return new DomainError('CONFLICT', `Somebody else has just opened the tracker ${prefix}`);
  }
  const isHeld = error instanceof LedgerMoved || error instanceof LedgerBusy;
  return isHeld ? new DomainError('CONFLICT', `${prefix}: ${error.message}`) : error;
}
