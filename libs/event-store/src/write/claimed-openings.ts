/**
 * Which prefix a command opens. Of two commands with one id, given at once to no matter which process,
 * the first claims the id, and the other one is another request with the same id.
 */
import type { Pool } from 'pg';
import { CommandIdReused } from '../errors';

export interface Opening {
  readonly commandId: string;
  readonly prefix: string;
}

/** @throws CommandIdReused when a command with this id opens, or has opened, another prefix */
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
    // In a statement of its own, which sees what the first one has waited for.
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

/** Gives the id free again, when the command was refused and so opens nothing. */
export async function releaseOpening(pool: Pool, { commandId, prefix }: Opening): Promise<void> {
  await pool.query('DELETE FROM claimed_openings WHERE command_id = $1 AND prefix = $2', [
    commandId,
    prefix,
  ]);
}
