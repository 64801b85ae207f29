/** Runs the built command line in another process, like an operator. */
import { randomUUID } from 'node:crypto';
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Client } from 'pg';
import { isRunningCommand, runCommand, type CliResult } from './cli-commands';

const CLI_BUNDLE = resolve('dist/apps/cli/main.js');

/** A running command. */
export interface RunningCli {
  readonly process: ChildProcess;
  readonly ended: Promise<CliResult>;
}

/** The command line with its own environment. */
export class Cli {
  /** Isolated from any `.env` and `.data` of the person who runs the tests. */
  readonly folder = mkdtempSync(join(tmpdir(), 'action-tracker-cli-'));

  constructor(private readonly env: Readonly<Record<string, string>>) {
    if (!existsSync(CLI_BUNDLE)) {
      throw new Error(`${CLI_BUNDLE} is missing: run npm run build first`);
    }
  }

  /** Starts a command in a process of its own, which can be sent signals. */
  start(...args: readonly string[]): RunningCli {
    const child = spawn(process.execPath, [CLI_BUNDLE, ...args], {
      cwd: this.folder,
      env: this.wholeEnv,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    const ended = new Promise<CliResult>((done) => {
      child.once('close', (code, signal) => {
        const text = (chunks: readonly Buffer[]) => Buffer.concat(chunks).toString();
        done({ code: code ?? signal, stdout: text(stdout), stderr: text(stderr) });
      });
    });
    return { process: child, ended };
  }

  /** Commands of a test file share a process, except those that run at the same time. */
  run(...args: readonly string[]): Promise<CliResult> {
    if (this.needsItsProcess || isRunningCommand()) return this.start(...args).ended;
    return runCommand(CLI_BUNDLE, { args, env: this.wholeEnv, folder: this.folder });
  }

  /** For PostgreSQL of its own, which ends with the process, and for options of Node. */
  private get needsItsProcess(): boolean {
    return this.env.DATABASE_URL === undefined || this.env.NODE_OPTIONS !== undefined;
  }

  private get wholeEnv(): Readonly<Record<string, string | undefined>> {
    const { PATH, NODE_COMPILE_CACHE } = process.env;
    return { PATH, NODE_COMPILE_CACHE, ...this.env };
  }

  /** Runs a command that must succeed, and returns its stdout. */
  async succeed(...args: readonly string[]): Promise<string> {
    const { code, stdout, stderr } = await this.run(...args);
    if (code === 0) return stdout;
    throw new Error(`Expected ${args.join(' ')} to succeed, found ${code}:\n${stdout}${stderr}`);
  }

  /** Runs a command with `--json`; its output must be exactly one JSON document. */
  async json<T>(...args: readonly string[]): Promise<T> {
    const { stdout, stderr } = await this.run(...args, '--json');
    if (stdout === '') throw new Error(`Expected JSON of ${args.join(' ')}, found:\n${stderr}`);
    return JSON.parse(stdout) as T;
  }

  /** Writes a file into the working directory of this command line. */
  write(name: string, content: string | Uint8Array): string {
    const path = join(this.folder, name);
    writeFileSync(path, content);
    return path;
  }
}

/** Queries the database directly. */
export async function query<Row extends object>(databaseUrl: string, sql: string): Promise<Row[]> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Copies a database that has no other connections. */
export async function copyDatabase(originalUrl: string): Promise<string> {
  const original = new URL(originalUrl).pathname.slice(1);
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const serverUrl = Object.assign(new URL(originalUrl), { pathname: '/postgres' }).href;
  await query(serverUrl, `CREATE DATABASE ${name} TEMPLATE ${original} STRATEGY file_copy`);
  return Object.assign(new URL(originalUrl), { pathname: `/${name}` }).href;
}
