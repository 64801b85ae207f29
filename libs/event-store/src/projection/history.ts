/**
 * Histories: read tables that the append does not write. They hold every ledger up to a position in
 * `projection_checkpoints`, and a reader first brings the ledger up to date. Entries never change,
 * so existing rows are never corrected and no response is stale.
 */
import type { ClientBase, Pool } from 'pg';
import { isHistory, projectionTable, type Projection, type StreamModel } from './projection';
import { writeRows, type TableChanges } from './read-table';
import { loadStoredStates } from './stored-states';
import {
  readStreamsFrom,
  type Head,
  type StreamEvent,
  type StreamFrom,
} from '../read/stream-events';
import { StreamFold } from './stream-fold';
import { inPoolTransaction } from '../transaction';
import { streamKey, type Versioned } from '../stream-state';

/** Entries per transaction: after a crash, at most this many are processed again. */
const ENTRIES_AT_ONCE = 5_000;
const STREAMS_AT_ONCE = 250;

export interface CatchUp<State> {
  readonly pool: Pool;
  readonly model: StreamModel<State>;
  readonly projection: Projection<State>;
  readonly ledgerId: number;
  /** Called and awaited after every few thousand entries, with the position reached. */
  readonly onProgress?: (position: number) => void | Promise<void>;
  /** Stops after the current batch; rows already written stay. */
  readonly signal?: AbortSignal;
}

/** The entries of a ledger that a history lacks: those after `position` up to `head`. */
export interface HistoryGap {
  readonly projection: string;
  readonly ledgerId: number;
  readonly position: number;
  readonly head: number;
}

/**
 * The gaps of all histories among these projections, the smallest first.
 *
 * @param ledgerIds only of these ledgers; of all if `null`
 */
export async function findHistoryGaps<State>(
  pool: Pool,
  projections: readonly Projection<State>[],
  ledgerIds: readonly number[] | null = null,
): Promise<readonly HistoryGap[]> {
  const histories = projections.filter(isHistory);
  const { rows } = await pool.query<HistoryGap>(
    `SELECT p.name AS projection, l.ledger_id AS "ledgerId", coalesce(k.position, 0) AS position,
       l.head
     FROM ledgers l CROSS JOIN unnest($1::text[], $2::int[]) AS p(name, version)
     LEFT JOIN projection_checkpoints k
       ON k.ledger_id = l.ledger_id AND k.projection = p.name AND k.version = p.version
     WHERE coalesce(k.position, 0) < l.head AND ($3::int[] IS NULL OR l.ledger_id = ANY ($3))
     ORDER BY l.head - coalesce(k.position, 0), l.ledger_id`,
    [histories.map(({ name }) => name), histories.map(({ version }) => version), ledgerIds],
  );
  return rows;
}

/**
 * Brings a ledger in a history up to its current head. Concurrent calls take turns, and each finds
 * the work of the others done.
 *
 * @returns the position reached
 */
export async function catchUpHistory<State>(options: CatchUp<State>): Promise<number> {
  const { pool, projection, ledgerId, onProgress = ignore, signal } = options;
  const head = await headOf(pool, ledgerId);
  let [reached, steps] = [-1, 0];
  for (; reached < head && !signal?.aborted; steps++) {
    reached = await inPoolTransaction(pool, (client) => step(client, options, head));
    await onProgress(reached);
  }
  // Until PostgreSQL does so by itself, it plans with the statistics of a table without rows.
  if (steps > 1) await pool.query(`ANALYZE ${projectionTable(projection)}`);
  return reached;
}

async function step<State>(
  client: ClientBase,
  { model, projection, ledgerId }: CatchUp<State>,
  head: number,
): Promise<number> {
  const position = await lockCheckpoint(client, projection, ledgerId);
  if (position >= head) return position;
  const upTo = Math.min(head, position + ENTRIES_AT_ONCE);
  const ledger = { id: ledgerId, head: upTo };
  const table = projectionTable(projection);
  for await (const [changes] of changesSince(client, model, [projection], ledger, position)) {
    if (changes) await writeRows(client, projection, { table, ...changes });
  }
  await client.query(
    `UPDATE projection_checkpoints SET position = $4
     WHERE ledger_id = $1 AND projection = $2 AND version = $3`,
    [ledgerId, projection.name, projection.version, upTo],
  );
  return upTo;
}

