/**
 * A transaction that holds the lock of one ledger's head. Nobody else can write to the ledger, and
 * other ledgers do not wait. A caller that cannot get the lock in time has to retry, and a process
 * that stalls while holding it loses it.
 */
import { DatabaseError, type Pool, type PoolClient } from 'pg';
import { isRefusedByDatabase, LedgerBusy, PrefixTaken, UnknownLedger } from '../errors';
import type { Ledger, Timestamp } from '../events';
import { projectionKey, type Projection } from '../projection/projection';

/** A ledger under the lock of its head. */
export interface LockedLedger<State> extends Ledger {
  readonly client: PoolClient;
  /** When the events of this transaction are recorded. */
  readonly recordedAt: Timestamp;
  /** The read tables that follow the ledger and are written with its events. */
  readonly projections: readonly Projection<State>[];
}

export interface LockRequest<State> {
  readonly ledgerId: number;
  /** Set if the command opens the ledger. */
  readonly opensPrefix?: string | undefined;
  readonly projections: readonly Projection<State>[];
  readonly now: Date;
}

const BEGIN = `BEGIN;
  SET LOCAL lock_timeout = '5s';
  SET LOCAL idle_in_transaction_session_timeout = '30s'`;
const LOCK_NOT_AVAILABLE = '55P03';

/**
 * @returns the result of the work, once it is committed
 * @throws LedgerBusy if the lock is not available; PrefixTaken; UnknownLedger; what the work
 *   throws; the driver's error
 */
export async function withLockedLedger<State, Result>(
  pool: Pool,
  request: LockRequest<State>,
  work: (ledger: LockedLedger<State>) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  // A connection that breaks while commands are decided emits an event that would end the process
  // if nobody listened. The next query then fails, which is enough.
  client.on('error', ignore);
  let broken: Error | undefined;
  try {
    await client.query(BEGIN);
    const result = await work(await lock(client, request));
    await client.query('COMMIT');
    return result;
  } catch (error) {
    // If the connection itself is broken, PostgreSQL rolls back by itself.
    await client.query('ROLLBACK').catch(ignore);
    if (error instanceof DatabaseError && error.code === LOCK_NOT_AVAILABLE) {
      throw new LedgerBusy('Another writer holds the ledger');
    }
    if (error instanceof DatabaseError && !isRefusedByDatabase(error)) broken = error;
    throw error;
  } finally {
    client.off('error', ignore);
    client.release(broken);
  }
}

async function lock<State>(
  client: PoolClient,
  { ledgerId, opensPrefix, projections, now }: LockRequest<State>,
): Promise<LockedLedger<State>> {
  const keys = projections.map(projectionKey);
  if (opensPrefix !== undefined) {
    const { rowCount } = await client.query(OPEN, [ledgerId, opensPrefix, keys]);
    if (rowCount === 0) throw new PrefixTaken(opensPrefix);
  }
  const { rows } = await client.query<LockedRow>({ ...LOCK, values: [ledgerId, now] });
  const [ledger] = rows;
  if (!ledger) throw new UnknownLedger(ledgerId);
  const following = await client.query<{ readonly key: string }>({
    ...FOLLOWING,
    values: [ledgerId],
  });
  const found = new Set(following.rows.map(({ key }) => key));
  if ([...found].some((key) => !keys.includes(key))) await disown(client, ledger, keys);
  const followed = projections.filter((projection) => found.has(projectionKey(projection)));
  return { ...ledger, client, projections: followed };
}

type LockedRow = Omit<LockedLedger<unknown>, 'client' | 'projections'>;

/** Recording times continue from the last one, in milliseconds like the process's own. */
const LOCK = {
  name: 'lock_ledger',
  text: `SELECT ledger_id AS id, prefix, head, next_number AS "nextNumber",
      date_trunc('milliseconds',
        greatest($2::timestamptz, last_recorded_at + interval '999 microseconds')) AS "recordedAt"
    FROM ledgers WHERE ledger_id = $1 FOR UPDATE`,
};

const OPEN = `
  WITH opened AS (
    INSERT INTO ledgers (ledger_id, prefix) VALUES ($1, $2) ON CONFLICT (prefix) DO NOTHING
    RETURNING ledger_id)
  INSERT INTO projection_checkpoints (projection, version, ledger_id)
  SELECT split_part(p, '/', 1), split_part(p, '/', 2)::int, o.ledger_id
  FROM opened o CROSS JOIN unnest($3::text[]) p`;

/**
 * Marks read tables of another program version as behind from here on, because this one cannot
 * write them.
 */
async function disown(
  client: PoolClient,
  { id, head }: Pick<Ledger, 'id' | 'head'>,
  keys: readonly string[],
): Promise<void> {
  await client.query(
    `UPDATE projection_checkpoints SET position = $2
     WHERE ledger_id = $1 AND position IS NULL AND projection || '/' || version <> ALL ($3)`,
    [id, head, keys],
  );
}

const FOLLOWING = {
  name: 'following_tables',
  text: `SELECT projection || '/' || version AS key FROM projection_checkpoints
    WHERE ledger_id = $1 AND position IS NULL`,
};

const ignore = (): void => undefined;
