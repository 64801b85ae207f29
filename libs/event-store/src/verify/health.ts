import type { Pool } from 'pg';
import { isHistory, type Projection } from '../projection/projection';
import { brokenInvariants, type Difference } from './verify-invariants';
import { inPoolTransaction } from '../transaction';

/** A summary of all ledgers that is cheap enough for a metric. */
export interface LedgerHealth {
  readonly ledgers: number;
  readonly events: number;
  /** Ledgers whose head differs from the position of their last event; 0 if all is well. */
  readonly brokenHeads: number;
  /** Events missing from read tables; 0 unless another version of the program has written. */
  readonly owedEvents: number;
  /** Rows written by a running rebuild so far; 0 if none is running. */
  readonly rebuiltRows: number;
}

/** Looks at heads and checkpoints, one index entry per ledger. */
export async function ledgerHealth<State>(
  pool: Pool,
  all: readonly Projection<State>[],
): Promise<LedgerHealth> {
  // Histories lag until they are read, which is not an error.
  const projections = all.filter((projection) => !isHistory(projection));
  const { rows } = await pool.query<LedgerHealth>({
    name: 'ledger_health',
    text: `SELECT count(*)::int AS ledgers, coalesce(sum(l.head), 0)::float8 AS events,
        count(*) FILTER (WHERE l.head <> coalesce(
          (SELECT e.position FROM events e WHERE e.ledger_id = l.ledger_id
           ORDER BY e.position DESC LIMIT 1), 0))::int AS "brokenHeads",
        coalesce(sum((
          SELECT sum(l.head - coalesce(k.position, CASE WHEN k.ledger_id IS NULL THEN 0 ELSE l.head END))
          FROM unnest($1::text[], $2::int[]) AS p(name, version)
          LEFT JOIN projection_checkpoints k ON k.ledger_id = l.ledger_id
            AND k.projection = p.name AND k.version = p.version)), 0)::float8 AS "owedEvents",
        (SELECT coalesce(sum(f.tuples_processed), 0)::float8
          FROM pg_stat_progress_copy f JOIN pg_class c ON c.oid = f.relid
          WHERE f.datname = current_database() AND f.command = 'COPY FROM'
            AND c.relname LIKE '%\\_next') AS "rebuiltRows"
      FROM ledgers l`,
    values: [projections.map(({ name }) => name), projections.map(({ version }) => version)],
  });
  return rows[0] ?? { ledgers: 0, events: 0, brokenHeads: 0, owedEvents: 0, rebuiltRows: 0 };
}

/** Maximum number of differences reported per kind and ledger. */
export const SHOWN_DIFFERENCES = 10;

/** Checks every invariant of every ledger, in one snapshot and without a lock. */
export async function verifyInvariants(pool: Pool): Promise<readonly Difference[]> {
  return inPoolTransaction(pool, async (client) => {
    await client.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const { rows: ledgers } = await client.query<{ id: number }>(
      `SELECT ledger_id AS id FROM ledgers UNION SELECT ledger_id FROM events
       UNION SELECT ledger_id FROM commands UNION SELECT ledger_id FROM projection_checkpoints`,
    );
    const differences: Difference[] = [];
    for (const { id } of ledgers) {
      differences.push(...(await brokenInvariants(client, id, SHOWN_DIFFERENCES)));
    }
    return differences;
  });
}
