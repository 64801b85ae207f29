import type { Pool } from 'pg';
import { EVENT_COLUMNS, type Ledger, type RecordedEvent } from '../events';

const STREAM = {
  name: 'read_stream',
  text: `SELECT ${EVENT_COLUMNS} FROM events e
         WHERE e.ledger_id = $1 AND e.stream = $2 AND e.version > $3
           AND e.version <= coalesce($5, e.version)
         ORDER BY e.version LIMIT $4`,
};
const STREAM_BACKWARDS = {
  name: 'read_stream_backwards',
  text: `SELECT ${EVENT_COLUMNS} FROM events e
         WHERE e.ledger_id = $1 AND e.stream = $2 AND e.version > $3 AND e.version < $5
         ORDER BY e.version DESC LIMIT $4`,
};
const LEDGER = {
  name: 'read_ledger',
  text: `SELECT ${EVENT_COLUMNS} FROM events e
         WHERE e.ledger_id = $1 AND e.position > $2 ORDER BY e.position LIMIT $3`,
};
const HEAD = `ledger_id AS id, prefix, head, next_number AS "nextNumber"`;
const PAGE_EVENTS = 1_000;

/** A part of a stream. */
export interface StreamRange {
  /** Exclusive; 0 if unset. */
  readonly afterVersion?: number | undefined;
  /** Inclusive; the end if unset. */
  readonly upToVersion?: number | undefined;
  /** Reads backwards from this version, newest first, without it. */
  readonly beforeVersion?: number | undefined;
  /** All of it if unset. */
  readonly limit?: number | undefined;
}

/** Reads events of one stream, oldest first unless `beforeVersion` is set. */
export async function readStream(
  pool: Pool,
  ledgerId: number,
  stream: string,
  { afterVersion = 0, upToVersion, beforeVersion, limit }: StreamRange = {},
): Promise<readonly RecordedEvent[]> {
  const values = [ledgerId, stream, afterVersion, limit ?? null];
  const query =
    beforeVersion === undefined
      ? { ...STREAM, values: [...values, upToVersion ?? null] }
      : { ...STREAM_BACKWARDS, values: [...values, beforeVersion] };
  return (await pool.query<RecordedEvent>(query)).rows;
}

/** Reads a whole ledger in order of position, page by page, in constant memory. */
export async function* readLedger(
  pool: Pool,
  ledgerId: number,
  afterPosition = 0,
): AsyncGenerator<RecordedEvent> {
  let after = afterPosition;
  for (;;) {
    const values = [ledgerId, after, PAGE_EVENTS];
    const { rows } = await pool.query<RecordedEvent>({ ...LEDGER, values });
    yield* rows;
    const last = rows.at(-1);
    if (!last) return;
    after = last.position;
  }
}

/** Finds the ledger with this prefix. */
export async function findLedgerByPrefix(pool: Pool, prefix: string): Promise<Ledger | undefined> {
  const text = `SELECT ${HEAD} FROM ledgers WHERE prefix = $1`;
  return (await pool.query<Ledger>({ name: 'ledger_by_prefix', text, values: [prefix] })).rows[0];
}

/** Finds the ledger with this id. */
export async function findLedger(pool: Pool, ledgerId: number): Promise<Ledger | undefined> {
  const text = `SELECT ${HEAD} FROM ledgers WHERE ledger_id = $1`;
  return (await pool.query<Ledger>({ name: 'ledger_by_id', text, values: [ledgerId] })).rows[0];
}

/** Reserves the id of a ledger to be opened. Ids may have gaps. */
export async function nextLedgerId(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ id: number }>(`SELECT nextval('ledger_ids')::int AS id`);
  const [row] = rows;
  if (!row) throw new Error('Expected the sequence ledger_ids to answer a value');
  return row.id;
}
