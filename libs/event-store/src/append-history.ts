/**
 * The append of a ledger that comes as a whole from elsewhere, some hundred commands at a time, each
 * with what is known about it beside its events. Under the lock of the head, in one transaction.
 * Nobody else writes to such a ledger until it is complete, and whoever does stops it.
 */
import type { Pool, PoolClient } from 'pg';
import { writtenRows, type DecidedCommand } from './append';
import { COMMANDS, EVENTS, follow, lockLedger, type LockedLedger } from './append-by-copy';
import { eventFields } from './append-parameters';
import { copyRows } from './copy-rows';
import { decideBatch, type Versioned } from './decide-batch';
import { LedgerBusy, LedgerMoved, PrefixTaken } from './errors';
import type { LedgerCommand } from './ledger-writer';
import { streamKey } from './load';
import {
  projectionKey,
  projectionTable,
  recordedValues,
  type Projection,
  type StreamModel,
} from './projection';
import { upsertRows } from './read-table';
import { readStreams } from './stream-events';
import { inTransaction } from './transaction';

/** A command, and what is kept with each of its events. */
export interface HistoryCommand<State> extends LedgerCommand<State> {
  readonly eventMetadata: object | undefined;
}

export interface HistoryChunk<State> {
  readonly ledgerId: number;
  /** Set for the first chunk, which opens the ledger. */
  readonly opensPrefix?: string;
  /** Where the chunk before has left the ledger. */
  readonly headBefore: number;
  readonly commands: readonly HistoryCommand<State>[];
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
  const client = await pool.connect();
  // Unheard, a connection that breaks between two queries would end the process.
  client.on('error', ignore);
  try {
    return await inTransaction(client, async () => {
      const ledger = await takeLedger(client, projections, chunk);
      const streams = await readStates(client, model, ledger, chunk.commands);
      const batch = decideAll(model, ledger, streams, chunk.commands);
      return write(client, projections, { ledger, batch, commands: chunk.commands });
    });
  } finally {
    client.off('error', ignore);
    client.release();
  }
}

const ignore = (): void => undefined;

async function takeLedger<State>(
  client: PoolClient,
  projections: readonly Projection<State>[],
  { ledgerId, opensPrefix, headBefore, now }: HistoryChunk<State>,
): Promise<LockedLedger> {
  if (opensPrefix !== undefined) {
    const keys = projections.map(projectionKey);
    const { rowCount } = await client.query(OPEN, [ledgerId, opensPrefix, keys]);
    if (rowCount === 0) throw new PrefixTaken(opensPrefix);
  }
  const ledger = await lockLedger(client, ledgerId, now);
  if (!ledger) throw new Error(`Expected an open ledger, found none with id ${ledgerId}`);
  if (ledger.head !== headBefore) throw new LedgerMoved(headBefore, ledger.head);
  if (!(await follow(client, ledgerId, projections))) {
    throw new LedgerBusy(
      'A server of another version writes here: try again when all are the same',
    );
  }
  return ledger;
}

const OPEN = `
  WITH opened AS (
    INSERT INTO ledgers (ledger_id, prefix) VALUES ($1, $2) ON CONFLICT (prefix) DO NOTHING
    RETURNING ledger_id)
  INSERT INTO projection_checkpoints (projection, version, ledger_id)
  SELECT split_part(p, '/', 1), split_part(p, '/', 2)::int, o.ledger_id
  FROM opened o CROSS JOIN unnest($3::text[]) p`;

/** The streams of these commands, as the ledger has them. */
async function readStates<State>(
  client: PoolClient,
  model: StreamModel<State>,
  { id, head }: LockedLedger,
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
  { id, prefix, nextNumber }: LockedLedger,
  streams: ReadonlyMap<string, Versioned<State>>,
  commands: readonly LedgerCommand<State>[],
): readonly DecidedCommand<State>[] {
  const ledgers = new Map([[id, { id, prefix, nextNumber }]]);
  return decideBatch(model, commands, { ledgers, streams, earlier: new Map() }).map((answer) => {
    if (answer.kind === 'decided') return answer.command;
    throw answer.kind === 'refused' ? answer.error : new Error(`Expected each command once`);
  });
}

interface Decided<State> {
  readonly ledger: LockedLedger;
  readonly batch: readonly DecidedCommand<State>[];
  readonly commands: readonly HistoryCommand<State>[];
}

async function write<State>(
  client: PoolClient,
  projections: readonly Projection<State>[],
  { ledger, batch, commands }: Decided<State>,
): Promise<number> {
  const { id, recordedAt } = ledger;
  const headBefore = ledger.head;
  let head = headBefore;
  const events = batch.flatMap((command, index) =>
    command.steps.map((_, step) => [
      ...[id, ++head, ...eventFields(command, step, recordedAt), recordedAt],
      commands[index]?.eventMetadata ?? null,
    ]),
  );
  await copyRows(client, EVENTS.replace(')', ', metadata)'), events);
  const records = batch.flatMap(({ metadata: { commandId, requestHash }, result }) =>
    requestHash === undefined ? [] : [[id, commandId, requestHash, result, recordedAt]],
  );
  await copyRows(client, COMMANDS, records);
  for (const { projection, rows, ordinals } of writtenRows(batch, projections)) {
    const tuples = rows.map((row, index) =>
      recordedValues(projection, row, {
        position: headBefore + (ordinals[index] ?? 0),
        recordedAt,
      }),
    );
    await upsertRows(client, projection, { table: projectionTable(projection), rows: tuples });
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
