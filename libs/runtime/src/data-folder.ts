/** The directory in which a process without `DATABASE_URL` keeps its PostgreSQL and its secrets. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OperatorError } from './operator-error';
import { errorCode, messageOf } from './system-error';

const OWNER_ONLY = 0o600;

/**
 * Runs work on files of the directory.
 *
 * @throws OperatorError instead of a file system error: full, read-only, not permitted, …
 */
export function inDataFolder<T>(dataDir: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    throw new OperatorError(`Cannot use DATA_DIR ${dataDir}: ${messageOf(error)}`);
  }
}

/** Creates the directory if it is missing. */
export function createDataFolder(dataDir: string): void {
  inDataFolder(dataDir, () => mkdirSync(dataDir, { recursive: true }));
}

/** Reads a secret from the directory; the first call creates it. */
export function keepSecret(dataDir: string, name: string): string {
  createDataFolder(dataDir);
  const path = join(dataDir, name);
  return inDataFolder(dataDir, () => {
    const isMissing = !existsSync(path) || readFileSync(path, 'utf8').trim() === '';
    if (isMissing) writeOwnerOnly(path, `${randomBytes(32).toString('base64url')}\n`);
    return readFileSync(path, 'utf8').trim();
  });
}

/** Writes a file that only its owner can read; if killed half-way, the old file stays complete. */
export function writeOwnerOnly(path: string, content: string): void {
  const unfinished = `${path}.${process.pid}`;
  try {
    writeFileSync(unfinished, content, { mode: OWNER_ONLY });
    renameSync(unfinished, path);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
}
