import type { Database } from '@action-tracker/runtime';
import { openFreshDatabase } from '@action-tracker/runtime/testing';
import { finished } from 'node:stream/promises';
import { setTimeout } from 'node:timers/promises';
import { from } from 'pg-copy-streams';
import { ledgerHealth, verifyInvariants } from './health';
import { installProjections } from '../projection/install';
import { LedgerWriter } from '../write/ledger-writer';
import { addCoins, COINS, open, PILE_MODEL, PILES, type Pile } from '../testing/toy';

const PROJECTIONS = [PILES, COINS];

describe('the health of ledgers', () => {
  let database: Database;

  const health = () => ledgerHealth(database.pool, PROJECTIONS);

  beforeEach(async () => {
    database = await openFreshDatabase();
    await installProjections(database.pool, PROJECTIONS);
    const now = () => new Date('2026-03-01T12:00:00.000Z');
    const options = { maxBatch: 8, maxQueued: 8, now };
    const writer = new LedgerWriter<Pile>(database.pool, PILE_MODEL, PROJECTIONS, options);
    await writer.write(open(1, 1, 'ONE'));
    await writer.write(open(2, 2, 'TWO'));
    await writer.write(addCoins({ id: 3, worths: [1, 2, 3] }));
  });

  afterEach(() => database.close());

  it('is given in numbers', async () => {
    expect(await health()).toEqual({
      ledgers: 2,
      events: 5,
      brokenHeads: 0,
      owedEvents: 0,
      rebuiltRows: 0,
    });
    expect(await verifyInvariants(database.pool)).toEqual([]);
  });

  it('reports how far a rebuild has come', async () => {
    await database.pool.query('CREATE TABLE heaps_next (id int)');
    const client = await database.pool.connect();
    const copy = client.query(from('COPY heaps_next FROM STDIN'));
    // PostgreSQL waits for more before it takes the last lines that have come.
    copy.write('7\n'.repeat(1_000));
    const patience = AbortSignal.timeout(5_000);
    let rebuiltRows = 0;
    while (rebuiltRows === 0) {
      await setTimeout(10, undefined, { signal: patience });
      ({ rebuiltRows } = await health());
    }
    expect(rebuiltRows).toBeGreaterThan(900);
    copy.end();
    await finished(copy);
    client.release();
    expect(await health()).toMatchObject({ rebuiltRows: 0 });
  });

  it('shows a head that was moved', async () => {
    await database.pool.query('UPDATE ledgers SET head = 7 WHERE ledger_id = 1');
    expect(await health()).toMatchObject({ events: 8, brokenHeads: 1, owedEvents: 0 });
    expect(await verifyInvariants(database.pool)).toMatchObject([
      { table: 'ledgers', key: { ledger_id: 1 }, column: 'head', live: 7, rebuilt: 4 },
    ]);
  });

  it('shows read tables that do not follow', async () => {
    await database.pool.query(
      `UPDATE projection_checkpoints SET position = 1 WHERE projection = 'coins' AND ledger_id = 2`,
    );
    expect(await health()).toMatchObject({ brokenHeads: 0, owedEvents: 0 });
    await database.pool.query(
      `UPDATE projection_checkpoints SET position = 1 WHERE projection = 'coins' AND ledger_id = 1;
       DELETE FROM projection_checkpoints WHERE projection = 'piles' AND ledger_id = 1`,
    );
    expect(await health()).toMatchObject({ brokenHeads: 0, owedEvents: 3 + 4 });
    await database.pool.query(`INSERT INTO projection_checkpoints VALUES ('coins_old', 1, 1, 0)`);
    expect(await health()).toMatchObject({ owedEvents: 3 + 4 });
  });

  it('shows what belongs to no ledger', async () => {
    await database.pool.query(`INSERT INTO projection_checkpoints VALUES ('coins', 1, 9, NULL)`);
    expect(await verifyInvariants(database.pool)).toMatchObject(
      expect.arrayContaining([expect.objectContaining({ rebuilt: 'a row' })]),
    );
  });
});
