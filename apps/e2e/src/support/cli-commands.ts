/** Runs commands of the command line in a process that has already loaded the program. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

const PROGRAM = resolve('apps/e2e/src/support/cli-commands.process.mjs');

export interface CliResult {
  readonly code: number | NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Command {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The working directory. */
  readonly folder: string;
}

let child: ChildProcess | undefined;
let isBusy = false;

afterAll(async () => {
  if (!child?.connected) return;
  const ended = once(child, 'exit');
  child.disconnect();
  await ended;
});

/** Whether a command is running, so that another one needs a process of its own. */
export const isRunningCommand = (): boolean => isBusy;

/** Runs a command as its own process would, one at a time. */
export async function runCommand(bundle: string, command: Command): Promise<CliResult> {
  isBusy = true;
  child ??= fork(PROGRAM, [bundle], {
    execArgv: [],
    env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const running = child;
  try {
    return await new Promise<CliResult>((done, failed) => {
      running.once('message', done);
      running.once('exit', (code, signal) => {
        failed(new Error(`${command.args.join(' ')} ended its process with ${code ?? signal}`));
      });
      running.send(command);
    });
  } finally {
    running.removeAllListeners('message').removeAllListeners('exit');
    if (!running.connected) child = undefined;
    isBusy = false;
  }
}
