/**
 * The PostgreSQL in `DATA_DIR`, shared by all processes that use the directory: the first one
 * starts it, the last one stops it. Each process holds an advisory lock, which ends with the
 * process, however it dies; a server left running by `kill -9` is taken over. Starting and stopping
 * happen under the lock of the directory. If PostgreSQL ends under a `server`, that process
 * restarts it.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import { createDataFolder, inDataFolder, writeOwnerOnly } from './data-folder';
import { withFolderLock } from './folder-lock';
import { FolderUse, type FolderUseParts } from './folder-use';
import { OperatorError } from './operator-error';
import { installedPrograms } from './postgres-account';
import { DATABASE_USER, freePort, PostgresServer } from './postgres-server';

export interface EmbeddedDatabase {
  readonly url: string;
  /** Ends the use of the directory; the last user stops the server. */
  release(): Promise<void>;
}

export interface EmbeddedDatabaseOptions {
  readonly dataDir: string;
  /** Only one `server` may use a directory, together with any number of `guest`s. */
  readonly role: 'server' | 'guest';
  /** Further PostgreSQL settings as `name=value`. */
  readonly postgresOptions?: readonly string[];
  /** Receives a line before slow steps, and when PostgreSQL ends or runs again. */
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
 * Finds or starts the PostgreSQL of the directory.
 *
 * @throws OperatorError if PostgreSQL is not installed, another server owns the directory, or PostgreSQL
 * cannot run in it
 */
export async function openEmbeddedDatabase(
  options: EmbeddedDatabaseOptions,
): Promise<EmbeddedDatabase> {
  const { dataDir, role, postgresOptions: settings = [], onStep } = options;
  await installedPrograms();
  createDataFolder(dataDir);
  const server = await PostgresServer.in(dataDir, { settings, ...(onStep ? { onStep } : {}) });
  const { connection, holder } = await withFolderLock(dataDir, () => reach(server, options));
  const parts: FolderUseParts = {
    dataDir,
    onStep: onStep ?? (() => undefined),
    isRunning: () => server.isRunning(),
    reach: async () => (await reach(server, options, connection.port)).holder,
    stopWhenUnused: () => stopWhenUnused(server, connection),
  };
  const use = new FolderUse(parts, holder);
  if (role === 'server') use.keepRunning();
  return { url: urlOf(connection, DATABASE), release: () => use.end() };
}

interface Reached {
  readonly connection: ConnectionFile;
  readonly holder: Client;
}

/** A server that has just died may still look alive; a second attempt starts it again. */
async function reach(
  server: PostgresServer,
  options: EmbeddedDatabaseOptions,
  port?: number,
): Promise<Reached> {
  for (let attempt = 1; ; attempt++) {
    const connection = await ensureRunning(server, options, port);
    const holder = await hold(connection, options).catch((error: unknown) => {
      if (error instanceof OperatorError || attempt === REACH_ATTEMPTS) throw error;
    });
    if (holder) return { connection, holder };
    await wait(REACH_RETRY_MS);
  }
}

/** @param port the required port; without it, another is used if the known one is taken */
async function ensureRunning(
  server: PostgresServer,
  { dataDir, onStep }: EmbeddedDatabaseOptions,
  port?: number,
): Promise<ConnectionFile> {
  const path = connectionFile(dataDir);
  if (!server.isInitialised) {
    onStep?.(`Creating a PostgreSQL database in ${dataDir}`);
    const password = randomBytes(24).toString('base64url');
    const connection = { port: await freePort(), password };
    inDataFolder(dataDir, () => writeOwnerOnly(path, JSON.stringify(connection)));
    const place = await server.initialise(password);
    if (!isBelow(dataDir, place)) onStep?.(explainPlace(dataDir, place));
  }
  const known = readConnectionFile(path);
  if (await server.isRunning()) return known;
  await server.requireSameVersion();
  const connection = { ...known, port: await server.start(port ?? known.port, port !== undefined) };
  if (connection.port !== known.port) {
    inDataFolder(dataDir, () => writeOwnerOnly(path, JSON.stringify(connection)));
  }
  return connection;
}

const isBelow = (dataDir: string, place: string): boolean =>
  place.startsWith(join(realpathSync(dataDir), '/'));

const explainPlace = (dataDir: string, place: string): string =>
  `The database is in ${place}: started by root, PostgreSQL runs as the user "postgres", who cannot enter ${dataDir}`;

const connectionFile = (dataDir: string): string => join(dataDir, 'postgres.json');

function readConnectionFile(path: string): ConnectionFile {
  if (!existsSync(path)) {
    throw new OperatorError(
      `${path} is missing. It contains the password of the database in the same directory.`,
    );
  }
  const connection = parseConnection(inDataFolder(dirname(path), () => readFileSync(path, 'utf8')));
  if (connection) return connection;
  throw new OperatorError(
    `Expected {"port": number, "password": text} in ${path}, found something else. ` +
      'Restore the file from a backup: it contains the password of the database in the same directory.',
  );
}

function parseConnection(text: string): ConnectionFile | undefined {
  try {
    const { port, password } = JSON.parse(text) as Partial<Record<string, unknown>>;
    const isPort = typeof port === 'number' && Number.isInteger(port) && port > 0 && port < 65_536;
    return isPort && typeof password === 'string' && password ? { port, password } : undefined;
  } catch {
    return undefined;
  }
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
  // Without a listener, the error of a dying server would end this process; `end` follows it.
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

/**
 * The connection that held the locks may be broken although the server runs again, so use a new
 * one.
 */
async function stopWhenUnused(server: PostgresServer, connection: ConnectionFile): Promise<void> {
  const asker = new Client({ connectionString: urlOf(connection, 'postgres') });
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
