/**
 * The append of a ledger that comes as a whole from elsewhere, some hundred commands at a time, each
 * with what is known about it beside its events. Under the lock of the head, in one transaction.
 * Nobody else writes to such a ledger until it is complete, and whoever does stops it.
 */
import type { Pool } from 'pg';
import { recordedRows, writtenRows, type DecidedCommand } from './append';
import { COMMANDS, EVENTS } from './append-by-copy';
import { eventFields } from './append-parameters';
import { copyRows } from './copy-rows';
import { decideBatch, type Versioned } from './decide-batch';
import { LedgerBusy, LedgerMoved } from './errors';
import type { LedgerCommand } from './commands';
import { streamKey } from './load';
import { withLockedLedger, type LockedLedger } from './locked-ledger';
import { projectionTable, type Projection, type StreamModel } from './projection';
import { writeRows } from './read-table';
import { readStreams } from './stream-events';

export interface HistoryChunk<State> {
  readonly ledgerId: number;
  /** Set for the first chunk, which opens the ledger. */
  readonly opensPrefix?: string;
  /** Where the chunk before has left the ledger. */
  readonly headBefore: number;
  readonly commands: readonly LedgerCommand<State>[];
  readonly now: Date;
}

/**
 * Appends the commands in their order: all of them, or nothing.
 *
 * @returns the head behind them
 * @throws what `decide` throws; LedgerMoved; PrefixTaken; LedgerBusy when other read tables follow
 *   the ledger than those that are written here
 */
export async function appendHistory<State>(
  pool: Pool,
  model: StreamModel<State>,
  projections: readonly Projection<State>[],
  chunk: HistoryChunk<State>,
): Promise<number> {
  const { ledgerId, opensPrefix, headBefore, commands, now } = chunk;
  const request = { ledgerId, opensPrefix, projections, now };
  return withLockedLedger(pool, request, async (ledger) => {
    if (ledger.head !== headBefore) throw new LedgerMoved(headBefore, ledger.head);
    if (ledger.projections.length < projections.length) {
      throw new LedgerBusy(
        'A server of another version writes here: try again when all are the same',
      );
    }
    const streams = await readStates(model, ledger, commands);
    return write(ledger, decideAll(model, ledger, streams, commands));
  });
}

/** The streams of these commands, as the ledger has them. */
async function readStates<State>(
  model: StreamModel<State>,
  { client, id, head }: LockedLedger<State>,
  commands: readonly LedgerCommand<State>[],
): Promise<ReadonlyMap<string, Versioned<State>>> {
  const names = commands.map(({ target }) =>
    'stream' in target ? target.stream : target.streamOf(Number(target.number)),
  );
  const streams = new Map<string, Versioned<State>>();
  for (const event of await readStreams(client, id, { streams: [...new Set(names)], upTo: head })) {
    const key = streamKey(id, event.stream);
    const state = model.evolve(streams.get(key)?.state ?? model.initial, event);
    streams.set(key, { state, version: event.version, occurredAt: event.occurredAt });
  }
  return streams;
}

function decideAll<State>(
  model: StreamModel<State>,
  ledger: LockedLedger<State>,
  streams: ReadonlyMap<string, Versioned<State>>,
  commands: readonly LedgerCommand<State>[],
): readonly DecidedCommand<State>[] {
  const ledgers = new Map([[ledger.id, ledger]]);
  return decideBatch(model, commands, { ledgers, streams, earlier: new Map() }).map((answer) => {
    if (answer.kind === 'decided') return answer.command;
    throw answer.kind === 'refused' ? answer.error : new Error(`Expected each command once`);
  });
}

async function write<State>(
  ledger: LockedLedger<State>,
  batch: readonly DecidedCommand<State>[],
): Promise<number> {
  const { client, id, projections, recordedAt } = ledger;
  const headBefore = ledger.head;
  let head = headBefore;
  const events = batch.flatMap((command) =>
    command.steps.map((step) => [
      ...[id, ++head, ...eventFields(command, step, recordedAt), recordedAt],
    ]),
  );
  await copyRows(client, EVENTS, events);
  const records = batch.flatMap(({ metadata: { commandId, requestHash }, result }) =>
    requestHash === undefined ? [] : [[id, commandId, requestHash, result, recordedAt]],
  );
  await copyRows(client, COMMANDS, records);
  for (const { projection, upserts, deletes } of writtenRows(batch, projections)) {
    await writeRows(client, projection, {
      table: projectionTable(projection),
      upserts: recordedRows(projection, upserts, { headBefore, recordedAt }),
      deletes: recordedRows(projection, deletes, { headBefore, recordedAt }),
    });
  }
  const nextNumber = batch.reduce(
    (next, command) => command.nextNumber?.after ?? next,
    ledger.nextNumber,
  );
  await client.query(
    `UPDATE ledgers SET head = $2, next_number = $3, last_recorded_at = $4 WHERE ledger_id = $1`,
    [id, head, nextNumber, recordedAt],
  );
  return head;
}
