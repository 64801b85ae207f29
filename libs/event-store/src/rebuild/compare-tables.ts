/** Compares rebuilt read tables with the live ones, row by row. */
import { DatabaseError, type ClientBase } from 'pg';
import { ledgerColumn, projectionTable, type Projection } from '../projection/projection';
import { inTransaction } from '../transaction';

/** A rebuilt read table that will replace the live one. */
export interface RebuildTable<State> {
  readonly projection: Projection<State>;
  readonly table: string;
}

/** The result of a comparison; each read table is in exactly one of the two records. */
export interface TablesCompared {
  /** Number of rows with different values, or missing on either side. */
  readonly differing: Readonly<Record<string, number>>;
  /** Why a table could not be compared. */
  readonly notCompared: Readonly<Record<string, string>>;
}

/**
 * Compares each table in its own snapshot, without locks. Leaves out ledgers that either side does
 * not hold up to the head. A table that cannot be compared, for example a live table that has lost
 * a column, is not an error: it is often the reason for the rebuild.
 *
 * @param positions the position up to which the rebuilt tables hold each ledger
 */
export async function compareTables<State>(
  reader: ClientBase,
  tables: readonly RebuildTable<State>[],
  positions: ReadonlyMap<number, number>,
): Promise<TablesCompared> {
  const differing: Record<string, number> = {};
  const notCompared: Record<string, string> = {};
  for (const rebuildTable of tables) {
    const found = await compareTable(reader, rebuildTable, positions);
    if (typeof found === 'number') differing[rebuildTable.projection.name] = found;
    else notCompared[rebuildTable.projection.name] = found;
  }
  return { differing, notCompared };
}

/** The number of different rows, or why they could not be compared. */
async function compareTable<State>(
  reader: ClientBase,
  rebuildTable: RebuildTable<State>,
  positions: ReadonlyMap<number, number>,
): Promise<number | string> {
  try {
    return await inTransaction(reader, async () => {
      await reader.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ');
      const ledgers = await headsOf(reader, rebuildTable.projection);
      if (ledgers.length > 0 && !ledgers.some(({ isLive }) => isLive)) return NOTHING_TO_COMPARE;
      const others = ledgers.filter(
        ({ id, head, isLive }) => !isLive || positions.get(id) !== head,
      );
      return await countDifferences(reader, rebuildTable, others);
    });
  } catch (error) {
    if (error instanceof DatabaseError) return error.message;
    throw error;
  }
}

const NOTHING_TO_COMPARE = 'the live table holds no ledger yet';

/** All ledgers, and whether the live table follows them. */
async function headsOf<State>(reader: ClientBase, { name, version }: Projection<State>) {
  const { rows } = await reader.query<{ id: number; head: number; isLive: boolean }>(
    `SELECT ledger_id AS id, head, EXISTS (
       SELECT FROM projection_checkpoints k
       WHERE k.ledger_id = l.ledger_id AND k.projection = $1 AND k.version = $2
         AND k.position IS NULL) AS "isLive"
     FROM ledgers l`,
    [name, version],
  );
  return rows;
}

async function countDifferences<State>(
  reader: ClientBase,
  { projection, table }: RebuildTable<State>,
  without: readonly { readonly id: number }[],
): Promise<number> {
  const rowsOf = (name: string) =>
    `(SELECT * FROM ${name} WHERE ${ledgerColumn(projection)} <> ALL ($1::int[]))`;
  const { rows } = await reader.query<{ count: number }>(
    `SELECT count(*)::int AS count
     FROM ${rowsOf(projectionTable(projection))} live
     FULL JOIN ${rowsOf(table)} rebuilt USING (${projection.key.join(', ')})
     WHERE ROW(live.*) IS DISTINCT FROM ROW(rebuilt.*)`,
    [without.map(({ id }) => id)],
  );
  return rows[0]?.count ?? 0;
}
