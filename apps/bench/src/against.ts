/**
 * Compares another commit with this one in one job: both are measured alternately, each by its own
 * benchmark, and compared by their ratios to the baselines.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { median } from './measure';
import type { Measured } from './scenario';

const WORST = 0.9;
/** The benchmark, and the server it starts. */
const PROGRAMS = ['bench', 'api'];
const BENCHMARK = 'dist/apps/bench/main.js';

/**
 * Whether no result is more than 10% worse than at the other commit.
 *
 * @param only words that scenario names must contain
 * @param rounds how often each of the two is measured
 */
export function compareWithCommit(ref: string, only: string, rounds: number): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'action-tracker-base-'));
  const base = join(folder, 'base');
  execFileSync('git', ['worktree', 'add', '--detach', base, ref], { stdio: 'ignore' });
  try {
    symlinkSync(resolve('node_modules'), join(base, 'node_modules'));
    const rolldown = resolve('node_modules/rolldown/bin/cli.mjs');
    for (const app of PROGRAMS) run(base, [rolldown, '-c', `apps/${app}/rolldown.config.mjs`]);
    const ratios = { base: new Map<string, number[]>(), head: new Map<string, number[]>() };
    for (let round = 0; round < rounds; round++) {
      collect(ratios.base, measureIn(base, only));
      collect(ratios.head, measureIn(process.cwd(), only));
    }
    return report(ratios);
  } finally {
    execFileSync('git', ['worktree', 'remove', '--force', base], { stdio: 'ignore' });
    rmSync(folder, { recursive: true, force: true });
  }
}

function measureIn(folder: string, only: string): readonly Measured[] {
  const output = run(folder, [BENCHMARK, '--quick', '--json', '--only', only]);
  return JSON.parse(output) as readonly Measured[];
}

const run = (folder: string, args: readonly string[]): string =>
  execFileSync(process.execPath, args, {
    ...{ cwd: folder, encoding: 'utf8' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });

/** A result without a ratio has a limit, where less is better, so its comparison is inverted. */
function collect(into: Map<string, number[]>, measured: readonly Measured[]): void {
  for (const { name, ratio, product } of measured) {
    into.set(name, [...(into.get(name) ?? []), ratio ?? 1 / product]);
  }
}

function report(ratios: {
  readonly base: ReadonlyMap<string, readonly number[]>;
  readonly head: ReadonlyMap<string, readonly number[]>;
}): boolean {
  let isGood = true;
  for (const [name, values] of ratios.head) {
    const before = ratios.base.get(name);
    if (!before) continue;
    const change = median(values) / median(before);
    isGood &&= change >= WORST;
    const pairs = values.map((value, round) => value / (before[round] ?? value));
    const spread = `${Math.min(...pairs).toFixed(2)} to ${Math.max(...pairs).toFixed(2)}`;
    const verdict = change < WORST ? ', worse' : '';
    console.error(
      `${name}: ${change.toFixed(2)} of before (${spread} in ${pairs.length} rounds)${verdict}`,
    );
  }
  return isGood;
}