/**
 * @returns the position of the table in the ledger; the lock keeps other processes from continuing
 */
async function lockCheckpoint<State>(
  client: ClientBase,
  { name, version }: Projection<State>,
  ledgerId: number,
): Promise<number> {
  const values = [ledgerId, name, version];
  await client.query(
    `INSERT INTO projection_checkpoints (ledger_id, projection, version, position)
     VALUES ($1, $2, $3, 0) ON CONFLICT DO NOTHING`,
    values,
  );
  const { rows } = await client.query<{ position: number }>(
    `SELECT position FROM projection_checkpoints
     WHERE ledger_id = $1 AND projection = $2 AND version = $3 FOR UPDATE`,
    values,
  );
  return rows[0]?.position ?? 0;
}

async function headOf(pool: Pool, ledgerId: number): Promise<number> {
  const { rows } = await pool.query<{ head: number }>(
    'SELECT head FROM ledgers WHERE ledger_id = $1',
    [ledgerId],
  );
  return rows[0]?.head ?? 0;
}

/**
 * The row changes caused by the entries of a ledger after a position, some hundred streams at a
 * time, for each projection. Streams are read from their newest stored state before these entries.
 */
export async function* changesSince<State>(
  client: ClientBase,
  model: StreamModel<State>,
  projections: readonly Projection<State>[],
  { id, head }: Head,
  after: number,
): AsyncGenerator<readonly TableChanges[]> {
  const { rows } = await client.query<{ stream: string; version: number }>(
    `SELECT stream, min(version)::int AS version FROM events
     WHERE ledger_id = $1 AND position > $2 AND position <= $3 GROUP BY stream ORDER BY stream`,
    [id, after, head],
  );
  const parts = chunksOf(rows, STREAMS_AT_ONCE);
  const ledger = { id, head };
  let next = readPart(client, model, ledger, parts.shift());
  while (next) {
    const part = await next;
    // PostgreSQL reads the next streams while these are folded.
    next = readPart(client, model, ledger, parts.shift());
    yield foldStreams(new StreamFold(model, projections, after), part);
  }
}

/** The bases of some streams by name, and the events from there on, stream by stream. */
interface Part<State> {
  readonly bases: ReadonlyMap<string, Versioned<State>>;
  readonly events: readonly StreamEvent[];
}

/** @param streams the first new version of each stream */
function readPart<State>(
  client: ClientBase,
  model: StreamModel<State>,
  ledger: Head,
  streams: readonly StreamFrom[] | undefined,
): Promise<Part<State>> | undefined {
  if (!streams) return undefined;
  const part = readStreams(client, model, ledger, streams);
  // A caller that stops early does not wait for the result, but its rejection must be handled.
  part.catch(ignore);
  return part;
}

async function readStreams<State>(
  client: ClientBase,
  model: StreamModel<State>,
  ledger: Head,
  streams: readonly StreamFrom[],
): Promise<Part<State>> {
  const wanted = streams.map(({ stream, version }) => ({
    ...{ ledgerId: ledger.id, stream },
    upToVersion: version - 1,
  }));
  const stored = await loadStoredStates(client, model, wanted);
  const bases = new Map(
    streams.flatMap(({ stream }) => {
      const base = stored.get(streamKey(ledger.id, stream));
      return base ? [[stream, base] as const] : [];
    }),
  );
  const from = streams.map(({ stream }) => ({ stream, version: bases.get(stream)?.version ?? 1 }));
  return { bases, events: await readStreamsFrom(client, ledger, from) };
}

function foldStreams<State>(
  fold: StreamFold<State>,
  { bases, events }: Part<State>,
): readonly TableChanges[] {
  let current: string | undefined;
  for (const event of events) {
    const base = event.stream === current ? undefined : bases.get(event.stream);
    if (base) fold.resume(event.stream, base);
    current = event.stream;
    fold.take(event);
  }
  return fold.end();
}

const chunksOf = <One>(all: readonly One[], size: number): (readonly One[])[] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, n) =>
    all.slice(n * size, (n + 1) * size),
  );

const ignore = (): void => undefined;
