/**
 * Leaves a data directory behind as the program of 2026-11-21 did when it was stopped: the options
 * of initdb, the names, the account and the files are those of then, whatever today's program
 * uses. Only the rows come from a dump, because a whole directory is too large to keep.
 */
import { loadPrograms, postgresAccount, freePort } from '@action-tracker/runtime/testing';
import { execFileSync } from 'node:child_process';
import { chownSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { query } from '../support/cli';

const USER = 'action_tracker';
const PASSWORD = 'Wq3vX0mHk1rT9yB5cN7dF2gJ4pL6sZ8a';
const JWT_SECRET = 'b3JpZ2luYWwtc2VjcmV0LW9mLTIwMjYtMTEtMjE\n';
const OWNER_ONLY = 0o600;

const urlOf = (port: number, database = USER): string =>
  `postgres://${USER}:${PASSWORD}@127.0.0.1:${port}/${database}`;

/** The database of a data directory, while something runs in it. */
export function databaseIn(dataDir: string): string {
  const file = readFileSync(join(dataDir, 'postgres.json'), 'utf8');
  return urlOf((JSON.parse(file) as { port: number }).port);
}

/** @param dataDir an empty directory that every account may enter */
export async function leaveFolder(dataDir: string, dump: string): Promise<void> {
  const account = await postgresAccount();
  const { initdb, pg_ctl } = await loadPrograms(account);
  const run = (file: string, ...args: readonly string[]) =>
    execFileSync(file, args, { ...account, cwd: '/', stdio: 'ignore' });
  const [cluster, passwordFile] = [join(dataDir, 'postgres'), join(dataDir, 'postgres.password')];
  mkdirSync(cluster, { mode: 0o700 });
  writeFileSync(passwordFile, PASSWORD, { mode: OWNER_ONLY });
  for (const path of account ? [cluster, passwordFile] : []) {
    chownSync(path, account?.uid ?? 0, account?.gid ?? 0);
  }
  run(
    initdb,
    ...['-D', cluster, '-U', USER, '--pwfile', passwordFile],
    ...['--auth=scram-sha-256', '--encoding=UTF8', '--no-instructions'],
    ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'],
  );
  rmSync(passwordFile);
  const port = await freePort();
  const address = '-c listen_addresses=127.0.0.1 -c unix_socket_directories=';
  const options = `-p ${port} ${address} -c shared_buffers=256MB`;
  const log = join(cluster, 'server.log');
  run(pg_ctl, '-D', cluster, 'start', '-w', '-t', '60', '-l', log, '-o', options);
  await query(urlOf(port, 'postgres'), `CREATE DATABASE ${USER}`);
  await query(urlOf(port), dump);
  run(pg_ctl, '-D', cluster, 'stop', '-m', 'fast', '-w', '-t', '60');
  const files = {
    'postgres.json': JSON.stringify({ port, password: PASSWORD }),
    'jwt-secret': JWT_SECRET,
  };
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(dataDir, name), content, { mode: OWNER_ONLY });
  }
}
