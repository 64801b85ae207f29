/** `npm test`: all checks and tests, step by step, and the coverage. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';

const STEPS = ['check', 'build', 'test:int', 'test:e2e', 'coverage'];
/**
 * On a busy machine, a test with a real server or browser can miss a deadline. Files that fail run
 * again, alone: a fault fails twice, and the last line names what passed the second time.
 */
const REPEATED = ['test:int', 'test:e2e'];
const RESULTS = join('coverage', 'results.json');

rmSync('coverage', { recursive: true, force: true });
const took = [];
const unstable = [];
for (const step of STEPS) {
  const begin = Date.now();
  const status = REPEATED.includes(step) ? runTests(step) : run(step);
  if (status !== 0) {
    console.error(`\nnpm run ${step} failed; the steps after it did not run.`);
    process.exit(status);
  }
  took.push(`${step} ${Math.round((Date.now() - begin) / 1_000)} s`);
}
console.log(`\nAll green: ${took.join(', ')}`);
if (unstable.length > 0) console.log(`Failed at first, passed alone: ${unstable.join(', ')}`);

function runTests(step) {
  rmSync(RESULTS, { force: true });
  const status = run(step, ['--json', `--outputFile=${RESULTS}`]);
  const failed = status === 0 ? [] : failedFiles();
  // Without results the tests did not run at all.
  if (failed.length === 0) return status;
  console.log(`\nFailed, running again alone: ${failed.join(', ')}`);
  unstable.push(...failed);
  return run(step, ['--maxWorkers=1', '--runTestsByPath', ...failed]);
}

function failedFiles() {
  if (!existsSync(RESULTS)) return [];
  const { testResults } = JSON.parse(readFileSync(RESULTS, 'utf8'));
  return testResults
    .filter(({ status }) => status === 'failed')
    .map(({ name }) => relative(process.cwd(), name));
}

/** @returns the exit code */
function run(step, options = []) {
  const { status } = spawnSync('npm', ['run', step, '--', ...options], {
    stdio: 'inherit',
    env: { ...process.env, COVERAGE: '1' },
    shell: process.platform === 'win32',
  });
  return status ?? 1;
}
