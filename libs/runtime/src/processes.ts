/** Processes of the operating system: running one, and telling the living from the dead. */
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { errorCode } from './system-error.ts';

const LAST_OUTPUT_MS = 1_000;
/** Counted from the state: field 22 of proc(5), the state being field 3. */
const START_TIME_FIELD = 19;

/** An account of the operating system. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** Runs a program to its end, as another account when one is given. */
export function runProcess(
  file: string,
  args: readonly string[],
  account?: Account,
): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { ...account, cwd: '/', stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    }
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
    // `exit` may come before the last of the output, but what the program leaves behind may hold
    // the pipes open for ever: then they are closed, which leads to `close`.
    child.once('exit', () => {
      setTimeout(() => {
        child.stdout.destroy();
        child.stderr.destroy();
      }, LAST_OUTPUT_MS).unref();
    });
  });
}

/**
 * When a process began, as a text that no other process of this machine has had: `undefined` when none
 * with this number runs (any more). Where the system does not report the time, the number has to do.
 */
export function startOf(pid: number): string | undefined {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Another account's process answers EPERM: it runs.
    if (errorCode(error) !== 'EPERM') return undefined;
  }
  const fields = statFields(pid);
  if (fields?.[0] === 'Z') return undefined;
  const field = fields?.[START_TIME_FIELD];
  if (field === undefined) return 'running';
  return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${field}`;
}

/** Whether the process has ended and nobody has collected it. Known on Linux only, else false. */
export function isZombie(pid: number | undefined): boolean {
  return pid !== undefined && statFields(pid)?.[0] === 'Z';
}

/** What Linux reports about a process, from its state on; `undefined` elsewhere, or when it has gone. */
function statFields(pid: number): readonly string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name before the state is in brackets and may hold anything: count from its end.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

/** Whether a living process has this folder as its working directory. Linux only, else false. */
export function isAnybodyIn(folder: string): boolean {
  try {
    return readdirSync('/proc').some((pid) => /^\d+$/.test(pid) && workingFolder(pid) === folder);
  } catch {
    return false;
  }
}

function workingFolder(pid: string): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
}
