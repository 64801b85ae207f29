import type { ClientBase, Pool } from 'pg';

const BATCH_ROWS = 200;

/**
 * The rows of one SELECT in batches, as a consistent snapshot; memory holds one batch at a time.
 * Keeps a connection until the last batch is read or the caller stops iterating, and may run longer
 * than other reads.
 */
export async function* rowBatches<Row extends object>(
  pool: Pool,
  select: string,
  values: readonly unknown[],
): AsyncGenerator<readonly Row[]> {
  const client = await pool.connect();
  // A connection that breaks between two batches emits an event that would end the process if
  // nobody listened. The next fetch then fails, which is enough.
  client.on('error', ignore);
  let isDone = false;
  try {
    await client.query('BEGIN READ ONLY');
    await client.query('SET LOCAL statement_timeout = 0');
    await client.query(`DECLARE batches NO SCROLL CURSOR FOR ${select}`, [...values]);
    yield* fetched<Row>(client);
    await client.query('COMMIT');
    isDone = true;
  } finally {
    client.off('error', ignore);
    // If iteration stopped early, the connection is destroyed: it is in the middle of a
    // transaction.
    client.release(!isDone);
  }
}

async function* fetched<Row extends object>(client: ClientBase): AsyncGenerator<readonly Row[]> {
  let batch: readonly Row[];
  do {
    batch = (await client.query<Row>(`FETCH ${BATCH_ROWS} FROM batches`)).rows;
    if (batch.length > 0) yield batch;
  } while (batch.length === BATCH_ROWS);
}

const ignore = (): void => undefined;
