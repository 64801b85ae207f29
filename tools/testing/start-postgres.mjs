/**
 * Starts one PostgreSQL for a test run in a temporary directory; every test file creates its own
 * database. `PG_BIN` selects the binaries of another version than the one installed by `npm ci`.
 */
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  statSync,
} from 'node:fs';
import { freemem, tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestPostgres } from '../../libs/runtime/src/testing/test-postgres.ts';

const PREFIX = 'action-tracker-test-';
const MEMORY = '/dev/shm';
/** Twice what the databases of a whole run take. */
const ENOUGH_BYTES = 12 * 2 ** 30;

/** A server has written its process id by then. */
const STARTED_MS = 600_000;

/** Folders of runs that were killed would take up memory until the next start of the machine. */
function removeAbandoned() {
  for (const name of readdirSync(MEMORY).filter((one) => one.startsWith(PREFIX))) {
    const folder = join(MEMORY, name);
    const isNew = Date.now() - statSync(folder).mtimeMs < STARTED_MS;
    if (!isNew && !isRunning(folder)) rmSync(folder, { recursive: true, force: true });
  }
}

function isRunning(folder) {
  try {
    process.kill(parseInt(readFileSync(join(folder, 'postgres/postmaster.pid'), 'utf8')), 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Copying a database takes a third of the time where its files are in memory. */
function parentOfData() {
  if (!existsSync(MEMORY)) return tmpdir();
  removeAbandoned();
  if (freemem() < ENOUGH_BYTES) return tmpdir();
  const { bavail, bsize } = statfsSync(MEMORY);
  return bavail * bsize < ENOUGH_BYTES ? tmpdir() : MEMORY;
}

export default async function startPostgres() {
  const folder = mkdtempSync(join(parentOfData(), PREFIX));
  const server = await TestPostgres.create(folder, {
    bin: process.env.PG_BIN,
    // Tests kill processes but do not cut the power, so there is no need to wait for the disk or
    // to write whole pages. The log holds the plans that a test asks for.
    settings: [
      ...['fsync=off', 'full_page_writes=off', 'wal_level=minimal', 'max_wal_senders=0'],
      ...['logging_collector=on', 'log_destination=jsonlog', 'log_directory=log'],
    ],
  });
  await server.start();
  process.env.TEST_DATABASE_URL = server.url();
  globalThis.testPostgres = server;
}
