/**
 * Runs the same tests on a deliberately broken product and expects them to fail; otherwise they
 * prove nothing. Only the database is broken, so that all other code is the real one.
 */
import { query } from '../support/cli';
import { startInstalled } from './installed';
import { expectSound, problemsOf } from './nothing-lost';
import { RestartableProduct } from './restartable';
import { Writers, type Outcome } from './writers';

/** Nothing but a commit itself writes the log of PostgreSQL to disk in time. */
const SLOW_WAL = ['wal_writer_delay=10s', 'wal_writer_flush_after=1GB', 'wal_buffers=64MB'];

/** Commits reach the disk when it suits, so that a crash takes the last of them away. */
const LAZY = ['synchronous_commit=off', ...SLOW_WAL];

/**
 * Whole pages of the log reach the operating system at once, and that survives: what a crash takes
 * away is the last page, of which now and then nothing is acknowledged yet.
 */
const CRASHES = 8;

async function crash(settings: readonly string[]): Promise<readonly string[]> {
  const postgres = await startInstalled(settings);
  const product = await RestartableProduct.start(postgres.url());
  const writers = await Writers.start([product.url]);
  for (let crash = 0; crash < CRASHES; crash++) {
    await writers.acknowledge(200);
    await postgres.stop('SIGQUIT');
    await postgres.start();
    await product.recover();
  }
  await writers.acknowledge(50);
  const outcome = await writers.stop();
  await product.stop();
  const problems = await problemsOf(postgres.url(), outcome);
  await postgres.stop();
  return problems;
}

/**
 * Without the key that refuses the loser of a race, so that it is decided again on what the winner has
 * written. The append waits before it begins, so that many lose.
 */
const UNGUARDED = `
  ALTER TABLE events DROP CONSTRAINT events_ledger_id_stream_version_key;
  DO $$
  DECLARE slow text;
  BEGIN
    SELECT regexp_replace(pg_get_functiondef('append'::regproc), 'BEGIN', 'BEGIN PERFORM pg_sleep(0.02);')
      INTO slow;
    EXECUTE slow;
  END $$`;

async function race(
  sabotage: string,
): Promise<{ url: string; outcome: Outcome; stop: () => Promise<void> }> {
  const postgres = await startInstalled();
  const products = [
    await RestartableProduct.start(postgres.url()),
    await RestartableProduct.start(postgres.url()),
  ];
  await query(postgres.url(), sabotage);
  const writers = await Writers.start(products.map(({ url }) => url));
  await writers.acknowledge(500);
  const outcome = await writers.stop();
  for (const product of products) await product.stop();
  return { url: postgres.url(), outcome, stop: () => postgres.stop() };
}

describe('The fault tests', () => {
  it('find nothing in the product as it is, after a crash', async () => {
    expect(await crash(SLOW_WAL)).toEqual([]);
  });

  it('find commits that were not on disk when they were acknowledged', async () => {
    expect(await crash(LAZY)).toContainEqual(
      expect.stringContaining('was acknowledged and is not'),
    );
  });

  it('find an append that takes what was decided on an old state', async () => {
    const { url, outcome, stop } = await race(UNGUARDED);
    const problems = await problemsOf(url, outcome);
    const unsound = await expectSound(url).then(
      () => [],
      (error: unknown) => [String(error)],
    );
    await stop();
    expect([...problems, ...unsound]).not.toEqual([]);
  });
});
