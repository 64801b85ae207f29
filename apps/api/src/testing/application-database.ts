import { runMigrations, type Database } from '@action-tracker/runtime';
import { connectTo, createDatabaseLike } from '@action-tracker/runtime/testing';
import { bringReadModelsUpToDate, USER_ENTITY } from '@action-tracker/tracking';

/** Opens a database of the test's own, ready for an application. Close it after the test. */
export async function openApplicationDatabase(): Promise<Database> {
  return connectTo(await createDatabaseLike('with_read_models', prepare), [USER_ENTITY]);
}

async function prepare(url: string): Promise<void> {
  const database = await connectTo(url, []);
  await runMigrations(database);
  await bringReadModelsUpToDate(database.pool);
  await database.close();
}
