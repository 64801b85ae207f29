/**
 * Benchmarks the product against a plain baseline, in the same run and on its own PostgreSQL.
 * Prints ratios; `--record` appends them to docs/benchmarks.md, `--strict` fails below a target,
 * `--against <ref>` compares with another commit in `--rounds <n>`, `--only <words>` runs the
 * matching scenarios.
 */
import 'reflect-metadata';
import { openDatabase, runMigrations, type Database } from '@action-tracker/runtime';
import {
  bringReadModelsUpToDate,
  Clock,
  TrackingModule,
  USER_ENTITY,
} from '@action-tracker/tracking';
import { NestFactory } from '@nestjs/core';
import { appendFileSync, chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { compareWithCommit } from './against';
import { serveBare } from './http/bare-server';
import { createCrudItems } from './items';
import { render } from './report';
import type { Measured } from './scenario';
import { SCENARIOS } from './scenarios';
import { POOL_MAX, serveTasks } from './worker';

const FULL = { rounds: 5, secondsPerRound: 3 };
const QUICK = { rounds: 3, secondsPerRound: 1 };

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    record: { type: 'boolean', default: false },
    strict: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    worker: { type: 'boolean', default: false },
    bare: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    against: { type: 'string' },
    rounds: { type: 'string', default: '3' },
  },
});
const effort = options.quick ? QUICK : FULL;

if (options.worker) await serveTasks();
else if (options.bare) await serveBare();
else if (options.against === undefined) await runHere();
else {
  process.exitCode = compareWithCommit(options.against, options.only, Number(options.rounds))
    ? 0
    : 1;
}

async function runHere(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'action-tracker-bench-'));
  // When run as root, PostgreSQL runs as another user, who must be able to enter the directory.
  chmodSync(folder, 0o755);
  const database = await openDatabase({
    settings: { databaseUrl: undefined, databasePoolMax: POOL_MAX, dataDir: folder },
    role: 'server',
    entities: [USER_ENTITY],
  });
  try {
    const results = await benchmark(database);
    const report = await render(database, results, effort);
    console.error(report);
    if (options.json) process.stdout.write(`${JSON.stringify(results)}\n`);
    if (options.record) appendFileSync('docs/benchmarks.md', report);
    process.exitCode = options.strict && results.some(({ isMet }) => !isMet) ? 1 : 0;
  } finally {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function benchmark(database: Database): Promise<readonly Measured[]> {
  await runMigrations(database);
  await bringReadModelsUpToDate(database.pool);
  const { dataSource, pool } = database;
  await createCrudItems(pool);
  const application = await NestFactory.createApplicationContext(
    TrackingModule.with({ dataSource, pool, clock: new Clock('UTC'), jwtSecret: 'b'.repeat(32) }),
    { logger: ['error'] },
  );
  const bench = { database, databaseUrl: urlOf(database), application, effort };
  const results: Measured[] = [];
  for (const scenario of SCENARIOS.filter(({ name }) => name.includes(options.only))) {
    const measured = await scenario.run({ ...bench, isQuick: options.quick });
    for (const { name, unit, product, ratio } of measured) {
      console.error(`${name}: ${ratio?.toFixed(2) ?? `${product.toFixed(1)} ${unit}`}`);
    }
    results.push(...measured);
  }
  await application.close();
  return results;
}

function urlOf({ dataSource }: Database): string {
  const { options: connection } = dataSource;
  if (connection.type === 'postgres' && connection.url !== undefined) return connection.url;
  throw new Error('Expected a PostgreSQL with an address');
}
