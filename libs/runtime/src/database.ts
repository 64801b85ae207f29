/**
 * The connections of a process. TypeORM owns the pool (migrations, users, queries); the ledger uses
 * the same pool through its driver. Servers read through a separate pool.
 */
import { MIGRATIONS } from '@action-tracker/migrations';
import { types, type Pool } from 'pg';

type TypeId = Parameters<typeof types.getTypeParser>[0];
import { DataSource, MigrationExecutor, type DataSourceOptions, type QueryRunner } from 'typeorm';
import { openEmbeddedDatabase } from './embedded-database';
import { LastingClient, UnpreparedClient } from './lasting-client';
import { OperatorError } from './operator-error';
import { ledgerOwnership, type LedgerOwnership } from './server-role';
import type { Settings } from './settings';
import { messageOf } from './system-error';

/** A pool, and TypeORM's view of it. */
export interface Connections {
  readonly dataSource: DataSource;
  readonly pool: Pool;
}

export interface Database extends Connections {
  /**
   * The pool for reads: slow ones time out, and no number of them can exhaust the pool for writes.
   */
  readonly reads: Connections;
  /** Whether this is the embedded PostgreSQL in `DATA_DIR`. */
  readonly isEmbedded: boolean;
  close(): Promise<void>;
}

export interface OpenDatabaseOptions {
  readonly settings: Pick<Settings, 'databaseUrl' | 'databasePoolMax' | 'dataDir'> &
    Partial<Pick<Settings, 'preparedStatements' | 'databaseReadTimeoutMs'>>;
  readonly role: 'server' | 'guest';
  readonly entities: NonNullable<DataSourceOptions['entities']>;
  readonly onStep?: (message: string) => void;
}

const MIGRATION_LOCK = 71_003;
const CONNECT_TIMEOUT_MS = 10_000;

const IN_UTC = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d+))?\+00$/;

/**
 * Converts PostgreSQL's text form in a UTC session without a Date, because lists have thousands of
 * timestamps.
 */
export function toUtc(value: string): string {
  const [, date, time, fraction = ''] = IN_UTC.exec(value) ?? [];
  if (date === undefined || time === undefined) return new Date(value).toISOString();
  return `${date}T${time}.${fraction.slice(0, 3).padEnd(3, '0')}Z`;
}

/**
 * Positions become numbers (a ledger stays far below 2^53 entries), dates stay `YYYY-MM-DD`, and
 * timestamps become ISO 8601 in UTC, so that a row is the response of the API without mapping.
 */
const TYPE_PARSERS: Readonly<Record<number, (value: string) => unknown>> = {
  [types.builtins.INT8]: Number,
  [types.builtins.DATE]: (value) => value,
  [types.builtins.TIMESTAMPTZ]: toUtc,
};

/**
 * Connects to `DATABASE_URL`, or to the PostgreSQL in `DATA_DIR`.
 *
 * @throws OperatorError if the database cannot be reached
 */
export async function openDatabase(options: OpenDatabaseOptions): Promise<Database> {
  const { settings, role, onStep } = options;
  if (settings.databaseUrl !== undefined) {
    return { ...(await connect(settings.databaseUrl, options)), isEmbedded: false };
  }
  const { dataDir } = settings;
  const embedded = await openEmbeddedDatabase({ dataDir, role, ...(onStep ? { onStep } : {}) });
  const database = await connect(embedded.url, options).catch(async (error: unknown) => {
    await embedded.release();
    throw error;
  });
  const close = async () => {
    await database.close();
    await embedded.release();
  };
  return { ...database, close, isEmbedded: true };
}

/** Share of the pool for reads; the rest serves authentication, writes and monitoring. */
const READS_SHARE = 0.6;

async function connect(
  url: string,
  options: OpenDatabaseOptions,
): Promise<Omit<Database, 'isEmbedded'>> {
  const { role, settings, onStep = () => undefined } = options;
  const max = settings.databasePoolMax;
  if (role !== 'server') {
    const connections = await openPool(url, options, { max });
    const close = () => connections.dataSource.destroy();
    return { ...connections, reads: connections, close };
  }
  const readsMax = Math.max(1, Math.floor(max * READS_SHARE));
  const connections = await openPool(url, options, { max: Math.max(1, max - readsMax) });
  try {
    const reads = await openReads(url, options, { max: readsMax, report: onStep });
    const close = async () => {
      await Promise.all([connections.dataSource.destroy(), reads.dataSource.destroy()]);
    };
    return { ...connections, reads, close };
  } catch (error) {
    await connections.dataSource.destroy();
    throw error;
  }
}

