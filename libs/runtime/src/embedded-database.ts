/**
 * The PostgreSQL in `DATA_DIR`, shared by all processes that use the folder: the first one starts
 * it, the last one stops it. Who uses it is known by advisory locks of a connection that each
 * process holds: they end with the process, however it ends, and a server that was left running by
 * `kill -9` is simply taken over. Starting and stopping happen under the lock of the folder.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import { createDataFolder, withFolderLock, writeOwnerOnly } from './data-folder';
import { OperatorError } from './operator-error';
import { DATABASE_USER, freePort, PostgresServer } from './postgres-server';

export interface EmbeddedDatabase {
  readonly url: string;
  /** Gives the folder up; the last user stops the server. */
  release(): Promise<void>;
}

export interface EmbeddedDatabaseOptions {
  readonly dataDir: string;
  /** Only one `server` may use a folder; any number of `guest`s may use it beside it. */
  readonly role: 'server' | 'guest';
  /** Further PostgreSQL settings as `name=value`. */
  readonly postgresOptions?: readonly string[];
  /** Told before something that takes a while. */
  readonly onStep?: (message: string) => void;
}

interface ConnectionFile {
  readonly port: number;
  readonly password: string;
}

const DATABASE = 'action_tracker';
const REACH_ATTEMPTS = 40;
const REACH_RETRY_MS = 250;
const SERVER_LOCK = 71_001;
const USER_LOCK = 71_002;

/**
 * Finds or starts the PostgreSQL of the folder.
 *
 * @throws OperatorError when another server owns the folder, or PostgreSQL cannot run in it.
 */
export async function openEmbeddedDatabase(
  options: EmbeddedDatabaseOptions,
): Promise<EmbeddedDatabase> {
  const server = await PostgresServer.in(options.dataDir, options.postgresOptions);
  createDataFolder(options.dataDir);
  return withFolderLock(options.dataDir, async () => {
    const { connection, holder } = await reach(server, options);
    return {
      url: urlOf(connection, DATABASE),
      release: () => withFolderLock(options.dataDir, () => letGo(server, options.dataDir, holder)),
    };
  });
}

/** A server that has just died may still look alive: asked again, it is started again. */
async function reach(server: PostgresServer, options: EmbeddedDatabaseOptions) {
  for (let attempt = 1; ; attempt++) {
    const connection = await ensureRunning(server, options);
    const holder = await hold(connection, options).catch((error: unknown) => {
      if (error instanceof OperatorError || attempt === REACH_ATTEMPTS) throw error;
    });
    if (holder) return { connection, holder };
    await wait(REACH_RETRY_MS);
  }
}

async function ensureRunning(
  server: PostgresServer,
  { dataDir, onStep }: EmbeddedDatabaseOptions,
): Promise<ConnectionFile> {
  const path = connectionFile(dataDir);
  if (!server.isInitialised) {
    onStep?.(`Creating a PostgreSQL database in ${dataDir}`);
    const password = randomBytes(24).toString('base64url');
    writeOwnerOnly(path, JSON.stringify({ port: await freePort(), password }));
    await server.initialise(password);
  }
  const known = readConnectionFile(path);
  if (await server.isRunning()) return known;
  await server.requireSameVersion();
  const port = await server.start(known.port);
  const connection = { ...known, port };
  if (port !== known.port) writeOwnerOnly(path, JSON.stringify(connection));
  return connection;
}

const connectionFile = (dataDir: string): string => join(dataDir, 'postgres.json');

function readConnectionFile(path: string): ConnectionFile {
  if (!existsSync(path)) {
    throw new OperatorError(`${path} is missing: it holds the password of the database beside it.`);
  }
  return JSON.parse(readFileSync(path, 'utf8')) as ConnectionFile;
}

const urlOf = ({ port, password }: ConnectionFile, database: string): string =>
  `postgres://${DATABASE_USER}:${password}@127.0.0.1:${port}/${database}`;

async function hold(
  connection: ConnectionFile,
  { dataDir, role }: EmbeddedDatabaseOptions,
): Promise<Client> {
  const holder = new Client({
    connectionString: urlOf(connection, 'postgres'),
    application_name: `action-tracker ${role}, process ${process.pid}`,
  });
  // When the server dies under us, the pool tells; this connection only holds locks.
  holder.on('error', () => undefined);
  await holder.connect();
  await holder.query('SELECT pg_advisory_lock_shared($1)', [USER_LOCK]);
  if (role === 'server' && !(await tryLock(holder, SERVER_LOCK))) {
    const owner = await ownerOf(holder);
    await holder.end();
    throw new OperatorError(
      `Another Action Tracker (${owner}) is using ${dataDir}. ` +
        'Stop it, or start this one with another DATA_DIR and PORT.',
    );
  }
  const { rowCount } = await holder.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE]);
  if (rowCount === 0) await holder.query(`CREATE DATABASE ${DATABASE}`);
  return holder;
}

/** The connection that held the locks may have broken with a server that runs again: ask anew. */
async function letGo(server: PostgresServer, dataDir: string, holder: Client): Promise<void> {
  await holder.end();
  if (!(await server.isRunning())) return;
  const asker = new Client({
    connectionString: urlOf(readConnectionFile(connectionFile(dataDir)), 'postgres'),
  });
  await asker.connect();
  const isLast = await tryLock(asker, USER_LOCK);
  await asker.end();
  if (isLast) await server.stop();
}

async function tryLock(client: Client, key: number): Promise<boolean> {
  const { rows } = await client.query<{ isLocked: boolean }>(
    'SELECT pg_try_advisory_lock($1) AS "isLocked"',
    [key],
  );
  return rows[0]?.isLocked ?? false;
}

async function ownerOf(client: Client): Promise<string> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT a.application_name AS name FROM pg_locks l JOIN pg_stat_activity a USING (pid)
     WHERE l.locktype = 'advisory' AND l.objid = $1 AND l.mode = 'ExclusiveLock' AND l.granted`,
    [SERVER_LOCK],
  );
  return rows[0]?.name ?? 'process unknown';
}
