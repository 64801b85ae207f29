/**
 * The connections of one rebuild. They are not from the pool, so that neither has to wait for the
 * other. One reads, one writes, and one holds the lock against a second rebuild in an otherwise
 * idle transaction: it has no snapshot, so PostgreSQL can vacuum, and it ends with the process,
 * however that dies.
 */
import { Client, type Pool } from 'pg';
import { RebuildRunning } from '../errors';

export interface RebuildSession {
  readonly reader: Client;
  readonly writer: Client;
}

const REBUILD_LOCK = 71_005;

/**
 * @param whenRunning what to do while another rebuild runs: `refuse`, or `wait` until it ends
 * @throws RebuildRunning
 */
export async function withRebuildSession<T>(
  pool: Pool,
  whenRunning: 'refuse' | 'wait',
  work: (session: RebuildSession) => Promise<T>,
): Promise<T> {
  const clients = [new Client(pool.options), new Client(pool.options), new Client(pool.options)];
  const [holder, reader, writer] = clients;
  if (!holder || !reader || !writer) throw new Error('Expected three connections');
  try {
    for (const client of clients) {
      // Without a listener, a connection that breaks between two queries would end the process.
      client.on('error', ignore);
      await client.connect();
    }
    await hold(holder, whenRunning);
    // Rows written before the swap need not survive a crash, and the swap flushes them to disk.
    await writer.query('SET synchronous_commit = off');
    return await work({ reader, writer });
  } finally {
    await Promise.allSettled(clients.map((client) => client.end()));
  }
}

/** No parameters: a portal of the extended protocol would keep its snapshot. */
async function hold(client: Client, whenRunning: 'refuse' | 'wait'): Promise<void> {
  await client.query('BEGIN');
  await client.query('SET LOCAL idle_in_transaction_session_timeout = 0');
  if (whenRunning === 'wait') {
    await client.query(`SELECT pg_advisory_xact_lock(${REBUILD_LOCK})`);
    return;
  }
  const { rows } = await client.query<{ isMine: boolean }>(
    `SELECT pg_try_advisory_xact_lock(${REBUILD_LOCK}) AS "isMine"`,
  );
  if (!rows[0]?.isMine) throw new RebuildRunning();
}

const ignore = (): void => undefined;
