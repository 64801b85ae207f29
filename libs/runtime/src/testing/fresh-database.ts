import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import type { DataSourceOptions } from 'typeorm';
import type { Database } from '../database';

type Entities = NonNullable<DataSourceOptions['entities']>;

/**
 * Creates an empty database on the PostgreSQL of the test run, and answers its URL.
 *
 * @param locale options of CREATE DATABASE; without them that of the server, which is C
 */
export async function createEmptyDatabase(locale = ''): Promise<string> {
  const serverUrl = process.env.TEST_DATABASE_URL;
  if (!serverUrl) throw new Error('Expected TEST_DATABASE_URL from the global set-up of the tests');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  await client.query(`CREATE DATABASE ${name} TEMPLATE template0 ${locale}`);
  await client.end();
  return Object.assign(new URL(serverUrl), { pathname: `/${name}` }).href;
}

/** Loaded when needed: TypeORM takes a second, and most end-to-end tests only create an empty database. */
const schema = () => import('../database');

/** Opens a database of the test's own, with the schema in place. Close it after the test. */
export async function openFreshDatabase(entities: Entities = [], locale = ''): Promise<Database> {
  const database = await connectTo(await createEmptyDatabase(locale), entities);
  await (await schema()).runMigrations(database);
  return database;
}

/** Opens the same database once more with a pool of its own, as another process would. */
export async function connectAgain({ dataSource }: Database): Promise<Database> {
  const { options } = dataSource;
  if (options.type !== 'postgres' || options.url === undefined) {
    throw new Error(`Expected a PostgreSQL with a URL, found ${options.type}`);
  }
  return connectTo(options.url, []);
}

/** @param databaseUrl where to connect; nothing is migrated */
export async function connectTo(databaseUrl: string, entities: Entities): Promise<Database> {
  const { openDatabase } = await schema();
  return openDatabase({
    settings: { databaseUrl, databasePoolMax: 10, dataDir: '' },
    role: 'guest',
    entities,
  });
}
