/** The aggregate of batches: one stream per batch, named after its id. */
import type { Aggregate } from '../aggregate';
import { assertNever } from '../assert-never';
import {
  decideBatchCommand,
  evolveBatch,
  NO_BATCH,
  type BatchCommand,
  type BatchEvent,
  type BatchState,
} from './batch';
import { PREFIX_MAX_CHARS, PREFIX_MIN_CHARS } from '../vocabulary';
import { BATCH_RULES, isBatchId, RESULT_RULES } from './batch-rules';

const RECORD = { none: 'it only says what was done at once' };

const FORM = new RegExp(`^[A-Z]{${PREFIX_MIN_CHARS},${PREFIX_MAX_CHARS}}-B(.+)$`);

/** Names the stream of a batch in the ledger with this prefix. */
export const batchStream = (prefix: string, batch: string): string => `${prefix}-B${batch}`;

/** The id of the batch with this stream; `undefined` for other streams. */
export function parseBatchStream(stream: string): string | undefined {
  const [, id = ''] = FORM.exec(stream) ?? [];
  return isBatchId(id) ? id : undefined;
}

export const BATCH: Aggregate<BatchState, BatchCommand, BatchEvent> = {
  name: 'batch',
  owns: (stream) => parseBatchStream(stream) !== undefined,
  initial: NO_BATCH,
  events: {
    BatchBegun: { upcasters: [], rules: BATCH_RULES },
    BatchEnded: { upcasters: [], rules: RESULT_RULES },
  },
  decide: decideBatchCommand,
  evolve: evolveBatch,
  undo: { BatchBegun: RECORD, BatchEnded: RECORD },
  commandOf(event) {
    switch (event.type) {
      case 'BatchBegun':
        return { ...event.data, type: 'BeginBatch' };
      case 'BatchEnded':
        return { ...event.data, type: 'EndBatch' };
      default:
        return assertNever(event);
    }
  },
  flawOf(batch, event) {
    if (event.type === 'BatchBegun') return batch.exists ? 'a batch begins once' : undefined;
    if (!batch.exists) return 'a batch begins before it ends';
    return batch.result ? 'a batch ends once' : undefined;
  },
  nameFlawOf: () => undefined,
};
