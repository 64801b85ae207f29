/**
 * No query reads a whole table to return a small part of it. Every statement of the product is
 * explained as it runs on 20,000 items, so none is left out; the OpenAPI document and the list of
 * commands ensure that all of them run.
 */
import { Cli, query } from './support/cli';
import { createLargeDatabase } from './support/large-database';
import { startProduct } from './support/product';
import { explainEverything, sequentialScans, type SequentialScan } from './support/query-plans';
import { useTheApi, useTheCommandLine } from './support/whole-product';
import { WHOLE_TABLE_QUERIES } from './support/whole-table-queries';

/** Less of a table than this is no reason to read all of it. */
const SMALL_PART = 0.1;

/** Holds a row per release of the program, and does not grow with its use. */
const NOT_GROWING = 'migrations';

const WITHOUT_AUTOVACUUM = `DO $$ DECLARE name text; BEGIN
  FOR name IN SELECT relname FROM pg_stat_user_tables LOOP
    EXECUTE format('ALTER TABLE %I SET (autovacuum_enabled = false)', name);
  END LOOP; END $$`;

describe('The queries of the product on 20,000 items', () => {
  let databaseUrl: string;
  let statements: readonly string[];
  let scans: readonly SequentialScan[];
  let rowsOf: ReadonlyMap<string, number>;
  const unused: string[] = [];

  beforeAll(async () => {
    databaseUrl = await createLargeDatabase();
    // Otherwise plans depend on whether PostgreSQL counts a table before or after it is read.
    await query(databaseUrl, WITHOUT_AUTOVACUUM);
    await query(databaseUrl, 'VACUUM ANALYZE');
    // Histories are still empty and count as small; the last test judges their scans.
    rowsOf = await tableRows();
    await explainEverything(databaseUrl);
    // The command line comes first: its rebuild fills the histories, which the server reads.
    unused.push(...(await useTheCommandLine(new Cli({ DATABASE_URL: databaseUrl }))));
    // PostgreSQL would do so itself, but at a time of its own.
    await query(databaseUrl, 'ANALYZE');
    unused.push(...(await useTheServer()));
    const found = await sequentialScans(databaseUrl);
    expect(found.statements.length).toBeGreaterThan(1_000);
    statements = found.statements;
    scans = found.scans.filter(({ table }) => table !== NOT_GROWING);
  }, 900_000);

  async function useTheServer(): Promise<readonly string[]> {
    const product = await startProduct({
      DATABASE_URL: databaseUrl,
      JWT_SECRET: 's'.repeat(32),
      // Statements that are explained while they run take longer.
      DB_READ_TIMEOUT_MS: '0',
    });
    try {
      return await useTheApi(product.url);
    } finally {
      await product.stop();
    }
  }

  async function tableRows(): Promise<ReadonlyMap<string, number>> {
    const rows = await query<{ table: string; rows: number }>(
      databaseUrl,
      `SELECT relname AS table, n_live_tup::int AS rows FROM pg_stat_user_tables`,
    );
    return new Map(rows.map((row) => [row.table, row.rows]));
  }

  const known = (scan: SequentialScan) =>
    WHOLE_TABLE_QUERIES.find(({ tables, sql }) => tables.test(scan.table) && sql.test(scan.sql));
  const described = (found: readonly SequentialScan[]) => [
    ...new Set(
      found.map(({ table, rows, sql }) => `${rows} rows of ${table}: ${sql.slice(0, 2_000)}`),
    ),
  ];

  it('are all asked', () => {
    expect(unused).toEqual([]);
  });

  it('never read a table from end to end for less than a tenth of it', () => {
    const wasteful = scans.filter(
      (scan) => scan.rows < SMALL_PART * (rowsOf.get(scan.table) ?? 0) && !known(scan)?.mayFindFew,
    );
    expect(described(wasteful)).toEqual([]);
  });

  it('read a table from end to end only where that is known, with a reason', () => {
    expect(described(scans.filter((scan) => !known(scan)))).toEqual([]);
    // Whether a small table is read in order or by an index is up to its statistics of the moment.
    const unneeded = WHOLE_TABLE_QUERIES.filter(({ sql }) => !statements.some((s) => sql.test(s)));
    expect(unneeded.map(({ sql }) => sql.source)).toEqual([]);
  });
});
