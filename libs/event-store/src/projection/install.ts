import type { Pool, PoolClient } from 'pg';
import { isHistory, projectionTable, type Projection } from './projection';
import { createKeys, createSink, createTable, createView } from './read-table';
import { inPoolTransaction } from '../transaction';

export const INSTALL_LOCK = 71_004;

/**
 * Creates missing read tables, sinks and views. Safe to repeat, and to run in several processes at
 * once: a lock serialises them, because PostgreSQL's own `IF NOT EXISTS` and `OR REPLACE` can
 * collide. An existing view keeps the version it shows until a rebuild has filled the new one.
 */
export async function installProjections<State>(
  pool: Pool,
  projections: readonly Projection<State>[],
): Promise<void> {
  await inPoolTransaction(pool, async (client) => {
    await client.query('SELECT pg_advisory_xact_lock($1)', [INSTALL_LOCK]);
    for (const projection of projections) await installProjection(client, projection);
  });
}

async function installProjection<State>(
  client: PoolClient,
  projection: Projection<State>,
): Promise<void> {
  const { name, version } = projection;
  const table = projectionTable(projection);
  const { rows } = await client.query<{ hasTable: boolean; hasView: boolean }>(
    `SELECT to_regclass($1) IS NOT NULL AS "hasTable", to_regclass($2) IS NOT NULL AS "hasView"`,
    [table, name],
  );
  const { hasTable, hasView } = rows[0] ?? { hasTable: false, hasView: false };
  const create = [createTable(projection, table), ...createKeys(projection, table)];
  const statements = [
    ...(hasTable ? [] : create),
    ...(isHistory(projection) ? [] : [createSink(projection)]),
    ...(hasView ? [] : [createView(projection)]),
  ];
  for (const statement of statements) await client.query(statement);
  if (hasTable) return;
  // A new table is empty, whatever the checkpoints of an old one say.
  await client.query('DELETE FROM projection_checkpoints WHERE projection = $1 AND version = $2', [
    name,
    version,
  ]);
}

/** The projections that lack entries of some ledger and have to be rebuilt. Histories never do. */
export async function findOwingProjections<State>(
  pool: Pool,
  all: readonly Projection<State>[],
): Promise<readonly Projection<State>[]> {
  const projections = all.filter((projection) => !isHistory(projection));
  const { rows } = await pool.query<{ name: string; version: number }>(
    `SELECT p.name, p.version
     FROM unnest($1::text[], $2::int[]) AS p(name, version)
     WHERE EXISTS (SELECT FROM ledgers l WHERE NOT EXISTS (
       SELECT FROM projection_checkpoints k
       WHERE k.ledger_id = l.ledger_id AND k.projection = p.name AND k.version = p.version
         AND k.position IS NULL))`,
    [projections.map(({ name }) => name), projections.map(({ version }) => version)],
  );
  return projections.filter((projection) =>
    rows.some(({ name, version }) => name === projection.name && version === projection.version),
  );
}

/**
 * The owing projections of which no later version is installed. A server of an older version whose
 * tables are superseded leaves them alone, so that two versions never rebuild against each other.
 */
export async function findNewestOwing<State>(
  pool: Pool,
  all: readonly Projection<State>[],
): Promise<readonly Projection<State>[]> {
  const owing = await findOwingProjections(pool, all);
  if (owing.length === 0) return [];
  const { rows } = await pool.query<{ name: string; newest: number }>(
    `SELECT projection AS name, max(version) AS newest FROM projection_checkpoints
     WHERE projection = ANY ($1) GROUP BY projection`,
    [owing.map(({ name }) => name)],
  );
  const newest = new Map(rows.map((row) => [row.name, row.newest]));
  return owing.filter(({ name, version }) => version >= (newest.get(name) ?? version));
}
