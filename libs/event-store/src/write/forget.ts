import type { Pool } from 'pg';

/**
 * Forgets the answers to commands that were recorded before an instant: a repeat of such a command
 * is then a new one. The events stay; they are the ledger, the answers are not.
 *
 * @returns how many were forgotten
 */
export async function forgetAnswers(pool: Pool, before: Date): Promise<number> {
  await pool.query('DELETE FROM claimed_openings WHERE claimed_at < $1', [before]);
  const { rowCount } = await pool.query('DELETE FROM commands WHERE recorded_at < $1', [before]);
  return rowCount ?? 0;
}
