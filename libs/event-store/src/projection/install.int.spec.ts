import type { Database } from '@action-tracker/runtime';
import { connectAgain, openFreshDatabase } from '@action-tracker/runtime/testing';
import { findOwingProjections, installProjections } from './install';
import { LedgerWriter } from '../write/ledger-writer';
import type { Projection } from './projection';
import { COINS, open, PILE_MODEL, PILES, type Pile } from '../testing/toy';

const NOON = new Date('2026-03-01T12:00:00.000Z');
const PROJECTIONS: readonly Projection<Pile>[] = [PILES, COINS];

describe('installProjections', () => {
  let database: Database;

  beforeEach(async () => {
    database = await openFreshDatabase();
  });

  afterEach(() => database.close());

  it('may be called by several processes at once', async () => {
    const others = await Promise.all([1, 2, 3].map(() => connectAgain(database)));
    for (let round = 0; round < 10; round++) {
      await Promise.all(others.map(({ pool }) => installProjections(pool, PROJECTIONS)));
    }
    await Promise.all(others.map((other) => other.close()));
    expect((await database.pool.query('SELECT FROM piles')).rowCount).toBe(0);
  });

  it('does not take a table for filled when it is cut after creating it', async () => {
    await installProjections(database.pool, PROJECTIONS);
    const options = { maxBatch: 8, maxQueued: 8, now: () => NOON };
    await new LedgerWriter<Pile>(database.pool, PILE_MODEL, PROJECTIONS, options).write(
      open(1, 1, 'AD'),
    );
    await database.pool.query('DROP TABLE piles_v1 CASCADE');
    const other = await connectAgain(database);
    const blocker = await database.pool.connect();
    await blocker.query('BEGIN; LOCK TABLE projection_checkpoints');
    const installing = installProjections(other.pool, PROJECTIONS);
    const refused = expect(installing).rejects.toThrow();
    const cut = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    while ((await database.pool.query(cut)).rowCount === 0);
    await refused;
    await blocker.query('ROLLBACK');
    blocker.release();
    await other.close();
    await installProjections(database.pool, PROJECTIONS);
    expect(await findOwingProjections(database.pool, PROJECTIONS)).toEqual([PILES]);
  });
});
