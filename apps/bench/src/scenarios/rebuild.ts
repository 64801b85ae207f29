import { openDatabase, runMigrations } from '@action-tracker/runtime';
import { bringReadModelsUpToDate, USER_ENTITY } from '@action-tracker/tracking';
import type { Pool } from 'pg';
import { compare, median, secondsOf, type Compared } from '../measure';
import { compared, limited, type Bench, type Measured, type Scenario } from '../scenario';
import { Worker } from '../worker';
import { BASELINE_REBUILD, fillLedgers } from './rebuild-sql';

const FEW = 100_000;
const MANY = 1_000_000;
const PEAK_MEGABYTES = 300;

/**
 * All read tables from the events, including indexes, against `INSERT … SELECT` inside PostgreSQL.
 */
export const REBUILD: Scenario = {
  name: 'rebuild',
  async run(bench) {
    const few = await rebuildOf(bench, FEW);
    if (bench.isQuick) return few.measured;
    const many = await rebuildOf(bench, MANY);
    const growth = many.seconds / few.seconds;
    return [
      ...few.measured,
      ...many.measured,
      limited('rebuild, time for 10 times the events', 'times', growth, 11),
    ];
  },
};

interface Rebuilt {
  readonly measured: readonly Measured[];
  readonly seconds: number;
}

async function rebuildOf(bench: Bench, events: number): Promise<Rebuilt> {
  const name = `rebuild_${events}`;
  await bench.database.pool.query(`CREATE DATABASE ${name}`);
  const databaseUrl = Object.assign(new URL(bench.databaseUrl), { pathname: `/${name}` }).href;
  const settings = { databaseUrl, databasePoolMax: 2, dataDir: '' };
  const database = await openDatabase({ settings, role: 'guest', entities: [USER_ENTITY] });
  try {
    await runMigrations(database);
    await bringReadModelsUpToDate(database.pool);
    for (const statement of fillLedgers(events)) await database.pool.query(statement);
    return await measure(database.pool, databaseUrl, events, bench.isQuick ? 3 : 5);
  } finally {
    await database.close();
    await bench.database.pool.query(`DROP DATABASE ${name}`);
  }
}

async function measure(
  pool: Pool,
  databaseUrl: string,
  events: number,
  rounds: number,
): Promise<Rebuilt> {
  const seconds: number[] = [];
  const peaks: number[] = [];
  const baseline = async () =>
    events /
    (await secondsOf(async () => {
      for (const statement of BASELINE_REBUILD) await pool.query(statement);
    }));
  const product = async () => {
    const worker = await Worker.start(databaseUrl);
    const done = await worker.run({ kind: 'rebuild' });
    await worker.stop();
    seconds.push(done.seconds);
    peaks.push(done.peakMegabytes);
    return events / done.seconds;
  };
  const found: Compared = await compare(rounds, baseline, product);
  const name = `rebuild of ${events} events`;
  return {
    measured: [
      compared(name, 'events/s', found, 0.6),
      limited(`${name}, peak memory`, 'MB', Math.max(...peaks), PEAK_MEGABYTES),
    ],
    seconds: median(seconds),
  };
}
