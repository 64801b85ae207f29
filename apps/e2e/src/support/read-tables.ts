import { query } from './cli';

/** The tables behind read tables, in the order of their names. */
export async function readTables(
  databaseUrl: string,
  ...names: readonly string[]
): Promise<readonly string[]> {
  const rows = await query<{ tablename: string }>(
    databaseUrl,
    `SELECT tablename FROM pg_tables WHERE tablename ~ '^(${names.join('|')})_v[0-9]+$' ORDER BY 1`,
  );
  if (rows.length === names.length) return rows.map(({ tablename }) => tablename);
  throw new Error(`Expected a table of each of ${names.join(', ')}, found ${rows.length}`);
}
