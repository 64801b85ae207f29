/** What the long fault tests need of the machine; what is missing is an error that says how to get it. */
import { installedProgram, postgresAccount, TestPostgres } from '@action-tracker/runtime/testing';
import { jest } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { accessSync, chmodSync, constants, globSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

/** Ten deaths and resurrections take their time. */
jest.setTimeout(300_000);

const servers = new Set<TestPostgres>();

/** A test that fails must not leave a PostgreSQL behind. */
afterAll(async () => {
  for (const server of servers) await server.stop('SIGKILL');
});

/** A folder that the account of PostgreSQL may enter. */
export function openFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'action-tracker-fault-'));
  chmodSync(folder, 0o755);
  return folder;
}

/** A server of the installed PostgreSQL, running. */
export async function startInstalled(
  settings: readonly string[] = [],
  folder = openFolder(),
): Promise<TestPostgres> {
  const server = await TestPostgres.create(folder, { bin: binFolder(), settings });
  servers.add(server);
  await server.start();
  return server;
}

/** A server on a data directory that is there already. */
export async function startExisting(folder: string, port: number): Promise<TestPostgres> {
  const server = new TestPostgres(folder, port, { bin: binFolder() });
  servers.add(server);
  await server.start();
  return server;
}

/** Runs a program of the installed PostgreSQL, as its account. */
export async function runInstalled(name: string, ...args: readonly string[]): Promise<string> {
  const options = { ...(await postgresAccount()), cwd: '/', env: { PGPASSWORD: 'test' } };
  return execFileSync(installedProgram(name), args, { ...options, encoding: 'utf8' });
}

/** The path of a program of the system. @throws Error that names its Debian package */
export function systemProgram(name: string, packageName: string): string {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin'];
  const found = folders.map((folder) => join(folder, name)).find(isExecutable);
  if (found !== undefined) return found;
  throw new Error(`Expected the program ${name}, found none: apt-get install ${packageName}`);
}

/** The library that gives a process another time. @throws Error that names its Debian package */
export function fakeTimeLibrary(): string {
  const [library] = globSync('/usr/lib/*/faketime/libfaketimeMT.so.1');
  if (library !== undefined) return library;
  throw new Error('Expected libfaketimeMT.so.1, found none: apt-get install libfaketime');
}

const binFolder = (): string => dirname(installedProgram('postgres'));

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
