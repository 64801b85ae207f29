/**
 * A PostgreSQL for tests, in a folder of its own: the installed one of `PG_BIN`, else the one that
 * comes with `npm ci`. It is a child of this process, so that a test can kill it in any way.
 */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { folderForData, loadPrograms, postgresAccount } from '../postgres-account.ts';

const USER = 'postgres';
const PASSWORD = 'test';
const READY_ATTEMPTS = 240;
const READY_RETRY_MS = 250;

/** The program of an installed PostgreSQL, or an error that says how to get it. */
export function installedProgram(name: string, folder = process.env.PG_BIN): string {
  if (!folder) {
    throw new Error(
      `Expected PG_BIN, the directory of the PostgreSQL binaries, version 15 or newer, found nothing. ` +
        'Debian and Ubuntu: apt-get install postgresql, then PG_BIN=/usr/lib/postgresql/<version>/bin',
    );
  }
  const path = join(folder, name);
  if (existsSync(path)) return path;
  throw new Error(
    `Expected the program ${name} in PG_BIN, found none at ${path}. ` +
      'Debian and Ubuntu: apt-get install postgresql postgresql-client',
  );
}

async function program(name: 'initdb' | 'postgres', bin: string | undefined): Promise<string> {
  if (bin) return installedProgram(name, bin);
  return (await loadPrograms(await postgresAccount()))[name];
}

export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

export interface TestPostgresOptions {
  /** Folder of the programs; without it the PostgreSQL that comes with `npm ci`. */
  readonly bin?: string | undefined;
  /** Of the server, as `name=value`. */
  readonly settings?: readonly string[];
}

export class TestPostgres {
  readonly dataDirectory: string;
  readonly logFile: string;
  settings: readonly string[];
  readonly folder: string;
  readonly port: number;
  private readonly bin: string | undefined;
  private child: ChildProcess | undefined;
  private ended: Promise<void> = Promise.resolve();

  constructor(folder: string, port: number, { bin, settings = [] }: TestPostgresOptions) {
    this.folder = folder;
    this.port = port;
    this.bin = bin;
    this.settings = settings;
    this.dataDirectory = join(folder, 'postgres');
    this.logFile = join(folder, 'postgres.log');
  }

  /** Makes an empty server, not yet started. As root it may lie in another folder than the given. */
  static async create(wanted: string, options: TestPostgresOptions = {}): Promise<TestPostgres> {
    chmodSync(wanted, 0o755);
    const account = await postgresAccount();
    const folder = await folderForData(account, wanted);
    const server = new TestPostgres(folder, await freePort(), options);
    const passwordFile = join(folder, 'password');
    mkdirSync(server.dataDirectory, { mode: 0o700 });
    writeFileSync(passwordFile, PASSWORD);
    if (account) {
      for (const path of [server.dataDirectory, passwordFile]) {
        chownSync(path, account.uid, account.gid);
      }
    }
    execFileSync(
      await program('initdb', options.bin),
      [
        ...['-D', server.dataDirectory, '-U', USER, '--pwfile', passwordFile, '--no-sync'],
        ...['--auth=scram-sha-256', '--encoding=UTF8', '--locale=C'],
      ],
      { ...account, cwd: '/', stdio: 'pipe' },
    );
    rmSync(passwordFile);
    // A password takes a fifth of the time of a connection; other roles still need theirs.
    const rules = join(server.dataDirectory, 'pg_hba.conf');
    writeFileSync(rules, `host all ${USER} 127.0.0.1/32 trust\n${readFileSync(rules, 'utf8')}`);
    return server;
  }

  url(database = 'postgres'): string {
    return `postgres://${USER}:${PASSWORD}@127.0.0.1:${this.port}/${database}`;
  }

  /** The postmaster; `undefined` when it does not run. */
  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** Starts the server, and waits until it answers. */
  async start(): Promise<void> {
    for (let attempt = 0; attempt < READY_ATTEMPTS; attempt++) {
      if (!this.child) await this.spawn();
      if (await this.isAnswering()) return;
      await wait(READY_RETRY_MS);
    }
    throw new Error(`PostgreSQL for the tests did not start: see ${this.logFile}`);
  }

  /** Ends the server: SIGINT in order, SIGQUIT without a checkpoint, SIGKILL without a word. */
  async stop(signal: NodeJS.Signals = 'SIGINT'): Promise<void> {
    this.child?.kill(signal);
    await this.ended;
  }

  private async spawn(): Promise<void> {
    const settings = [
      `port=${this.port}`,
      'listen_addresses=127.0.0.1',
      'unix_socket_directories=',
      'max_connections=300',
      ...this.settings,
    ];
    const log = openSync(this.logFile, 'a');
    const child = spawn(
      await program('postgres', this.bin),
      ['-D', this.dataDirectory, ...settings.flatMap((setting) => ['-c', setting])],
      { ...(await postgresAccount()), cwd: '/', stdio: ['ignore', log, log] },
    );
    this.child = child;
    this.ended = new Promise((resolve) => {
      child.once('exit', () => {
        this.child = undefined;
        resolve();
      });
    });
  }

  private async isAnswering(): Promise<boolean> {
    const client = new pg.Client({ connectionString: this.url() });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query('SELECT');
      return true;
    } catch {
      return false;
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}
