import type { ClientBase } from 'pg';

/** Runs work in a transaction of its own on this connection. */
export async function inTransaction<T>(client: ClientBase, work: () => Promise<T>): Promise<T> {
  await client.query('BEGIN');
  try {
    const result = await work();
    await client.query('COMMIT');
    return result;
  } catch (error) {
    // The connection may be the thing that broke; PostgreSQL then rolls back by itself.
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}
