/** `migrate` updates the schema; every other command only requires it. */
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
  /** Read tables filled from the ledger. */
  readonly rebuilt: readonly string[];
}

/**
 * Runs everything that is missing: migrations, rights of the server role, read tables. Safe to
 * repeat. Read tables belong to the server role, so they are filled under it.
 *
 * @throws OperatorError if the server role cannot be prepared
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
 * An embedded database belongs to this program, so its schema is updated as `npm start` would do;
 * an operator's database changes only on request.
 *
 * @throws OperatorError if the schema of `DATABASE_URL` is out of date
 */
export async function requireSchema(
  database: Database,
  report: (line: string) => void,
): Promise<void> {
  if (!(await isSchemaMissing(database))) return;
  if (!database.isEmbedded) {
    throw new OperatorError(
      'Expected the schema of this program in the database, found an older one or none: ' +
        'run `migrate` first.',
    );
  }
  const { migrations } = await bringUpToDate(database);
  if (migrations.length > 0) report(`Database schema: ${migrations.join(', ')}`);
}

async function isSchemaMissing({ dataSource, pool }: Database): Promise<boolean> {
  const { rows } = await pool.query<{ name: string }>(
    'SELECT name FROM unnest($1::text[]) AS name WHERE to_regclass(name) IS NULL',
    [['migrations', ...READ_MODEL_NAMES]],
  );
  return rows.length > 0 || dataSource.showMigrations();
}
