/**
 * Claims a command id for a prefix. Of two simultaneous commands with the same id, in any process,
 * the first claims the id; the other is a different request with the same id.
 */
import type { Pool } from 'pg';
import { CommandIdReused } from '../errors';

export interface Opening {
  readonly commandId: string;
  readonly prefix: string;
}

/** @throws CommandIdReused if a command with this id opens, or has opened, another prefix */
export async function claimOpening(
  pool: Pool,
  { commandId, prefix }: Opening,
  now: Date,
): Promise<void> {
  for (;;) {
    const { rowCount } = await pool.query({
      name: 'claim_opening',
      text: `INSERT INTO claimed_openings (command_id, prefix, claimed_at) VALUES ($1, $2, $3)
             ON CONFLICT (command_id) DO NOTHING`,
      values: [commandId, prefix, now],
    });
    if (rowCount === 1) return;
    // A separate statement, so that it sees what the first one waited for.
    const { rows } = await pool.query<{ prefix: string }>({
      name: 'claimed_opening',
      text: 'SELECT prefix FROM claimed_openings WHERE command_id = $1',
      values: [commandId],
    });
    const [claimed] = rows;
    if (claimed?.prefix === prefix) return;
    if (claimed) throw new CommandIdReused(commandId);
  }
}

/** Releases the id if the command was refused and opens nothing. */
export async function releaseOpening(pool: Pool, { commandId, prefix }: Opening): Promise<void> {
  await pool.query('DELETE FROM claimed_openings WHERE command_id = $1 AND prefix = $2', [
    commandId,
    prefix,
  ]);
}
