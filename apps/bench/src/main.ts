/**
 * Benchmarks: the product against a plain baseline, both in this run, on a PostgreSQL of its own.
 * Prints ratios; `--record` appends them to docs/benchmarks.md, `--strict` fails under a target.
 */
import 'reflect-metadata';
import { openDatabase, runMigrations, type Database } from '@action-tracker/runtime';
import {
  bringReadModelsUpToDate,
  Clock,
  TrackingModule,
  USER_ENTITY,
} from '@action-tracker/tracking';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { appendFileSync, chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { compare, type Comparison, type Contender, type Measured } from './measure';
import { crudStatusChange, ledgerStatusChange } from './status-change';

const POOL_MAX = 16;
const FULL = { rounds: 5, secondsPerRound: 3 };
const QUICK = { rounds: 3, secondsPerRound: 1 };

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    record: { type: 'boolean', default: false },
    strict: { type: 'boolean', default: false },
  },
});

const folder = mkdtempSync(join(tmpdir(), 'action-tracker-bench-'));
// As root, PostgreSQL runs as another user, who must be able to enter the folder.
chmodSync(folder, 0o755);
const database = await openDatabase({
  settings: { databaseUrl: undefined, databasePoolMax: POOL_MAX, dataDir: folder },
  role: 'server',
  entities: [USER_ENTITY],
});
try {
  const results = await benchmark(database);
  const report = await render(database, results);
  console.error(report);
  if (options.record) appendFileSync('docs/benchmarks.md', report);
  const isMissed = results.some(({ ratio, target }) => ratio < target);
  process.exitCode = options.strict && isMissed ? 1 : 0;
} finally {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
}

async function benchmark(open: Database): Promise<readonly Measured[]> {
  await runMigrations(open);
  await bringReadModelsUpToDate(open.pool);
  const { dataSource, pool } = open;
  const application = await NestFactory.createApplicationContext(
    TrackingModule.with({ dataSource, pool, clock: new Clock('UTC'), jwtSecret: 'b'.repeat(32) }),
    { logger: ['error'] },
  );
  const comparisons = await statusChanges(open, application);
  await pool.query('VACUUM ANALYZE');
  await pool.query('CHECKPOINT');
  const results: Measured[] = [];
  for (const comparison of comparisons) {
    results.push(await compare(comparison, options.quick ? QUICK : FULL));
    console.error(`${comparison.name}: ${results.at(-1)?.ratio.toFixed(2)}`);
  }
  await application.close();
  return results;
}

async function statusChanges(
  open: Database,
  application: INestApplicationContext,
): Promise<readonly Comparison[]> {
  const baseline = await crudStatusChange(open);
  const one = await ledgerStatusChange(application, ['ONE']);
  const many = await ledgerStatusChange(application, sixteenPrefixes());
  const on = (product: Contender, ledgers: number, writers: number, target: number) => ({
    ...{ writers, target, baseline, product },
    name: `status change, ${writers} writers, ${ledgers} ledgers`,
  });
  return [on(one, 1, 1, 0.5), on(one, 1, 16, 0.8), on(one, 1, 64, 1.3), on(many, 16, 64, 1)];
}

/** BA, BB, … BP: as many trackers as a programme has vendors. */
function sixteenPrefixes(): readonly string[] {
  return Array.from({ length: 16 }, (_, index) => `B${String.fromCharCode(65 + index)}`);
}

async function render({ pool }: Database, results: readonly Measured[]): Promise<string> {
  const { rows } = await pool.query<{ server_version: string }>('SHOW server_version');
  const day = new Date().toISOString().slice(0, 10);
  const { rounds, secondsPerRound } = options.quick ? QUICK : FULL;
  const command = `npm run bench${options.quick ? ' -- --quick' : ''}`;
  return [
    '',
    `## ${day}: \`${command}\``,
    '',
    `${cpus().length} cores, PostgreSQL ${rows[0]?.server_version}, Node ${process.version}, ` +
      `median of ${rounds} interleaved rounds of ${secondsPerRound} s, pool of ${POOL_MAX}.`,
    '',
    '| benchmark | baseline/s | product/s | ratio | target |',
    '|---|---:|---:|---:|---:|',
    ...results.map(
      ({ name, baselinePerSecond, productPerSecond, ratio, target }) =>
        `| ${name} | ${Math.round(baselinePerSecond)} | ${Math.round(productPerSecond)} | ` +
        `${ratio.toFixed(2)} | ${target} |`,
    ),
    '',
  ].join('\n');
}
