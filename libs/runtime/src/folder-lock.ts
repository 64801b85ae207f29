/**
 * A lock for work that only one process at a time may do in a directory: starting and stopping its
 * PostgreSQL. The lock is a file with the process id and start time. An id alone is not enough:
 * after a crash, or in a restarted container, another process soon has it.
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
/** An empty lock file belongs to a process that is about to write its name. */
const UNWRITTEN_MS = 2_000;
const OWNER_ONLY = 0o600;

/**
 * Runs work that only one process at a time may do in this directory. The lock of a process that
 * has ended is taken over.
 *
 * @throws OperatorError if another process has held the lock for a minute
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

/** Takes the lock, or returns the id of the process that holds it. */
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

/** The name of a process: its id, and its start time if the system provides it. */
const nameOf = (pid: number): string => `${pid} ${startOf(pid) ?? 'not running'}`;

/**
 * Two processes may find the same dead holder. The second must not remove the new lock of the
 * first, so a removed lock is put back if it is not the one that was read.
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
