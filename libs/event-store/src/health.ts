import type { Pool } from 'pg';
import { projectionKey, type Projection } from './projection';
import { brokenInvariants, type Difference } from './verify-invariants';
import { inTransaction } from './transaction';

/** What can be said about all ledgers at a glance, cheap enough for a metric. */
export interface LedgerHealth {
  readonly ledgers: number;
  readonly events: number;
  /** Ledgers whose head is not the position of their last event; 0 when all is well. */
  readonly brokenHeads: number;
  /** Ledgers that some read table does not follow; 0 except while one is rebuilt. */
  readonly owedLedgers: number;
}

/** Looks at heads and checkpoints, one index entry per ledger. */
export async function ledgerHealth<State>(
  pool: Pool,
  projections: readonly Projection<State>[],
): Promise<LedgerHealth> {
  const { rows } = await pool.query<LedgerHealth>({
    name: 'ledger_health',
    text: `SELECT count(*)::int AS ledgers, coalesce(sum(l.head), 0)::float8 AS events,
        count(*) FILTER (WHERE l.head <> coalesce(
          (SELECT e.position FROM events e WHERE e.ledger_id = l.ledger_id
           ORDER BY e.position DESC LIMIT 1), 0))::int AS "brokenHeads",
        count(*) FILTER (WHERE (
          SELECT count(*) FROM projection_checkpoints k WHERE k.ledger_id = l.ledger_id
            AND k.position IS NULL AND k.projection || '/' || k.version = ANY ($1))
          < cardinality($1::text[]))::int AS "owedLedgers"
      FROM ledgers l`,
    values: [projections.map(projectionKey)],
  });
  return rows[0] ?? { ledgers: 0, events: 0, brokenHeads: 0, owedLedgers: 0 };
}

/** Differences of one kind in one ledger: enough to see what happened. */
export const SHOWN_DIFFERENCES = 10;

/** Checks every invariant of every ledger, in one snapshot and without a lock. */
export async function verifyInvariants(pool: Pool): Promise<readonly Difference[]> {
  const client = await pool.connect();
  // Unheard, a connection that breaks between two queries would end the process.
  client.on('error', ignore);
  try {
    return await inTransaction(client, async () => {
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
  } finally {
    client.off('error', ignore);
    client.release();
  }
}

const ignore = (): void => undefined;
