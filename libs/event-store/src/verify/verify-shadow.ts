/**
 * Refills read tables into temporary tables, in the same way as a rebuild, to compare them with the
 * live ones.
 */
import type { PoolClient } from 'pg';
import { copyRows } from '../write/copy-rows';
import {
  isHistory,
  ledgerColumn,
  projectionTable,
  type Projection,
  type Row,
} from '../projection/projection';
import type { Rows } from '../projection/read-table';
import type { Difference } from './verify-invariants';

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

  private constructor(
    private readonly client: PoolClient,
    readonly projection: Projection<State>,
    private readonly live: TableFacts,
    /** The position up to which the live table holds the ledger. */
    readonly upTo: number,
  ) {
    this.table = projectionTable(projection);
  }

  /** Creates the temporary table, which lasts as long as the transaction. */
  static async create<State>(
    client: PoolClient,
    projection: Projection<State>,
    ledgerId: number,
  ): Promise<Shadow<State>> {
    const table = projectionTable(projection);
    const live = await readTableFacts(client, table);
    await client.query(
      `CREATE TEMPORARY TABLE ${table} (LIKE ${live.schema}.${table} INCLUDING GENERATED) ON COMMIT DROP`,
    );
    await client.query(`ALTER TABLE pg_temp.${table} ADD ${live.primaryKey}`);
    const upTo = await positionOf(client, projection, ledgerId);
    return new Shadow(client, projection, live, upTo);
  }

  /** Writes rows that do not exist yet. */
  write(rows: Rows): Promise<void> {
    return copyRows(this.client, `pg_temp.${this.table}`, rows);
  }

  /** Removes the rows of the previous ledger. */
  async clear(): Promise<void> {
    await this.client.query(`TRUNCATE pg_temp.${this.table}`);
  }

  /** The number of rows according to the events. */
  async count(): Promise<number> {
    const { rows } = await this.client.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM pg_temp.${this.table}`,
    );
    return rows[0]?.count ?? 0;
  }

  /** Differences between live and rebuilt rows of a ledger, for at most `limit` rows. */
  async compare(ledgerId: number, limit: number): Promise<readonly Difference[]> {
    const columns = this.live.keyColumns.join(', ');
    const { rows } = await this.client.query<ComparedRow>(
      `SELECT to_jsonb(l) AS live, to_jsonb(r) AS rebuilt
       FROM (SELECT * FROM ${this.live.schema}.${this.table} WHERE ${ledgerColumn(this.projection)} = $1) l
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

/** Histories are compared up to their position; readers catch up the rest. */
async function positionOf<State>(
  client: PoolClient,
  projection: Projection<State>,
  ledgerId: number,
): Promise<number> {
  if (!isHistory(projection)) return Number.MAX_SAFE_INTEGER;
  const { rows } = await client.query<{ position: number | null }>(
    `SELECT position FROM projection_checkpoints
     WHERE ledger_id = $1 AND projection = $2 AND version = $3`,
    [ledgerId, projection.name, projection.version],
  );
  return rows[0]?.position ?? 0;
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
