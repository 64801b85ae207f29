import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { resolve } from 'node:path';
import { POOL_MAX } from '../worker';

const CONNECTIONS = 64;
const READY = /ready:\s+(http:\/\/\S+)/;

/** A server in its own process, with 64 persistent connections. */
export class ServerProcess {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });

  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  /** The built product as an operator starts it, without the rate limits per caller. */
  static async startProduct(
    databaseUrl: string,
    secret: string,
    more: Readonly<Record<string, string>> = {},
  ): Promise<ServerProcess> {
    const child = fork(resolve('dist/apps/api/main.js'), [], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      execArgv: ['--max-semi-space-size=16'],
      env: {
        PATH: process.env.PATH,
        DATABASE_URL: databaseUrl,
        DB_POOL_MAX: String(POOL_MAX),
        JWT_SECRET: secret,
        PORT: '0',
        RATE_LIMIT_WRITES: '0',
        ...more,
      },
    });
    let said = '';
    const url = await new Promise<string>((ready, failed) => {
      child.stderr?.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        const found = READY.exec(said)?.[1];
        if (found !== undefined) ready(found);
      });
      child.once('exit', () => failed(new Error(`The product did not start:\n${said}`)));
    });
    return new ServerProcess(child, url);
  }

  /** The bare server, which is another process of this program. */
  static async startBare(databaseUrl: string): Promise<ServerProcess> {
    const child = fork(process.argv[1] ?? '', ['--bare'], {
      env: { ...process.env, DATABASE_URL: databaseUrl },
    });
    const [url] = (await once(child, 'message')) as [string];
    return new ServerProcess(child, url);
  }

  /** Sends a request and reads the whole response. @throws Error for an error response */
  ask(method: string, path: string, body?: object, token?: string): Promise<string> {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const headers = {
      ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
      ...(text === undefined
        ? {}
        : { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) }),
    };
    return new Promise((done, failed) => {
      const sent = request(this.url + path, { method, headers, agent: this.agent }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => {
          const said = Buffer.concat(chunks).toString();
          if (answer.statusCode !== undefined && answer.statusCode < 300) done(said);
          else failed(new Error(`${method} ${path} answered ${answer.statusCode}: ${said}`));
        });
      });
      sent.on('error', failed).end(text);
    });
  }

  /** Resident memory according to the kernel. */
  get megabytes(): number {
    return this.kilobytes('VmRSS') / 1_024;
  }

  /** Peak resident memory since the start. */
  get peakMegabytes(): number {
    return this.kilobytes('VmHWM') / 1_024;
  }

  private kilobytes(name: string): number {
    const status = readFileSync(`/proc/${this.child.pid}/status`, 'utf8');
    return Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]);
  }

  async stop(): Promise<void> {
    this.agent.destroy();
    const ended = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    if (this.child.connected) this.child.disconnect();
    await ended;
  }
}
