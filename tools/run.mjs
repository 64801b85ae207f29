/**
 * Builds what has changed, then runs a program in this same process:
 * `node tools/run.mjs <project,project,…> <program> [arguments]`.
 *
 * `npm start` and its relatives could chain two commands with `&&`, but the shell between npm and the
 * server would end on SIGTERM and leave the server running. Here npm's signal reaches the server itself.
 * stdout belongs to the program: the build prints to stderr, one line per project that was built, and
 * all of its output when it fails.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

/** Detecting that nothing has changed takes less time than this, even on a busy machine. */
const QUIET_MS = 6_000;
const SIGNALS = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 };
const IS_WINDOWS = process.platform === 'win32';
const BUILT = /^✔ +nx run (\S+):build\b(?!.*\[)/;

const [projects, program, ...args] = process.argv.slice(2);
await build(projects);
// Nx does not notice a directory that was deleted a moment ago.
if (!projects.split(',').every((name) => existsSync(`dist/apps/${name}`))) {
  await build(projects, '--skip-nx-cache');
}
process.argv = [process.execPath, resolve(program), ...args];
await import(pathToFileURL(resolve(program)).href);

async function build(names, ...options) {
  // In a process group of its own, so that a signal can end the build with all its children.
  const child = spawn('nx', ['run-many', '-t', 'build', '-p', names, ...options], {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: !IS_WINDOWS,
    shell: IS_WINDOWS,
  });
  const forget = endTogether(child);
  const notice = setTimeout(() => {
    console.error('Building what has changed. The first build takes about half a minute.');
  }, QUIET_MS);
  const lines = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      const built = BUILT.exec(line)?.[1];
      if (built) console.error(`Built ${built}`);
    });
  }
  const code = await new Promise((done, failed) => {
    child.once('close', done);
    child.once('error', failed);
  });
  clearTimeout(notice);
  forget();
  if (code === 0) return;
  console.error(lines.join('\n'));
  process.exit(code ?? 1);
}

/**
 * Stops the build when this process is told to stop. Returns a function that removes the listeners.
 */
function endTogether(child) {
  const listeners = Object.entries(SIGNALS).map(([name, number]) => {
    const end = () => {
      if (IS_WINDOWS) child.kill();
      else process.kill(-child.pid, name);
      console.error('Interrupted: the build is not complete, and nothing was started.');
      process.exit(128 + number);
    };
    process.once(name, end);
    return [name, end];
  });
  return () => {
    for (const [name, end] of listeners) process.off(name, end);
  };
}
