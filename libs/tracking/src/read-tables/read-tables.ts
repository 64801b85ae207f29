import { projectionTable } from '@action-tracker/event-store';
import type { Pool } from 'pg';
import { PROJECTIONS } from './projections';

const KNOWN_FOR_MS = 1_000;

/** SQL for the tables that hold the rows of answers, as text; `$n` stands for `READ_TABLES`. */
export const readTableIds = (placeholder: string): string =>
  `(SELECT string_agg(to_regclass(name)::oid::text, ',') FROM unnest(${placeholder}::text[]) name)`;

export const READ_TABLES = PROJECTIONS.map(projectionTable);

/**
 * Which tables hold the rows of answers: another version of a read table is another one, and so is one
 * that was rebuilt.
 */
export class ReadTables {
  private known: { readonly ids: Promise<string>; readonly until: number } | undefined;

  /** @param pool not that of reads: the answer of a change needs the ids, however slow reads are */
  constructor(private readonly pool: Pool) {}

  /**
   * Their ids as they were at most a second ago. Ask before the rows are read: then ids may be older
   * than rows, never newer.
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
