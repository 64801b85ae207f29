/** Finds what one act wrote, and reads whole streams. */
import type { Pool } from 'pg';
import { EVENT_COLUMNS, type RecordedEvent } from '../events';

/** The entries of a command, or of everything that one act wrote. */
export type EntrySet = { readonly commandId: string } | { readonly batch: string };

/** A stream with entries of the set, and the batch that they belong to. */
export interface BatchStream {
  readonly ledgerId: number;
  readonly stream: string;
  readonly batch: string;
}

/** Most commands are acts of their own; the index on batches leaves these out. */
const OF_COMMAND = {
  name: 'streams_of_command',
  text: `SELECT DISTINCT ledger_id AS "ledgerId", stream, coalesce(batch, command_id) AS batch
    FROM events WHERE command_id = $1 ORDER BY 1, 2`,
};
const OF_BATCH = {
  name: 'streams_of_batch',
  text: `SELECT ledger_id AS "ledgerId", stream, $1::uuid AS batch
    FROM events WHERE batch = $1 AND batch <> command_id
    UNION SELECT ledger_id, stream, $1 FROM events
    WHERE command_id = $1 AND coalesce(batch, command_id) = command_id
    ORDER BY 1, 2`,
};

/** The streams with entries of the set, in order of ledger and name. */
export async function findBatchStreams(pool: Pool, set: EntrySet): Promise<readonly BatchStream[]> {
  const query =
    'batch' in set
      ? { ...OF_BATCH, values: [set.batch] }
      : { ...OF_COMMAND, values: [set.commandId] };
  return (await pool.query<BatchStream>(query)).rows;
}

const WHOLE_STREAMS = {
  name: 'read_whole_streams',
  text: `SELECT e.* FROM unnest((SELECT $2::text[])) AS x(stream) CROSS JOIN LATERAL (
      SELECT ${EVENT_COLUMNS} FROM events e WHERE e.ledger_id = $1 AND e.stream = x.stream
      ORDER BY e.version OFFSET 0
    ) e`,
};

/** Every event of these streams of one ledger, oldest first within each stream. */
export async function readWholeStreams(
  pool: Pool,
  ledgerId: number,
  streams: readonly string[],
): Promise<ReadonlyMap<string, readonly RecordedEvent[]>> {
  const { rows } = await pool.query<RecordedEvent>({
    ...WHOLE_STREAMS,
    values: [ledgerId, streams],
  });
  const read = new Map<string, RecordedEvent[]>(streams.map((stream) => [stream, []]));
  for (const event of rows) read.get(event.stream)?.push(event);
  return read;
}

/** What a batch has written to a ledger. */
export interface BatchSummary {
  readonly streams: number;
  /** The types of its events, sorted. */
  readonly types: readonly string[];
}

/** @param but a stream that does not count */
export async function summarizeBatch(
  pool: Pool,
  {
    ledgerId,
    batch,
    but,
  }: { readonly ledgerId: number; readonly batch: string; readonly but: string },
): Promise<BatchSummary> {
  const { rows } = await pool.query<BatchSummary>({
    name: 'summary_of_batch',
    text: `SELECT count(DISTINCT stream)::int AS streams,
        coalesce(json_agg(DISTINCT type ORDER BY type), '[]') AS types
      FROM events
      WHERE batch = $1 AND batch <> command_id AND ledger_id = $2 AND stream <> $3`,
    values: [batch, ledgerId, but],
  });
  return rows[0] ?? { streams: 0, types: [] };
}
