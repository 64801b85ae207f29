import type { Database } from '@action-tracker/runtime';
import { openFreshDatabase } from '@action-tracker/runtime/testing';
import { compareTables } from './compare-tables';
import { installProjections } from '../projection/install';
import { LedgerWriter } from '../write/ledger-writer';
import { rebuildProjections } from './rebuild';
import { expectSoundLedgers } from '../testing';
import { addCoins, COINS, newPile, open, PILE_MODEL, PILES, type Pile } from '../testing/toy';

const NOON = new Date('2026-03-01T12:00:00.000Z');
const PROJECTIONS = [PILES, COINS];

describe('a rebuild that compares', () => {
  let database: Database;

  const run = (text: string) => database.pool.query(text);
  const rebuild = async (options: { isCompared?: boolean } = { isCompared: true }) => {
    const base = { pool: database.pool, model: PILE_MODEL, projections: PROJECTIONS };
    return (await rebuildProjections({ ...base, ...options })).compared;
  };
  const only = (differing: object) => ({ differing, notCompared: {} });
  const readTables = async () => {
    const { rows } = await run(`
      SELECT 'piles ' || p::text AS row FROM piles p
      UNION ALL SELECT 'coins ' || c::text FROM coins c ORDER BY 1`);
    return rows.map(({ row }) => String(row));
  };

  /** Two ledgers with rows in both read tables. */
  beforeEach(async () => {
    database = await openFreshDatabase();
    await installProjections(database.pool, PROJECTIONS);
    const options = { maxBatch: 8, maxQueued: 100, now: () => NOON };
    const writer = new LedgerWriter<Pile>(database.pool, PILE_MODEL, PROJECTIONS, options);
    for (const command of [
      open(1, 1, 'LEDGER-1'),
      open(2, 2, 'LEDGER-2'),
      newPile(3, 1),
      addCoins({ id: 4, ledgerId: 2 }),
    ]) {
      await writer.write(command);
    }
  });

  afterEach(async () => {
    await expectSoundLedgers(database.pool);
    await database.close();
  });

  it('reports how many rows were not the live ones, when that is asked', async () => {
    expect(await rebuild()).toEqual(only({ piles: 0, coins: 0 }));
    await run(`UPDATE piles_v1 SET ledger_id = 3 WHERE ledger_id = 2`);
    await run('DELETE FROM coins_v1');
    expect(await rebuild()).toEqual(only({ piles: 4, coins: 4 }));
    expect(await rebuild()).toEqual(only({ piles: 0, coins: 0 }));
    expect(await rebuild({})).toBeUndefined();
  });

  it('leaves out what a live table does not follow yet', async () => {
    const live = await readTables();
    await run('UPDATE projection_checkpoints SET position = 0 WHERE ledger_id = 2');
    await run('DELETE FROM piles_v1 WHERE ledger_id = 2; UPDATE piles_v1 SET coins = 99');
    expect(await rebuild()).toEqual(only({ piles: 2, coins: 0 }));
    await run('DROP TABLE piles_v1 CASCADE');
    expect(await rebuild()).toEqual({
      differing: { coins: 0 },
      notCompared: { piles: 'the live table holds no ledger yet' },
    });
    expect(await readTables()).toEqual(live);
  });

  it('takes the place of a table that cannot be compared', async () => {
    const live = await readTables();
    await run('ALTER TABLE coins_v1 DROP COLUMN worth CASCADE');
    expect(await rebuild()).toEqual({
      differing: { piles: 0 },
      notCompared: { coins: 'unequal number of entries in row expressions' },
    });
    expect(await readTables()).toEqual(live);
  });

  it('leaves out ledgers that were written to meanwhile', async () => {
    await run('CREATE TABLE piles_next AS SELECT * FROM piles_v1 WHERE false');
    const client = await database.pool.connect();
    const count = async (positions: readonly (readonly [number, number])[]) => {
      const tables = [{ projection: PILES, table: 'piles_next' }];
      return (await compareTables(client, tables, new Map(positions))).differing.piles;
    };
    expect([await count([[1, 2]]), await count([])]).toEqual([2, 0]);
    client.release();
  });

  it('fails with its connection, and leaves the live tables as they were', async () => {
    const client = await database.pool.connect();
    client.release(true);
    const tables = [{ projection: PILES, table: 'piles_next' }];
    await expect(compareTables(client, tables, new Map())).rejects.toThrow('not queryable');
  });
});
