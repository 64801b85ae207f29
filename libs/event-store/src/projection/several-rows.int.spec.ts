/** A projection leaves any number of rows for one event, and takes others away, by its own keys. */
import type { Database } from '@action-tracker/runtime';
import { openFreshDatabase } from '@action-tracker/runtime/testing';
import { installProjections } from './install';
import { LedgerWriter } from '../write/ledger-writer';
import type { Projection } from './projection';
import { rebuildProjections, rollBackProjections } from '../rebuild/rebuild';
import { expectSoundLedgers } from '../testing';
import { addCoins, coin, open, PILE_MODEL, PILES, type Pile } from '../testing/toy';
import { verifyLedgers } from '../verify/verify';

/** The nth coin of a pile takes the places n to n + 4, and leaves the two before them free. */
const PLACES: Projection<Pile> = {
  name: 'places',
  version: 1,
  keeps: 'latest',
  columns: { ledger_id: 'int', pile: 'text', place: 'int', taken_by: 'int', at: 'position' },
  key: ['ledger_id', 'pile', 'place'],
  changes({ ledgerId, stream, version }) {
    const row = (place: number) => ({ ledger_id: ledgerId, pile: stream, place });
    return {
      upserts: [0, 1, 2, 3, 4].map((n) => ({ ...row(version + n), taken_by: version })),
      deletes: [row(version - 2), row(version - 1)],
    };
  },
};
const PROJECTIONS = [PILES, PLACES];

describe('a projection of several rows', () => {
  let database: Database;
  let writer: LedgerWriter<Pile>;

  const places = async (pile = 'P') =>
    (
      await database.pool.query<{ row: string }>(
        `SELECT place || ' by ' || taken_by AS row FROM places WHERE pile = $1 ORDER BY place`,
        [pile],
      )
    ).rows.map(({ row }) => row);
  const all = async () =>
    (await database.pool.query<object>('SELECT * FROM places ORDER BY pile, place')).rows;
  const after = (coins: number) => [0, 1, 2, 3, 4].map((n) => `${coins + n} by ${coins}`);

  const rebuild = { model: PILE_MODEL, projections: [PLACES] };

  const differences = async () => {
    const found: object[] = [];
    for await (const ledger of verifyLedgers({
      pool: database.pool,
      projections: [PLACES],
      model: PILE_MODEL,
      evolveLedger: (expected) => expected,
    })) {
      found.push(...ledger.differences.filter(({ table }) => table === 'places'));
    }
    return found;
  };

  beforeEach(async () => {
    database = await openFreshDatabase();
    await installProjections(database.pool, PROJECTIONS);
    writer = new LedgerWriter<Pile>(database.pool, PILE_MODEL, PROJECTIONS, {
      ...{ maxBatch: 128, maxQueued: 1_000 },
      now: () => new Date(),
    });
    await writer.write(open(1_000_000, 1, 'AD'));
  });

  afterEach(async () => {
    await writer.close();
    await expectSoundLedgers(database.pool);
    await database.close();
  });

  it('writes five and deletes two for one event', async () => {
    await writer.write(addCoins({ id: 1 }));
    expect(await places()).toEqual(after(1));
    await writer.write(addCoins({ id: 2 }));
    expect(await places()).toEqual(after(2));
  });

  it('has what the last event of each row left, in whichever way they were written', async () => {
    await writer.write(addCoins({ id: 1, worths: [1, 1, 1] }));
    expect(await places()).toEqual(after(3));
    await Promise.all([2, 3, 4].map((id) => writer.write(addCoins({ id }))));
    expect(await places()).toEqual(after(6));
    const many = { target: { number: 'next', streamOf: (n: number) => `P-${n}` } } as const;
    await writer.writeByCopy([addCoins({ id: 5, worths: [1, 1], ...many })]);
    expect(await places('P-1')).toEqual(after(2));
    await writer.writeHistory({
      ...{ ledgerId: 2, opensPrefix: 'HI', headBefore: 0 },
      commands: [addCoins({ id: 6, ledgerId: 2, target: { stream: 'Q' }, worths: [1, 1] })],
    });
    await writer.writeHistory({
      ...{ ledgerId: 2, headBefore: 2 },
      commands: [addCoins({ id: 7, ledgerId: 2, target: { stream: 'Q' } })],
    });
    expect(await places('Q')).toEqual(after(3));
    const live = await all();
    expect(await differences()).toEqual([]);
    await rebuildProjections({ pool: database.pool, ...rebuild });
    expect(await all()).toEqual(live);
  });

  it('follows a table that takes its place again', async () => {
    await writer.write(addCoins({ id: 1 }));
    await rebuildProjections({ pool: database.pool, ...rebuild });
    await writer.write(addCoins({ id: 2, worths: [1, 1] }));
    expect(await places()).toEqual(after(3));
    await rollBackProjections({ pool: database.pool, ...rebuild });
    expect(await places()).toEqual(after(3));
    await writer.write(addCoins({ id: 3, decide: () => [coin(1)] }));
    expect(await places()).toEqual(after(4));
    expect(await differences()).toEqual([]);
  });

  it('is found to differ where a row was not deleted', async () => {
    await writer.write(addCoins({ id: 1 }));
    await database.pool.query(`INSERT INTO places VALUES (1, 'P', 99, 9, 2)`);
    expect(await differences()).toMatchObject([{ key: { pile: 'P', place: 99 }, column: null }]);
  });
});
