/** The schema: `migrate` brings it up to date, every other command only needs it to be there. */
import { OperatorError, runMigrations, type Database } from '@action-tracker/runtime';
import { bringReadModelsUpToDate, READ_MODEL_NAMES } from '@action-tracker/tracking';

export interface SchemaChanges {
  readonly migrations: readonly string[];
  /** Read tables that were filled from the ledger. */
  readonly rebuilt: readonly string[];
}

/** Runs what is missing: migrations, read tables. Repeatable. */
export async function migrate(database: Database): Promise<SchemaChanges> {
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
  const { migrations } = await migrate(database);
  if (migrations.length > 0) tell(`Database schema: ${migrations.join(', ')}`);
}

async function isSchemaMissing({ dataSource, pool }: Database): Promise<boolean> {
  const { rows } = await pool.query<{ name: string }>(
    'SELECT name FROM unnest($1::text[]) AS name WHERE to_regclass(name) IS NULL',
    [['migrations', ...READ_MODEL_NAMES]],
  );
  return rows.length > 0 || dataSource.showMigrations();
}
