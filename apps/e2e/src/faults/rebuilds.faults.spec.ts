/** Rebuilds that are killed, run twice concurrently, or run during an import and other writes. */
import type { TestPostgres } from '@action-tracker/runtime/testing';
import { setTimeout as wait } from 'node:timers/promises';
import { Cli } from '../support/cli';
import { startInstalled } from './installed';
import { expectNothingLost, expectSound } from './nothing-lost';
import { RestartableProduct } from './restartable';
import { Writers } from './writers';

const IMPORTED_ROWS = 5_000;
const KILLS = 12;
const MAPPING = {
  dates: { formats: ['yyyy-MM-dd'] },
  key: ['No'],
  fields: {
    title: { column: 'Item' },
    category: { default: 'Systems' },
    owner: { default: 'op@example.com' },
    priority: { default: 'Low' },
    status: { column: 'Status' },
    create_date: { column: 'Day' },
  },
};

describe('Rebuilds, with an installed PostgreSQL', () => {
  let postgres: TestPostgres;
  let cli: Cli;

  beforeAll(async () => {
    postgres = await startInstalled();
    cli = new Cli({ DATABASE_URL: postgres.url(), ACTION_TRACKER_USER: 'op@example.com' });
    await cli.succeed('migrate');
    await cli.succeed('create-user', '--email', 'op@example.com', '--name', 'Operator');
    await cli.succeed(...importing('ONE'));
  });

  afterAll(() => postgres.stop());

  function importing(prefix: string): readonly string[] {
    const rows = Array.from(
      { length: IMPORTED_ROWS },
      (_, n) => `${n},Item ${n},Complete,2025-01-01`,
    );
    const log = cli.write('log.csv', ['No,Item,Status,Day', ...rows, ''].join('\n'));
    const mapping = cli.write('mapping.json', JSON.stringify(MAPPING));
    const tracker = ['--tracker', prefix, '--create-tracker', 'Imported'];
    return ['import', log, '--mapping', mapping, ...tracker];
  }

  it('killed at every stage leave the tables as they are, and the next one succeeds', async () => {
    const product = await RestartableProduct.start(postgres.url());
    const writers = await Writers.start([product.url], 2);
    const begun = performance.now();
    await cli.succeed('rebuild-projections');
    const wholeMs = performance.now() - begun;
    for (let kill = 1; kill < KILLS; kill++) {
      const rebuild = cli.start('rebuild-projections');
      await wait((wholeMs * kill) / KILLS);
      rebuild.process.kill('SIGKILL');
      await rebuild.ended;
      expect((await cli.run('verify-projections')).code).toBe(0);
      await writers.acknowledge(5);
    }
    await cli.succeed('rebuild-projections');
    const outcome = await writers.stop();
    await product.stop();
    const fault = `kill -9 of rebuild-projections at ${KILLS - 1} stages, 2 writers`;
    await expectNothingLost(fault, postgres.url(), outcome);
  });

  it('may run twice at once', async () => {
    const both = await Promise.all([
      cli.run('rebuild-projections'),
      cli.run('rebuild-projections'),
    ]);
    expect(both.map(({ code }) => code)).toContain(0);
    for (const { code, stderr } of both) {
      if (code !== 0) expect(stderr).toMatch(/^error: .*rebuil/m);
    }
    await expectSound(postgres.url());
  });

  it('may run while an import runs', async () => {
    const imported = cli.start(...importing('TWO'));
    await wait(500);
    await cli.succeed('rebuild-projections');
    const { code, stdout } = await imported.ended;
    expect([code, stdout]).toEqual([0, expect.stringContaining(`${IMPORTED_ROWS} created`)]);
    await expectSound(postgres.url());
  });
});
