/** The schema: `migrate` brings it up to date, every other command only needs it to be there. */
import {
  openDatabase,
  OperatorError,
  prepareServerRole,
  runMigrations,
  type Database,
  type Settings,
} from '@action-tracker/runtime';
import { bringReadModelsUpToDate, READ_MODEL_NAMES, USER_ENTITY } from '@action-tracker/tracking';

export interface SchemaChanges {
  readonly migrations: readonly string[];
  /** Read tables that were filled from the ledger. */
  readonly rebuilt: readonly string[];
}

/**
 * Runs what is missing: migrations, the rights of the servers' role, read tables. Repeatable. Read
 * tables belong to the role of the servers, so they are filled under its name.
 *
 * @throws OperatorError when the servers' role cannot be prepared.
 */
export async function migrate(database: Database, settings: Settings): Promise<SchemaChanges> {
  const { serverDatabaseUrl } = settings;
  if (serverDatabaseUrl === undefined) return bringUpToDate(database);
  if (database.isEmbedded) {
    throw new OperatorError('SERVER_DATABASE_URL: expected DATABASE_URL as well, found nothing');
  }
  const migrations = await runMigrations(database);
  await prepareServerRole(database.pool, serverDatabaseUrl);
  const asServer = await openDatabase({
    settings: { ...settings, databaseUrl: serverDatabaseUrl },
    role: 'guest',
    entities: [USER_ENTITY],
  });
  try {
    return { migrations, rebuilt: await bringReadModelsUpToDate(asServer.pool) };
  } finally {
    await asServer.close();
  }
}

async function bringUpToDate(database: Database): Promise<SchemaChanges> {
  const migrations = await runMigrations(database);
  return { migrations, rebuilt: await bringReadModelsUpToDate(database.pool) };
}

/**
 * An embedded database is nobody else's, so it is brought up to date as `npm start` would do;
 * that of an operator changes only when they say so.
 *
 * @throws OperatorError when the schema of `DATABASE_URL` is not the one this program needs.
 */
export async function requireSchema(
  database: Database,
  tell: (line: string) => void,
): Promise<void> {
  if (!(await isSchemaMissing(database))) return;
  if (!database.isEmbedded) {
    throw new OperatorError(
      'Expected the schema of this program in the database, found an older one or none: ' +
        'run `migrate` first.',
    );
  }
  const { migrations } = await bringUpToDate(database);
  if (migrations.length > 0) tell(`Database schema: ${migrations.join(', ')}`);
}

async function isSchemaMissing({ dataSource, pool }: Database): Promise<boolean> {
  const { rows } = await pool.query<{ name: string }>(
    'SELECT name FROM unnest($1::text[]) AS name WHERE to_regclass(name) IS NULL',
    [['migrations', ...READ_MODEL_NAMES]],
  );
  return rows.length > 0 || dataSource.showMigrations();
}
