/**
 * Starts servers in processes that have already loaded the program (docs/adr/0048). They belong to
 * the worker of Jest, which runs one test file after the other.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const PROGRAM = resolve('apps/e2e/src/support/server.process.mjs');

export interface StartedServer {
  readonly url: string;
  readonly process: ChildProcess;
  /** What it has printed so far. */
  output(): string;
  stop(): Promise<void>;
  kill(): Promise<void>;
}

interface ServerProcess {
  readonly child: ChildProcess;
  /** The file that the process prints to. */
  readonly log: string;
}

interface ServerProcesses {
  readonly idle: ServerProcess[];
  readonly logs: string;
  started: number;
}

declare global {
  /** Modules of tests are loaded anew for each test file, so they cannot hold it. */
  var serverProcesses: ServerProcesses | undefined;
}

/** Starts a server in an idle process, or in a new one. */
export async function startInProcess(
  bundle: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<StartedServer> {
  const processes = (globalThis.serverProcesses ??= openProcesses());
  const used = processes.idle.pop() ?? startProcess(bundle, processes);
  const { child, log } = used;
  const begin = statSync(log).size;
  const printed = () => readFileSync(log).subarray(begin).toString();
  const fail = (cause: unknown) => {
    child.kill('SIGKILL');
    throw new Error(`The server failed: ${String(cause)}\n${printed()}`);
  };
  const { url } = await ask(child, { env }).catch(fail);
  let all: string | undefined;
  const stop = async () => {
    await ask(child, {}).catch(fail);
    all = printed();
    processes.idle.push(used);
  };
  return { url, process: child, output: () => all ?? printed(), stop, kill: () => kill(child) };
}

function openProcesses(): ServerProcesses {
  const logs = mkdtempSync(join(tmpdir(), 'action-tracker-servers-'));
  const idle: ServerProcess[] = [];
  process.once('beforeExit', () => {
    for (const { child } of idle) {
      // The worker waits for the counters that they may write (tools/coverage).
      child.ref();
      child.disconnect();
    }
    rmSync(logs, { recursive: true, force: true });
  });
  return { idle, logs, started: 0 };
}

function startProcess(bundle: string, processes: ServerProcesses): ServerProcess {
  const log = join(processes.logs, String(++processes.started));
  const file = openSync(log, 'a');
  const child = fork(PROGRAM, [bundle], {
    execArgv: [],
    env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE },
    stdio: ['ignore', file, file, 'ipc'],
  });
  closeSync(file);
  // An idle process does not keep the worker alive.
  child.unref();
  child.channel?.unref();
  return { child, log };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

type Answer = { readonly url: string } | { readonly problem: string };

function ask(child: ChildProcess, request: object): Promise<{ readonly url: string }> {
  return new Promise((done, failed) => {
    const end = (code: number | null, signal: NodeJS.Signals | null) => {
      failed(new Error(`its process ended with ${code ?? signal}`));
    };
    if (!child.connected) {
      end(child.exitCode, child.signalCode);
      return;
    }
    child.once('exit', end);
    child.once('message', (answer: Answer) => {
      child.off('exit', end);
      if ('problem' in answer) failed(new Error(answer.problem));
      else done(answer);
    });
    child.send(request);
  });
}
