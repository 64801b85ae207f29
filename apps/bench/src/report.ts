import type { Database } from '@action-tracker/runtime';
import { cpus } from 'node:os';
import type { Effort } from './measure';
import type { Measured } from './scenario';
import { POOL_MAX } from './worker';

/** A section of docs/benchmarks.md. */
export async function render(
  { pool }: Database,
  results: readonly Measured[],
  { rounds, secondsPerRound }: Effort,
): Promise<string> {
  const { rows } = await pool.query<{ server_version: string }>('SHOW server_version');
  const day = new Date().toISOString().slice(0, 10);
  const given = process.argv.slice(2).filter((arg) => arg !== '--record');
  const command = ['npm run bench', ...(given.length > 0 ? ['--', ...given] : [])];
  return [
    '',
    `## ${day}: \`${command.join(' ')}\``,
    '',
    `${cpus().length} cores, PostgreSQL ${rows[0]?.server_version}, Node ${process.version}, ` +
      `median of ${rounds} interleaved rounds of ${secondsPerRound} s, pool of ${POOL_MAX}.`,
    '',
    '| benchmark | unit | baseline | product | ratio | target |',
    '|---|---|---:|---:|---:|---:|',
    ...results.map(
      ({ name, unit, baseline, product, ratio, target }) =>
        `| ${name} | ${unit} | ${figure(baseline)} | ${figure(product)} | ` +
        `${ratio?.toFixed(2) ?? '–'} | ${target} |`,
    ),
    '',
  ].join('\n');
}

function figure(value: number | undefined): string {
  if (value === undefined) return '–';
  return value < 100 ? value.toFixed(1) : String(Math.round(value));
}
