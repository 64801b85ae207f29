/** What becomes of the rows of an uploaded file: of its preview, and of each run. */
import type { ImportOutcome, ImportRow } from '@action-tracker/contracts';
import type { Pool } from 'pg';

/** The run of rows that nothing was written for. */
export const PREVIEW = 'preview';

export interface RowsPart {
  /** The line after which the page starts. */
  readonly after?: number;
  readonly limit: number;
  readonly outcomes?: readonly ImportOutcome[];
  readonly hasConflict?: boolean;
}

export class UploadRows {
  constructor(private readonly pool: Pool) {}

  async save(importId: string, run: string, rows: readonly ImportRow[]): Promise<void> {
    await this.pool.query(
      `INSERT INTO import_rows (import_id, run, line, outcome, has_conflict, row)
       SELECT $1, $2, x.line, x.outcome, x.has_conflict, x.row::jsonb
       FROM unnest($3::int[], $4::text[], $5::boolean[], $6::text[])
         AS x(line, outcome, has_conflict, row)
       ON CONFLICT (import_id, run, line) DO UPDATE
         SET outcome = excluded.outcome, has_conflict = excluded.has_conflict, row = excluded.row`,
      [
        ...[importId, run, rows.map(({ line }) => line), rows.map(({ outcome }) => outcome)],
        rows.map(({ cells }) => cells.some(({ result }) => result === 'conflict')),
        rows.map((row) => JSON.stringify(row)),
      ],
    );
  }

  async clear(importId: string, run: string): Promise<void> {
    await this.pool.query('DELETE FROM import_rows WHERE import_id = $1 AND run = $2', [
      importId,
      run,
    ]);
  }

  /** One page, and the line after which the next one starts. */
  async page(
    importId: string,
    run: string,
    { after = 0, limit, outcomes, hasConflict = false }: RowsPart,
  ): Promise<{ readonly rows: readonly ImportRow[]; readonly next: number | null }> {
    const { rows } = await this.pool.query<{ readonly row: ImportRow }>(
      `SELECT row FROM import_rows
       WHERE import_id = $1 AND run = $2 AND line > $3
         AND outcome = ANY (coalesce($4, ARRAY[outcome])) AND has_conflict >= $5
       ORDER BY line LIMIT $6`,
      [importId, run, after, outcomes ?? null, hasConflict, limit + 1],
    );
    const page = rows.slice(0, limit).map(({ row }) => row);
    return { rows: page, next: rows.length > limit ? (page.at(-1)?.line ?? null) : null };
  }
}