/** Some poolers, which share connections between clients, do not accept settings per client. */
async function openReads(
  url: string,
  options: OpenDatabaseOptions,
  { max, report }: { readonly max: number; readonly report: (line: string) => void },
): Promise<Connections> {
  const timeoutMs = options.settings.databaseReadTimeoutMs ?? 0;
  if (timeoutMs === 0) return openPool(url, options, { max });
  try {
    return await openPool(url, options, { max, statement_timeout: timeoutMs });
  } catch (error) {
    if (!messageOf(error).includes('startup parameter')) throw error;
    report(
      'Warning: the pooler in front of PostgreSQL does not accept statement_timeout: slow reads have no limit',
    );
    return openPool(url, options, { max });
  }
}

async function openPool(
  url: string,
  { settings, entities }: OpenDatabaseOptions,
  limits: { readonly max: number; readonly statement_timeout?: number },
): Promise<Connections> {
  const dataSource = new DataSource({
    type: 'postgres',
    url,
    entities,
    migrations: MIGRATIONS,
    poolErrorHandler: () => undefined,
    extra: {
      ...limits,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      types: { getTypeParser },
      Client: settings.preparedStatements === 'off' ? UnpreparedClient : LastingClient,
    },
  });
  try {
    await dataSource.initialize();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new OperatorError(`Cannot reach the database at ${hostOf(url)}: ${reason}`);
  }
  // TypeORM types its driver for all databases; the one for PostgreSQL has the pool here.
  const { master: pool } = dataSource.driver as unknown as { readonly master: Pool };
  return { dataSource, pool };
}

/**
 * Updates the schema. Several processes may call it at once: one works, the others wait. Everything
 * runs in one transaction: with a pool of one there is no second connection, and a session lock
 * would be left behind in a pooler in transaction mode.
 *
 * @returns the names of the migrations that ran
 * @throws OperatorError if a newer version has removed something that this one needs
 */
export async function runMigrations({ dataSource }: Connections): Promise<readonly string[]> {
  const runner = dataSource.createQueryRunner();
  try {
    await runner.startTransaction();
    await runner.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    await refuseNewerSchema(dataSource, runner);
    const executor = new MigrationExecutor(dataSource, runner);
    executor.transaction = 'none';
    const pending = await executor.getPendingMigrations();
    if (pending.length === 0) return [];
    await requireOwner(runner, pending.length);
    const ran = await executor.executePendingMigrations();
    await runner.commitTransaction();
    return ran.map(({ name }) => name);
  } finally {
    if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
    await runner.release();
  }
}

/** A server role without ownership of the ledger leaves the schema to `migrate`. */
async function requireOwner(runner: QueryRunner, pending: number): Promise<void> {
  const ask = (text: string) => runner.query(text) as Promise<LedgerOwnership[]>;
  const { isOwner, role } = await ledgerOwnership(ask);
  if (isOwner ?? true) return;
  throw new OperatorError(
    `Expected an up-to-date schema, found ${pending} of its migrations missing, and the role ` +
      `"${role}" cannot run them: run \`action-tracker migrate\` with the role that owns the tables.`,
  );
}

/**
 * Additions by newer versions do not affect this one, so it can run during an upgrade and after a
 * rollback. A migration that removes something says so in its name.
 */
const TAKES_AWAY = 'Contract';

async function refuseNewerSchema(dataSource: DataSource, runner: QueryRunner): Promise<void> {
  const [table] = await dataSource.query<{ name: string | null }[]>(
    `SELECT to_regclass('migrations') AS name`,
    [],
    runner,
  );
  if (!table?.name) return;
  const known = MIGRATIONS.map(({ name }) => name);
  const newer = await dataSource.query<{ name: string }[]>(
    'SELECT name FROM migrations WHERE name <> ALL ($1) ORDER BY id',
    [known],
    runner,
  );
  const taken = newer.map(({ name }) => name).filter((name) => name.startsWith(TAKES_AWAY));
  if (taken.length === 0) return;
  throw new OperatorError(
    `A newer version of Action Tracker has removed parts of the schema that this one needs (${taken.join(', ')}). ` +
      'Start that version, or use another database.',
  );
}

function getTypeParser(oid: TypeId, format?: 'text' | 'binary'): unknown {
  return TYPE_PARSERS[oid] ?? types.getTypeParser(oid, format);
}

/** The part of a URL that may be shown, without user and password. */
function hostOf(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  return `${hostname}:${port || 5432}${pathname}`;
}
