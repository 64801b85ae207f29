/**
 * Swaps tables in for the live ones in one short transaction, which blocks all writers, adds the
 * last few events and renames. The previous live tables are kept with their positions, so that the
 * swap can be undone. Statements prepared before keep working, because sinks and views keep their
 * names.
 */
import type { Client } from 'pg';
import { setTimeout as wait } from 'node:timers/promises';
import type { RebuildTables } from './rebuild-tables';
import { INSTALL_LOCK } from '../projection/install';
import { isHistory, projectionTable, type Projection } from '../projection/projection';
import { createSink, createView, renameTable } from '../projection/read-table';
import { inTransaction } from '../transaction';
import type { RebuildTable } from './compare-tables';

/** A slow reader must not block all writers behind us, so give up and try again. */
const LOCK_TIMEOUT_MS = 200;
const RETRY_AFTER_MS = 300;
const ATTEMPTS = 100;
const LOCK_NOT_AVAILABLE = '55P03';

/** The name of the previous table and of its checkpoints. */
export const keptName = (name: string): string => `${name}_old`;

/** @throws the driver's error if readers never release the tables */
export async function swapIn<State>(
  writer: Client,
  rebuildTables: RebuildTables<State>,
): Promise<void> {
  for (let attempt = 1; attempt < ATTEMPTS; attempt++) {
    if (await trySwap(writer, rebuildTables)) return;
    await wait(RETRY_AFTER_MS);
  }
  await inTransaction(writer, () => swap(writer, rebuildTables));
}

async function trySwap<State>(
  writer: Client,
  rebuildTables: RebuildTables<State>,
): Promise<boolean> {
  await catchUpClosely(rebuildTables);
  try {
    await inTransaction(writer, () => swap(writer, rebuildTables));
    return true;
  } catch (error) {
    if (isLockTimeout(error)) return false;
    throw error;
  }
}

/** Catches up until little is left, or until writers are faster. */
async function catchUpClosely<State>(rebuildTables: RebuildTables<State>): Promise<void> {
  let before = Infinity;
  for (;;) {
    const events = await rebuildTables.catchUp();
    if (events === 0 || events >= before) return;
    before = events;
  }
}

async function swap<State>(writer: Client, rebuildTables: RebuildTables<State>): Promise<void> {
  await writer.query('SET LOCAL synchronous_commit = on');
  await writer.query(`SET LOCAL lock_timeout = ${LOCK_TIMEOUT_MS}`);
  await writer.query('SELECT pg_advisory_xact_lock($1)', [INSTALL_LOCK]);
  // Every append locks its ledger before it touches a read table, and so does the swap.
  await writer.query('LOCK TABLE ledgers IN EXCLUSIVE MODE');
  await rebuildTables.finish(writer);
  for (const rebuildTable of rebuildTables.tables) await swapTable(writer, rebuildTable);
}

async function swapTable<State>(
  writer: Client,
  { projection, table: rebuildTable }: RebuildTable<State>,
): Promise<void> {
  const { name } = projection;
  const live = projectionTable(projection);
  const [kept, leaving] = [keptName(live), `${live}_leaving`];
  const isWorthKeeping = await keepCheckpoints(writer, projection);
  const statements = [
    `DROP VIEW IF EXISTS ${name}`,
    ...renameTable(projection, live, leaving),
    ...renameTable(projection, rebuildTable, live),
    `DROP TABLE IF EXISTS ${kept}`,
    ...(isWorthKeeping ? renameTable(projection, leaving, kept) : [`DROP TABLE ${leaving}`]),
    ...(isHistory(projection) ? [] : [createSink(projection)]),
    createView(projection),
  ];
  for (const statement of statements) await writer.query(statement);
  await writer.query(
    `INSERT INTO projection_checkpoints (projection, version, ledger_id, position)
     SELECT $1, $2, ledger_id, CASE WHEN $3 THEN head END FROM ledgers
     ON CONFLICT (ledger_id, projection, version) DO UPDATE SET position = excluded.position`,
    [name, projection.version, isHistory(projection)],
  );
}

/** Stores the positions of the live table; returns whether it holds any ledger. */
async function keepCheckpoints<State>(
  writer: Client,
  { name, version }: Projection<State>,
): Promise<boolean> {
  await writer.query('DELETE FROM projection_checkpoints WHERE projection = $1 AND version = $2', [
    keptName(name),
    version,
  ]);
  const { rowCount } = await writer.query(
    `INSERT INTO projection_checkpoints (projection, version, ledger_id, position)
     SELECT $3, k.version, k.ledger_id, coalesce(k.position, l.head)
     FROM projection_checkpoints k JOIN ledgers l USING (ledger_id)
     WHERE k.projection = $1 AND k.version = $2`,
    [name, version, keptName(name)],
  );
  return (rowCount ?? 0) > 0;
}

const isLockTimeout = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === LOCK_NOT_AVAILABLE;
