import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import type { DataSourceOptions } from 'typeorm';
import { openDatabase, runMigrations, type Database } from '../database';

/** Creates an empty database on the PostgreSQL of the test run, and answers its URL. */
export async function createEmptyDatabase(): Promise<string> {
  const serverUrl = process.env['TEST_DATABASE_URL'];
  if (!serverUrl) throw new Error('Expected TEST_DATABASE_URL from the global set-up of the tests');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  return Object.assign(new URL(serverUrl), { pathname: `/${name}` }).href;
}

/** Opens a database of the test's own, with the schema in place. Close it after the test. */
export async function openFreshDatabase(
  entities: NonNullable<DataSourceOptions['entities']> = [],
): Promise<Database> {
  const databaseUrl = await createEmptyDatabase();
  const settings = { databaseUrl, databasePoolMax: 10, dataDir: '' };
  const database = await openDatabase({ settings, role: 'guest', entities });
  await runMigrations(database);
  return database;
}
