import { projectionTable } from '@action-tracker/event-store';
import type { Pool } from 'pg';
import { PROJECTIONS } from './projections';

const KNOWN_FOR_MS = 1_000;

/** SQL for the ids of the tables behind responses, as text; `$n` stands for `READ_TABLES`. */
export const readTableIds = (placeholder: string): string =>
  `(SELECT string_agg(to_regclass(name)::oid::text, ',') FROM unnest(${placeholder}::text[]) name)`;

export const READ_TABLES = PROJECTIONS.map(projectionTable);

/**
 * The ids of the tables that hold response rows. A new version or a rebuild of a read table creates
 * a table with a new id.
 */
export class ReadTables {
  private known: { readonly ids: Promise<string>; readonly until: number } | undefined;

  /**
   * @param pool not the pool for reads: the answer to a change needs the ids even while reads are
   *   slow
   */
  constructor(private readonly pool: Pool) {}

  /**
   * The ids, at most one second old. Call it before reading rows: then the ids may be older than
   * the rows, never newer.
   */
  ids(): Promise<string> {
    if (this.known && performance.now() < this.known.until) return this.known.ids;
    const ids = this.ask();
    ids.catch(() => (this.known = undefined));
    this.known = { ids, until: performance.now() + KNOWN_FOR_MS };
    return ids;
  }

  private async ask(): Promise<string> {
    const { rows } = await this.pool.query<{ ids: string | null }>({
      name: 'read_tables',
      text: `SELECT ${readTableIds('$1')} AS ids`,
      values: [READ_TABLES],
    });
    return rows[0]?.ids ?? '';
  }
}
