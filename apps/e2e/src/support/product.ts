/** Starts the built product, like an operator. */
import { spawn, type ChildProcess, type ChildProcessByStdio } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { startInProcess } from './server-processes';

const API_BUNDLE = resolve('dist/apps/api/main.js');
const SERVER_BUNDLE = resolve('dist/apps/api/server.js');
const READY = /ready:\s+(http:\/\/\S+)/;
const PIPES: ['ignore', 'pipe', 'pipe'] = ['ignore', 'pipe', 'pipe'];

type Environment = Readonly<Record<string, string>>;

export interface Product {
  readonly url: string;
  /** The process that it runs in. */
  readonly process: ChildProcess;
  /** The output so far. */
  output(): string;
  stop(): Promise<unknown>;
  /** Ends the process, as `kill -9` does. */
  kill(): Promise<unknown>;
}

/** A product in a process of its own. */
export interface ProductProcess extends Product {
  /**
   * Sends the signal and resolves with the exit code, or with the signal that ended the process.
   */
  stop(signal?: NodeJS.Signals): Promise<number | NodeJS.Signals | null>;
}

/** Those that a failing test leaves behind. */
const running = new Set<Pick<Product, 'stop' | 'kill'>>();

/** Exceeding this time on shutdown is a failure. */
const STOP_MS = 10_000;

/** A failing test must not leave servers running, which would keep the whole run alive. */
afterAll(async () => {
  const ends = [...running].map(async (server) => {
    const patience = setTimeout(() => void server.kill(), STOP_MS);
    await server.stop();
    clearTimeout(patience);
  });
  await Promise.all(ends);
});

/**
 * Starts a server and waits until it is ready. Servers of a test run share processes, one after the
 * other. What concerns the process needs `startProcess`: signals, the exit code, options of Node,
 * PostgreSQL in the data directory.
 */
export async function startProduct(env: Environment): Promise<Product> {
  const server = await startInProcess(built(SERVER_BUNDLE), withDefaults(env));
  const ended = () => running.delete(product);
  let stopped: Promise<unknown> | undefined;
  const product: Product = {
    ...server,
    stop: () => (stopped ??= server.stop().finally(ended)),
    kill: () => (stopped = server.kill().finally(ended)),
  };
  running.add(product);
  return product;
}

/** Starts the product in a process of its own, like an operator. */
export const startProcess = (env: Environment): Promise<ProductProcess> => whenReady(launch(env));

/** Starts the product with npm, like a new user; the process is that of npm. */
export const startNpm = (env: Environment): Promise<ProductProcess> =>
  whenReady(watch(spawn('npm', ['start'], { env: { ...process.env, ...env }, stdio: PIPES })));

async function whenReady({ child, ended, ...product }: Launched): Promise<ProductProcess> {
  const url = await new Promise<string>((ready, failed) => {
    child.stderr.on('data', () => {
      const found = READY.exec(product.output())?.[1];
      if (found !== undefined) ready(found);
    });
    void ended.then((code) => {
      failed(new Error(`The server ended with ${code}:\n${product.output()}`));
    });
  });
  return { url, process: child, ...product };
}

/** Starts a server that must refuse to start, and returns its output. */
export async function startAndFail(
  env: Environment,
): Promise<{ code: number | NodeJS.Signals | null; output: string }> {
  const { output, ended } = launch(env);
  const code = await ended;
  return { code, output: output() };
}

const launch = (env: Environment) =>
  watch(spawn(process.execPath, [built(API_BUNDLE)], { env: withDefaults(env), stdio: PIPES }));

function built(bundle: string): string {
  if (!existsSync(bundle)) throw new Error(`${bundle} is missing: run npm run build first`);
  return bundle;
}

const withDefaults = (env: Environment) => ({
  PATH: process.env.PATH,
  NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
  ...{ HOST: '127.0.0.1', PORT: '0', RATE_LIMIT_WRITES: '0' },
  ...env,
});

type Child = ChildProcessByStdio<null, Readable, Readable>;
type Launched = ReturnType<typeof watch>;

function watch(child: Child) {
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  }
  const ended = new Promise<number | NodeJS.Signals | null>((done) => {
    child.once('close', (code, signal) => {
      running.delete(launched);
      done(code ?? signal);
    });
  });
  const stop = (signal: NodeJS.Signals = 'SIGINT') => {
    child.kill(signal);
    return ended;
  };
  const launched = { child, ended, stop, output: () => text, kill: () => stop('SIGKILL') };
  running.add(launched);
  return launched;
}
