/**
 * Rebuilds read tables from the events, next to the live ones: fill up to the current heads, build
 * keys, catch up with the writers, compare if requested, swap. Readers see the old rows until the
 * new ones are complete, and writers continue. If killed at any point, the live tables stay as they
 * were, and the next rebuild removes the leftovers.
 */
import type { Pool } from 'pg';
import { RebuildTables } from './rebuild-tables';
import type { TablesCompared } from './compare-tables';
import { NothingToRollBack } from '../errors';
import { installProjections } from '../projection/install';
import { projectionTable, type Projection, type StreamModel } from '../projection/projection';
import { withRebuildSession, type RebuildSession } from './rebuild-session';
import { keptName, swapIn } from './swap';

export interface RebuildProgress {
  readonly ledgersDone: number;
  readonly ledgersTotal: number;
  readonly eventsDone: number;
  readonly eventsTotal: number;
}

export interface Rebuilt extends RebuildProgress {
  /** The comparison with the live rows, if requested. */
  readonly compared?: TablesCompared;
}

interface Rebuild<State> {
  readonly pool: Pool;
  readonly model: StreamModel<State>;
  readonly projections: readonly Projection<State>[];
  /** What to do while another rebuild runs: `refuse` (default), or `wait` until it ends. */
  readonly whenRunning?: 'refuse' | 'wait';
  /** Whether to compare the new tables with the live ones before the swap; default: no. */
  readonly isCompared?: boolean;
  /** Called after every page; throwing stops the rebuild and keeps the live tables. */
  readonly onProgress?: (progress: RebuildProgress) => void;
}

/**
 * Rebuilds the given projections from the first event on.
 *
 * @throws RebuildRunning
 */
export async function rebuildProjections<State>(rebuild: Rebuild<State>): Promise<Rebuilt> {
  const { pool, model, projections, isCompared, whenRunning = 'refuse' } = rebuild;
  return withRebuildSession(pool, whenRunning, async (session) => {
    await installProjections(pool, projections);
    const tables = projections.map((projection) => ({
      projection,
      table: `${projectionTable(projection)}_next`,
    }));
    const rebuildTables = new RebuildTables(session, model, tables);
    try {
      await rebuildTables.create();
      const progress = await fill(rebuild, session, rebuildTables);
      await rebuildTables.createKeys();
      const compared = isCompared ? { compared: await rebuildTables.compare() } : {};
      await swapIn(session.writer, rebuildTables);
      return { ...progress, ...compared };
    } finally {
      // After a swap nothing is left to drop; after a failure the connection itself may be broken.
      const names = tables.map(({ table }) => table).join(', ');
      await session.writer.query(`DROP TABLE IF EXISTS ${names}`).catch(() => undefined);
    }
  });
}

async function fill<State>(
  { onProgress }: Rebuild<State>,
  { reader }: RebuildSession,
  rebuildTables: RebuildTables<State>,
): Promise<RebuildProgress> {
  const { rows: ledgers } = await reader.query<{ id: number; head: number }>(
    'SELECT ledger_id AS id, head FROM ledgers ORDER BY ledger_id',
  );
  const eventsTotal = ledgers.reduce((sum, { head }) => sum + head, 0);
  let progress = { ledgersDone: 0, ledgersTotal: ledgers.length, eventsDone: 0, eventsTotal };
  await rebuildTables.fill(ledgers, ({ events, isLast }) => {
    progress = {
      ...progress,
      ledgersDone: progress.ledgersDone + (isLast ? 1 : 0),
      eventsDone: progress.eventsDone + events.length,
    };
    onProgress?.(progress);
  });
  return progress;
}

/**
 * Restores the tables from before the last rebuild, once they have caught up. The ones they replace
 * are kept in turn.
 *
 * @throws RebuildRunning, NothingToRollBack
 */
export function rollBackProjections<State>({
  pool,
  model,
  projections,
}: Pick<Rebuild<State>, 'pool' | 'model' | 'projections'>): Promise<void> {
  return withRebuildSession(pool, 'refuse', async (session) => {
    const kept = [];
    for (const projection of projections) kept.push(await findKept(session, model, projection));
    for (const rebuildTables of kept) await swapIn(session.writer, rebuildTables);
  });
}

async function findKept<State>(
  session: RebuildSession,
  model: StreamModel<State>,
  projection: Projection<State>,
): Promise<RebuildTables<State>> {
  const { name, version } = projection;
  const table = keptName(projectionTable(projection));
  const { rowCount } = await session.reader.query('SELECT WHERE to_regclass($1) IS NOT NULL', [
    table,
  ]);
  if (rowCount === 0) throw new NothingToRollBack(name);
  const { rows } = await session.reader.query<{ id: number; position: number }>(
    `SELECT ledger_id AS id, position FROM projection_checkpoints
     WHERE projection = $1 AND version = $2`,
    [keptName(name), version],
  );
  const positions = new Map(rows.map(({ id, position }) => [id, position]));
  return new RebuildTables(session, model, [{ projection, table }], positions);
}
