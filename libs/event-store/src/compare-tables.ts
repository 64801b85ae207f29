/** Compares read tables that are to take the place of the live ones with these, row by row. */
import type { ClientBase } from 'pg';
import type { Candidate } from './candidate';
import { projectionTable } from './projection';
import { inTransaction } from './transaction';

/**
 * Counts the rows that are not the same in both, by read table: other values, or in one of them only.
 * One snapshot, so nobody waits. Ledgers that are further than the candidates by now are left out.
 *
 * @param positions up to where the candidates hold each ledger
 */
export function countDifferences<State>(
  reader: ClientBase,
  tables: readonly Candidate<State>[],
  positions: ReadonlyMap<number, number>,
): Promise<Readonly<Record<string, number>>> {
  return inTransaction(reader, async () => {
    await reader.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ');
    const { rows: heads } = await reader.query<{ id: number; head: number }>(
      'SELECT ledger_id AS id, head FROM ledgers',
    );
    const written = heads.filter(({ id, head }) => positions.get(id) !== head).map(({ id }) => id);
    const counts: Record<string, number> = {};
    for (const candidate of tables) {
      const { rows } = await reader.query<{ count: number }>(differences(candidate), [written]);
      counts[candidate.projection.name] = rows[0]?.count ?? 0;
    }
    return counts;
  });
}

function differences<State>({ projection, table }: Candidate<State>): string {
  const rowsOf = (name: string) => `(SELECT * FROM ${name} WHERE tracker_id <> ALL ($1::int[]))`;
  return `SELECT count(*)::int AS count
    FROM ${rowsOf(projectionTable(projection))} live
    FULL JOIN ${rowsOf(table)} rebuilt USING (${projection.key.join(', ')})
    WHERE ROW(live.*) IS DISTINCT FROM ROW(rebuilt.*)`;
}
