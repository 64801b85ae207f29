/** `npm test`: all checks and tests, step by step, and the coverage. */
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';

const STEPS = ['check', 'build', 'test:int', 'test:e2e', 'coverage'];

rmSync('coverage', { recursive: true, force: true });
const took = [];
for (const step of STEPS) {
  const begin = Date.now();
  const { status } = spawnSync('npm', ['run', step], {
    stdio: 'inherit',
    env: { ...process.env, COVERAGE: '1' },
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    console.error(`\nnpm run ${step} failed; the steps after it did not run.`);
    process.exit(status ?? 1);
  }
  took.push(`${step} ${Math.round((Date.now() - begin) / 1_000)} s`);
}
console.log(`\nAll green: ${took.join(', ')}`);
