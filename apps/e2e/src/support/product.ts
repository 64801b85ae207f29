/** Starts the built product as a separate process, like an operator. */
import { spawn, type ChildProcess, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Readable } from 'node:stream';

const API_BUNDLE = resolve('dist/apps/api/main.js');
const READY = /ready:\s+(http:\/\/\S+)/;
const PIPES: ['ignore', 'pipe', 'pipe'] = ['ignore', 'pipe', 'pipe'];

export interface Product {
  readonly url: string;
  readonly process: ChildProcess;
  /** The output so far. */
  output(): string;
  /**
   * Sends the signal and resolves with the exit code, or with the signal that ended the process.
   */
  stop(signal?: NodeJS.Signals): Promise<number | NodeJS.Signals | null>;
}

const running = new Set<ChildProcess>();

/** Exceeding this time on shutdown is a failure. */
const STOP_MS = 10_000;

/** A failing test must not leave servers running, which would keep the whole run alive. */
afterAll(async () => {
  const ends = [...running].map(async (child) => {
    child.kill('SIGINT');
    const patience = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    await once(child, 'close');
    clearTimeout(patience);
  });
  await Promise.all(ends);
});

/** Starts the server and waits until it reports that it is ready. */
export const startProduct = (env: Readonly<Record<string, string>>): Promise<Product> =>
  whenReady(launch(env));

/** Starts the product with npm, like a new user; the process is that of npm. */
export const startNpm = (env: Readonly<Record<string, string>>): Promise<Product> =>
  whenReady(watch(spawn('npm', ['start'], { env: { ...process.env, ...env }, stdio: PIPES })));

async function whenReady({ child, output, ended }: Launched): Promise<Product> {
  const url = await new Promise<string>((ready, failed) => {
    child.stderr.on('data', () => {
      const found = READY.exec(output())?.[1];
      if (found !== undefined) ready(found);
    });
    void ended.then((code) => failed(new Error(`The server ended with ${code}:\n${output()}`)));
  });
  const stop = (signal: NodeJS.Signals = 'SIGINT') => {
    child.kill(signal);
    return ended;
  };
  return { url, process: child, output, stop };
}

/** Starts a server that must refuse to start, and returns its output. */
export async function startAndFail(
  env: Readonly<Record<string, string>>,
): Promise<{ code: number | NodeJS.Signals | null; output: string }> {
  const { output, ended } = launch(env);
  const code = await ended;
  return { code, output: output() };
}

function launch(env: Readonly<Record<string, string>>) {
  if (!existsSync(API_BUNDLE)) throw new Error(`${API_BUNDLE} is missing: run npm run build first`);
  return watch(
    spawn(process.execPath, [API_BUNDLE], {
      env: {
        PATH: process.env.PATH,
        NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
        ...{ HOST: '127.0.0.1', PORT: '0', RATE_LIMIT_WRITES: '0' },
        ...env,
      },
      stdio: PIPES,
    }),
  );
}

type Child = ChildProcessByStdio<null, Readable, Readable>;
type Launched = ReturnType<typeof watch>;

function watch(child: Child) {
  running.add(child);
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  }
  const ended = new Promise<number | NodeJS.Signals | null>((done) => {
    child.once('close', (code, signal) => {
      running.delete(child);
      done(code ?? signal);
    });
  });
  return { child, output: () => text, ended };
}
