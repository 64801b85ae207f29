/**
 * Real faults during writes: nothing that was acknowledged is lost. The longer versions, which need
 * an installed PostgreSQL, are in `*.faults.spec.ts`.
 */
import { createEmptyDatabase, TestPostgres } from '@action-tracker/runtime/testing';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ApiClient } from '../support/api-client';
import { Cli, query } from '../support/cli';
import { expectNothingLost, expectSound } from './nothing-lost';
import { RestartableProduct } from './restartable';
import { Writers } from './writers';

describe('Nothing acknowledged is lost', () => {
  let databaseUrl: string;

  beforeEach(async () => {
    databaseUrl = await createEmptyDatabase();
  });

  it('when the server is killed while 32 people write', async () => {
    const product = await RestartableProduct.start(databaseUrl);
    const writers = await Writers.start([product.url]);
    for (const acknowledged of [50, 130]) {
      await writers.acknowledge(acknowledged);
      await product.kill();
      await product.restart();
    }
    await writers.acknowledge(50);
    const outcome = await writers.stop();
    expect(outcome.retried).toBeGreaterThan(0);
    await product.stop();
    await expectNothingLost('kill -9 of the API, 2 times, 32 writers', databaseUrl, outcome);
  });

  it('when connections to the database are terminated', async () => {
    const product = await RestartableProduct.start(databaseUrl);
    const writers = await Writers.start([product.url]);
    for (let times = 0; times < 10; times++) {
      await writers.acknowledge(20);
      await query(
        databaseUrl,
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND pid <> pg_backend_pid() AND pid % 2 = ${times % 2}`,
      );
    }
    await writers.acknowledge(50);
    const outcome = await writers.stop();
    expect(product.isAlive).toBe(true);
    await product.stop();
    await expectNothingLost('pg_terminate_backend, 10 times, 32 writers', databaseUrl, outcome);
  });

  it('when two servers write to the same tracker', async () => {
    const products = [
      await RestartableProduct.start(databaseUrl),
      await RestartableProduct.start(databaseUrl),
    ];
    const writers = await Writers.start(products.map(({ url }) => url));
    await writers.acknowledge(600);
    const outcome = await writers.stop();
    for (const product of products) await product.stop();
    await expectNothingLost('two API processes, one tracker, 32 writers', databaseUrl, outcome);
  });

  it('when a rebuild is killed while people write, and the next one succeeds', async () => {
    const product = await RestartableProduct.start(databaseUrl);
    const writers = await Writers.start([product.url], 8);
    const cli = new Cli({ DATABASE_URL: databaseUrl });
    await writers.acknowledge(300);
    for (const lifeMs of [300, 450, 600]) {
      const rebuild = cli.start('rebuild-projections');
      await wait(lifeMs);
      rebuild.process.kill('SIGKILL');
      await rebuild.ended;
      await writers.acknowledge(10);
    }
    await cli.succeed('rebuild-projections');
    const outcome = await writers.stop();
    await product.stop();
    await expectNothingLost('kill -9 of rebuild-projections, 3 times', databaseUrl, outcome);
  });

  it('when a client stops reading in the middle of an answer', async () => {
    const product = await RestartableProduct.start(databaseUrl);
    const writers = await Writers.start([product.url], 8);
    const api = await ApiClient.signIn(product.url);
    const sockets = Array.from({ length: 50 }, () => {
      const socket = connect(Number(new URL(product.url).port), '127.0.0.1');
      socket.pause();
      const head = `Host: x\r\nAuthorization: Bearer ${api.token}\r\n\r\n`;
      socket.write(`GET /api/openapi.json HTTP/1.1\r\n${head}GET /api/items HTTP/1.1\r\n${head}`);
      return socket;
    });
    await writers.acknowledge(200);
    for (const socket of sockets) socket.destroy();
    await writers.acknowledge(50);
    const outcome = await writers.stop();
    expect(product.isAlive).toBe(true);
    await product.stop();
    await expectNothingLost('50 clients that stop reading', databaseUrl, outcome);
  });
});

describe('When PostgreSQL is stopped without a word', () => {
  it('the server answers 503, lives, recovers by itself, and has lost nothing', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'action-tracker-fault-'));
    const postgres = await TestPostgres.create(folder);
    await postgres.start();
    const product = await RestartableProduct.start(postgres.url());
    const writers = await Writers.start([product.url]);
    await writers.acknowledge(100);
    await postgres.stop('SIGQUIT');
    expect((await fetch(`${product.url}/health`)).status).toBe(500);
    expect((await fetch(`${product.url}/health/ready`)).status).toBe(503);
    expect((await fetch(`${product.url}/health/live`)).status).toBe(200);
    await postgres.start();
    await product.recover();
    await writers.acknowledge(100);
    const outcome = await writers.stop();
    expect([...outcome.unavailable.keys()]).toEqual([503]);
    expect(product.isAlive).toBe(true);
    await product.stop();
    await expectNothingLost('immediate stop of PostgreSQL, 32 writers', postgres.url(), outcome);
    await expectSound(postgres.url());
    await postgres.stop();
    rmSync(folder, { recursive: true });
  });
});
