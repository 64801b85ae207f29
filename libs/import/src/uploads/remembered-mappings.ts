/** The mappings of earlier imports, by tracker and by the headings of the file. */
import type { ImportMapping } from '@action-tracker/contracts';
import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import { normalised } from '../mapping/mapping';

export interface RememberedMapping {
  readonly mapping: Omit<ImportMapping, 'file'>;
  readonly isHistory: boolean;
}

export class RememberedMappings {
  constructor(private readonly pool: Pool) {}

  async find(
    trackerId: number,
    headings: readonly string[],
  ): Promise<RememberedMapping | undefined> {
    const { rows } = await this.pool.query<RememberedMapping>(
      `SELECT mapping, is_history AS "isHistory" FROM import_mappings
       WHERE tracker_id = $1 AND headings = $2`,
      [trackerId, hashOf(headings)],
    );
    return rows[0];
  }

  /** Where the file lies and what its header is, is known again from the next file. */
  async keep(
    trackerId: number,
    headings: readonly string[],
    { mapping, isHistory }: { readonly mapping: ImportMapping; readonly isHistory: boolean },
  ): Promise<void> {
    const { file: _, ...rest } = mapping;
    await this.pool.query(
      `INSERT INTO import_mappings (tracker_id, headings, mapping, is_history)
       VALUES ($1, $2, $3, $4)
       ON CONFLICT (tracker_id, headings)
         DO UPDATE SET mapping = excluded.mapping, is_history = excluded.is_history, used_at = now()`,
      [trackerId, hashOf(headings), JSON.stringify(rest), isHistory],
    );
  }
}

/** The order of the columns does not matter. */
const hashOf = (headings: readonly string[]): string =>
  createHash('sha256')
    .update(JSON.stringify(headings.map(normalised).sort()))
    .digest('base64url');
