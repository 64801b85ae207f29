import type { ClientBase, Pool, PoolClient, QueryConfig, QueryResult, QueryResultRow } from 'pg';

/** Anything that can run statements: a connection, in a transaction or not. */
export interface Connection {
  query<Answer extends QueryResultRow>(config: QueryConfig): Promise<QueryResult<Answer>>;
}

/** Runs work in a transaction of its own on this connection. */
export async function inTransaction<T>(client: ClientBase, work: () => Promise<T>): Promise<T> {
  await client.query('BEGIN');
  try {
    const result = await work();
    await client.query('COMMIT');
    return result;
  } catch (error) {
    // If the connection itself is broken, PostgreSQL rolls back by itself.
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

/** Runs work in a transaction of its own, on a connection of the pool. */
export async function inPoolTransaction<T>(
  pool: Pool,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  // A connection that breaks between two queries emits an event that would end the process if
  // nobody listened. The next query then fails, which is enough.
  client.on('error', ignore);
  try {
    return await inTransaction(client, () => work(client));
  } finally {
    client.off('error', ignore);
    client.release();
  }
}

const ignore = (): void => undefined;
