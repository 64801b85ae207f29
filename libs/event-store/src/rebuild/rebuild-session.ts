/**
 * The connections of one rebuild, which are its own: it must not wait for those of the pool, nor
 * they for it. One reads, one writes, and one holds the lock that keeps a second rebuild away, in a
 * transaction that is otherwise idle: it sees nothing, so PostgreSQL can tidy up behind writers, and
 * it ends with the process, however that dies.
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
      // Unheard, a connection that breaks between two queries would end the process.
      client.on('error', ignore);
      await client.connect();
    }
    await hold(holder, whenRunning);
    // What is written before the swap need not survive a crash, and the swap brings it to disk.
    await writer.query('SET synchronous_commit = off');
    return await work({ reader, writer });
  } finally {
    await Promise.allSettled(clients.map((client) => client.end()));
  }
}

/** Without parameters: a portal of the extended protocol would keep its snapshot, and so sees. */
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
