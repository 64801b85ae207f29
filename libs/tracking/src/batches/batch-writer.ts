/** Records what an act on many items was, beside the entries of the items. */
import {
  BATCH,
  batchStream,
  decideBatchCommand,
  stateOf,
  type BatchCommand,
  type BatchDetails,
} from '@action-tracker/domain';
import { LedgerWriter, summarizeBatch } from '@action-tracker/event-store';
import { Injectable } from '@nestjs/common';
import { Ledgers } from '../ledger/ledgers';
import { commandIdIn, metadataOf, toNewEvent, type Origin } from '../ledger/origin';
import { Scope } from '../ledger/scope';
import type { StreamState } from '../ledger/stream-model';

/** The batch of a ledger, and who acts. */
export interface BatchPlace {
  readonly ledgerId: number;
  readonly batch: string;
  readonly origin: Omit<Origin, 'commandId'>;
}

@Injectable()
export class BatchWriter {
  constructor(
    private readonly writer: LedgerWriter<StreamState>,
    private readonly ledgers: Ledgers,
  ) {}

  /** Before the first item; again has no effect. */
  begin(place: BatchPlace, details: BatchDetails): Promise<void> {
    return this.write(place, { type: 'BeginBatch', ...details });
  }

  /** After the last item, with what the ledger then holds of it; again has no effect. */
  async end(place: BatchPlace): Promise<void> {
    const { ledgerId, batch } = place;
    const but = await this.streamOf(place);
    const { streams, types } = await summarizeBatch(this.ledgers.pool, { ledgerId, batch, but });
    await this.write(place, { type: 'EndBatch', items: streams, kinds: types });
  }

  private async write({ ledgerId, batch, origin }: BatchPlace, command: BatchCommand) {
    await this.writer.write({
      ledgerId,
      target: { stream: await this.streamOf({ ledgerId, batch }) },
      metadata: {
        ...metadataOf({ ...origin, batch }, command),
        commandId: commandIdIn(batch, `${ledgerId} ${command.type}`),
      },
      decide: ({ state }) => decideBatchCommand(stateOf(BATCH, state), command).map(toNewEvent),
    });
  }

  private async streamOf({ ledgerId, batch }: Pick<BatchPlace, 'ledgerId' | 'batch'>) {
    const { prefix } = await this.ledgers.ofTracker(Scope.everything, ledgerId);
    return batchStream(prefix, batch);
  }
}
