/** Servers and databases killed at random moments, under 32 writers. */
import type { TestPostgres } from '@action-tracker/runtime/testing';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import { query } from '../support/cli';
import { moments } from './dice';
import { fakeTimeLibrary, startInstalled } from './installed';
import { expectNothingLost } from './nothing-lost';
import { RestartableProduct } from './restartable';
import { Writers } from './writers';

describe('With an installed PostgreSQL, nothing acknowledged is lost', () => {
  let postgres: TestPostgres;
  let product: RestartableProduct;
  const moment = moments(20_261_121);

  beforeEach(async () => {
    postgres = await startInstalled();
    product = await RestartableProduct.start(postgres.url());
  });

  afterEach(async () => {
    await product.stop();
    await postgres.stop();
  });

  it('when the server is killed ten times', async () => {
    const writers = await Writers.start([product.url]);
    for (let times = 0; times < 10; times++) {
      await writers.acknowledge(moment.next().value);
      await product.kill();
      await product.restart();
    }
    await writers.acknowledge(200);
    const outcome = await writers.stop();
    await expectNothingLost('kill -9 of the API, 10 times', postgres.url(), outcome);
  });

  it.each([
    ['SIGQUIT', 'immediate stop of PostgreSQL, 5 times'],
    ['SIGKILL', 'kill -9 of the postmaster, 5 times'],
  ] as const)('when PostgreSQL gets %s five times', async (signal, fault) => {
    const writers = await Writers.start([product.url]);
    for (let times = 0; times < 5; times++) {
      await writers.acknowledge(moment.next().value);
      await postgres.stop(signal);
      expect((await fetch(`${product.url}/health/ready`)).status).toBe(503);
      expect((await fetch(`${product.url}/health/live`)).status).toBe(200);
      await postgres.start();
      await product.recover();
    }
    await writers.acknowledge(200);
    const outcome = await writers.stop();
    expect(product.isAlive).toBe(true);
    await expectNothingLost(fault, postgres.url(), outcome);
  });

  it('when three servers write to one tracker, and one after the other is killed', async () => {
    const others = [
      await RestartableProduct.start(postgres.url()),
      await RestartableProduct.start(postgres.url()),
    ];
    const all = [product, ...others];
    const writers = await Writers.start(all.map(({ url }) => url));
    for (let times = 0; times < 2; times++) {
      for (const each of all) {
        await writers.acknowledge(moment.next().value);
        await each.kill();
        await each.restart();
      }
    }
    await writers.acknowledge(500);
    const outcome = await writers.stop();
    for (const other of others) await other.stop();
    await expectNothingLost('three API processes, each killed twice', postgres.url(), outcome);
  });

  it('when statements run into their timeout', async () => {
    await query(postgres.url(), `ALTER DATABASE postgres SET statement_timeout = '300ms'`);
    await product.kill();
    await product.restart();
    const writers = await Writers.start([product.url]);
    const blocker = new Client({ connectionString: postgres.url() });
    await blocker.connect();
    for (let times = 0; times < 5; times++) {
      await writers.acknowledge(moment.next().value);
      await blocker.query('SET statement_timeout = 0; BEGIN; SELECT FROM ledgers FOR UPDATE');
      await wait(1_000);
      await blocker.query('ROLLBACK');
    }
    await blocker.end();
    await writers.acknowledge(100);
    const outcome = await writers.stop();
    expect(outcome.unavailable.get(503)).toBeGreaterThan(0);
    await query(postgres.url(), 'ALTER DATABASE postgres RESET statement_timeout');
    await expectNothingLost('statement timeouts, 5 times a second long', postgres.url(), outcome);
  });

  it('when the clock is set back by two hours', async () => {
    const writers = await Writers.start([product.url]);
    await writers.acknowledge(200);
    await product.kill();
    await product.restart({
      LD_PRELOAD: fakeTimeLibrary(),
      FAKETIME: '-2h',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    });
    await writers.acknowledge(200);
    const outcome = await writers.stop();
    await expectNothingLost('clock set back by two hours', postgres.url(), outcome);
  });
});
