import type { ClientBase, Pool } from 'pg';

const BATCH_ROWS = 200;

/**
 * The rows of one SELECT in batches, all of one moment, however many there are: memory holds a batch.
 * It keeps a connection until the last batch is taken or the caller stops iterating, and may take
 * longer than other reads.
 */
export async function* rowBatches<Row extends object>(
  pool: Pool,
  select: string,
  values: readonly unknown[],
): AsyncGenerator<readonly Row[]> {
  const client = await pool.connect();
  // A connection that breaks between two batches tells it by an event, which unheard would end the
  // process. The next fetch fails, and that is enough.
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
    // Whatever else ended it, nobody else gets a connection in the middle of a transaction.
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
