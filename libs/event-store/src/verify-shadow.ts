/**
 * Read tables filled anew beside the live ones, to compare the two. A shadow is a temporary table
 * with the live table's name: PostgreSQL looks there first, so the very sink of the append fills it.
 */
import type { PoolClient } from 'pg';
import type { RecordedEvent } from './events';
import { projectionTable, recordedRow, type Projection, type Row } from './projection';
import { onConflict } from './read-table';
import { rowsLiteral } from './row-literals';
import type { Difference } from './verify-invariants';

const SINK_ROWS = 1_000;

interface TableFacts {
  readonly schema: string;
  readonly primaryKey: string;
  readonly keyColumns: readonly string[];
}

interface ComparedRow {
  readonly live: Row | null;
  readonly rebuilt: Row | null;
}

/** The shadow of one projection, for one ledger at a time. */
export class Shadow<State> {
  private readonly table: string;
  private readonly pending = new Map<string, Row>();

  private constructor(
    private readonly client: PoolClient,
    readonly projection: Projection<State>,
    private readonly live: TableFacts,
  ) {
    this.table = projectionTable(projection);
  }

  /** Creates it, for as long as the transaction of this connection lasts. */
  static async create<State>(
    client: PoolClient,
    projection: Projection<State>,
  ): Promise<Shadow<State>> {
    const table = projectionTable(projection);
    const live = await readTableFacts(client, table);
    await client.query(
      `CREATE TEMPORARY TABLE ${table} (LIKE ${live.schema}.${table}) ON COMMIT DROP`,
    );
    await client.query(`ALTER TABLE pg_temp.${table} ADD ${live.primaryKey}`);
    return new Shadow(client, projection, live);
  }

  /** Takes the row that an event leaves, if any. */
  async write(event: RecordedEvent, row: Row | undefined): Promise<void> {
    if (!row) return;
    const key = this.projection.keeps === 'latest' ? event.stream : String(event.position);
    this.pending.set(key, recordedRow(this.projection, row, event));
    if (this.pending.size >= SINK_ROWS) await this.flush();
  }

  async flush(): Promise<void> {
    if (this.pending.size === 0) return;
    const literal = rowsLiteral([...this.pending.values()], Object.keys(this.projection.columns));
    this.pending.clear();
    const table = `pg_temp.${this.table}`;
    await this.client.query(
      `INSERT INTO ${table} SELECT * FROM unnest($1::${table}[]) ${onConflict(this.projection)}`,
      [literal],
    );
  }

  /** Forgets the rows of the ledger before. */
  async clear(): Promise<void> {
    this.pending.clear();
    await this.client.query(`TRUNCATE pg_temp.${this.table}`);
  }

  /** How many rows the ledger has by its events. */
  async count(): Promise<number> {
    const { rows } = await this.client.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM pg_temp.${this.table}`,
    );
    return rows[0]?.count ?? 0;
  }

  /** Where the live rows of a ledger are not the rebuilt ones; at most `limit` rows. */
  async compare(ledgerId: number, limit: number): Promise<readonly Difference[]> {
    const columns = this.live.keyColumns.join(', ');
    const { rows } = await this.client.query<ComparedRow>(
      `SELECT to_jsonb(l) AS live, to_jsonb(r) AS rebuilt
       FROM (SELECT * FROM ${this.live.schema}.${this.table} WHERE tracker_id = $1) l
       FULL JOIN pg_temp.${this.table} r USING (${columns})
       WHERE ROW(l.*) IS DISTINCT FROM ROW(r.*) ORDER BY ${columns} LIMIT ${limit}`,
      [ledgerId],
    );
    return rows.flatMap((row) => this.differences(row));
  }

  private differences({ live, rebuilt }: ComparedRow): readonly Difference[] {
    const row = live ?? rebuilt ?? {};
    const { keyColumns } = this.live;
    const key = Object.fromEntries(keyColumns.map((column) => [column, row[column]]));
    const where = { table: this.projection.name, key };
    if (!live || !rebuilt) return [{ ...where, column: null, live, rebuilt }];
    return Object.keys(row)
      .filter((column) => JSON.stringify(live[column]) !== JSON.stringify(rebuilt[column]))
      .map((column) => ({ ...where, column, live: live[column], rebuilt: rebuilt[column] }));
  }
}

async function readTableFacts(client: PoolClient, table: string): Promise<TableFacts> {
  const { rows } = await client.query<TableFacts>(
    `SELECT quote_ident(n.nspname) AS schema, pg_get_constraintdef(k.oid) AS "primaryKey",
       ARRAY(SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY AS c(number, nth)
             JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = c.number
             ORDER BY c.nth) AS "keyColumns"
     FROM pg_constraint k
     JOIN pg_class t ON t.oid = k.conrelid
     JOIN pg_namespace n ON n.oid = t.relnamespace
     WHERE k.conrelid = to_regclass($1) AND k.contype = 'p'`,
    [table],
  );
  const [facts] = rows;
  if (!facts) throw new Error(`Expected the table ${table} with a primary key, found none`);
  return facts;
}
