/**
 * Work that one process at a time may do in a folder: starting and stopping its PostgreSQL. The lock
 * is a file that names its process by number and time of start. A number alone is not enough: after a
 * crash, or in a container that starts anew, it soon belongs to another process.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { inDataFolder } from './data-folder';
import { OperatorError } from './operator-error';
import { startOf } from './processes';
import { errorCode } from './system-error';

const LOCK_WAIT_MS = 60_000;
const LOCK_POLL_MS = 50;
/** A file that holds nothing yet belongs to a process that is about to write its name into it. */
const UNWRITTEN_MS = 2_000;
const OWNER_ONLY = 0o600;

/**
 * Runs work that only one process at a time may do in this folder. The lock of a process that has
 * ended is taken over.
 *
 * @throws OperatorError when another process has held the lock for a minute.
 */
export async function withFolderLock<T>(dataDir: string, work: () => Promise<T>): Promise<T> {
  const path = join(dataDir, 'starting.lock');
  const deadline = performance.now() + LOCK_WAIT_MS;
  for (;;) {
    const holder = inDataFolder(dataDir, () => tryLock(path));
    if (holder === undefined) break;
    if (performance.now() > deadline) {
      throw new OperatorError(
        `Process ${holder} has been starting or stopping in ${dataDir} for a minute. ` +
          'End it, or start this one with another DATA_DIR.',
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

/** Takes the lock, or answers the number of the process that holds it. */
function tryLock(path: string): number | undefined {
  try {
    writeFileSync(path, nameOf(process.pid), { flag: 'wx', mode: OWNER_ONLY });
    return undefined;
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
  const found = read(path);
  const [pid] = found.split(' ');
  const holder = Number(pid);
  const isHeld = found === '' ? isYoung(path) : found === nameOf(holder);
  if (!isHeld) takeAway(path, found);
  return holder;
}

/** What only this process writes: its number, and when it began as far as the system tells. */
const nameOf = (pid: number): string => `${pid} ${startOf(pid) ?? 'not running'}`;

/**
 * Two processes may find the same dead holder. The second must not remove the lock that the first has
 * made in its place: what it took away is put back when it is not what it had read.
 */
function takeAway(path: string, expected: string): void {
  const aside = `${path}.${randomBytes(4).toString('hex')}`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  if (read(aside) === expected) rmSync(aside, { force: true });
  else renameSync(aside, path);
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function isYoung(path: string): boolean {
  try {
    return Date.now() - statSync(path).mtimeMs < UNWRITTEN_MS;
  } catch {
    return false;
  }
}
