import { randomUUID } from 'node:crypto';
import { Socket } from 'node:net';
import { Client } from 'pg';
import type { DataSourceOptions } from 'typeorm';
import type { Database } from '../database';

type Entities = NonNullable<DataSourceOptions['entities']>;

/** Copying files is quicker than writing a log of them, which no test needs. */
const QUICKLY = 'STRATEGY file_copy';

/**
 * Creates an empty database on the PostgreSQL of the test run, and answers its URL.
 *
 * @param locale options of CREATE DATABASE; without them that of the server, which is C
 */
export const createEmptyDatabase = (locale = ''): Promise<string> =>
  onServer((server) => createFrom(server, `template0 ${locale}`));

/**
 * Creates a copy of a database that the first caller of the test run fills: everything that a test
 * needs before it begins takes longer to do than to copy.
 */
export const createDatabaseLike = (
  model: string,
  fill: (url: string) => Promise<void>,
): Promise<string> =>
  onServer(async (server) => {
    if (!(await exists(server, model))) await createModel(model, fill);
    return createFrom(server, model);
  });

/** A connection of its own holds the lock, which ends with it. */
async function createModel(model: string, fill: (url: string) => Promise<void>): Promise<void> {
  const server = await connectToServer();
  try {
    await server.query('SELECT pg_advisory_lock(hashtext($1))', [model]);
    if (await exists(server, model)) return;
    const url = await createFrom(server, 'template0');
    await fill(url);
    // Only a complete database has this name, and no connection to it is left.
    await server.query(`ALTER DATABASE ${new URL(url).pathname.slice(1)} RENAME TO ${model}`);
  } finally {
    await server.end();
  }
}

async function exists(server: Client, database: string): Promise<boolean> {
  const text = 'SELECT FROM pg_database WHERE datname = $1';
  return (await server.query(text, [database])).rowCount !== 0;
}

declare global {
  /** Kept by a worker from test file to test file: a connection takes as long as a copy. */
  var serverOfTests: Promise<Client> | undefined;
}

async function onServer<T>(work: (server: Client) => Promise<T>): Promise<T> {
  return work(await (globalThis.serverOfTests ??= connectForGood()));
}

/** Ends with the worker, and does not keep it from ending. */
async function connectForGood(): Promise<Client> {
  const socket = new Socket();
  const server = await connectToServer(socket);
  server.on('error', () => (globalThis.serverOfTests = undefined));
  socket.unref();
  return server;
}

async function connectToServer(socket = new Socket()): Promise<Client> {
  const server = new Client({ connectionString: serverUrl(), stream: () => socket });
  await server.connect();
  return server;
}

async function createFrom(server: Client, template: string): Promise<string> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await server.query(`CREATE DATABASE ${name} TEMPLATE ${template} ${QUICKLY}`);
  return Object.assign(new URL(serverUrl()), { pathname: `/${name}` }).href;
}

function serverUrl(): string {
  const url = process.env.TEST_DATABASE_URL;
  if (!url) throw new Error('Expected TEST_DATABASE_URL from the global set-up of the tests');
  return url;
}

/** Loaded when needed: TypeORM takes a second, and most end-to-end tests only create an empty database. */
const schema = () => import('../database');

/** Opens a database of the test's own, with the schema in place. Close it after the test. */
export async function openFreshDatabase(entities: Entities = [], locale = ''): Promise<Database> {
  if (locale === '') return connectTo(await createDatabaseLike('with_schema', migrate), entities);
  const url = await createEmptyDatabase(locale);
  await migrate(url);
  return connectTo(url, entities);
}

async function migrate(url: string): Promise<void> {
  const database = await connectTo(url, []);
  await (await schema()).runMigrations(database);
  await database.close();
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
