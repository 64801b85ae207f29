import type { Pool } from 'pg';

/**
 * Deletes the records of commands older than an instant. A repeat of such a command is then treated
 * as a new command. The events stay: the ledger needs them, repeats do not.
 *
 * @returns the number of deleted records
 */
export async function deleteIdempotencyRecords(pool: Pool, before: Date): Promise<number> {
  await pool.query('DELETE FROM claimed_openings WHERE claimed_at < $1', [before]);
  const { rowCount } = await pool.query('DELETE FROM commands WHERE recorded_at < $1', [before]);
  return rowCount ?? 0;
}
