/** The folder in which a process without `DATABASE_URL` keeps its PostgreSQL and its secrets. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { OperatorError } from './operator-error';

const LOCK_WAIT_MS = 60_000;
const LOCK_POLL_MS = 50;
const OWNER_ONLY = 0o600;

/** Creates the folder when it is missing. */
export function createDataFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true });
  } catch (error) {
    throw new OperatorError(`Cannot create DATA_DIR ${dataDir}: ${String(error)}`);
  }
}

/** Reads a secret of the folder; the first call creates it. */
export function keepSecret(dataDir: string, name: string): string {
  createDataFolder(dataDir);
  const path = join(dataDir, name);
  const isMissing = !existsSync(path) || readFileSync(path, 'utf8').trim() === '';
  if (isMissing) writeOwnerOnly(path, `${randomBytes(32).toString('base64url')}\n`);
  return readFileSync(path, 'utf8').trim();
}

/** Writes a file that only its owner can read; killed half-way, it leaves the old one whole. */
export function writeOwnerOnly(path: string, content: string): void {
  const unfinished = `${path}.${process.pid}`;
  writeFileSync(unfinished, content, { mode: OWNER_ONLY });
  renameSync(unfinished, path);
}

/** Runs work that only one process at a time may do in this folder. A dead holder is ignored. */
export async function withFolderLock<T>(dataDir: string, work: () => Promise<T>): Promise<T> {
  const path = join(dataDir, 'starting.lock');
  const deadline = performance.now() + LOCK_WAIT_MS;
  while (!tryLock(path)) {
    if (performance.now() > deadline) {
      throw new OperatorError(
        `Another process has been starting or stopping in ${dataDir} for a minute. ` +
          `If none is, remove ${path} and try again.`,
      );
    }
    await wait(LOCK_POLL_MS);
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

function tryLock(path: string): boolean {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx', mode: OWNER_ONLY });
    return true;
  } catch (error) {
    if (!isFileExistsError(error)) throw error;
    if (!isHolderAlive(path)) rmSync(path, { force: true });
    return false;
  }
}

function isHolderAlive(path: string): boolean {
  try {
    const pid = Number(readFileSync(path, 'utf8'));
    // Empty: the holder has created the file and is about to write its number.
    if (pid === 0) return true;
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

const isFileExistsError = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'EEXIST';
