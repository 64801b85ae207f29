/** Tables that are caught up when they are read. */
import type { Database } from '@action-tracker/runtime';
import { openFreshDatabase } from '@action-tracker/runtime/testing';
import { catchUpHistory, findHistoryGaps } from './history';
import { findOwingProjections, installProjections } from './install';
import { ledgerHealth } from '../verify/health';
import { LedgerWriter } from '../write/ledger-writer';
import { upsertOf, type EventEnvelope, type Projection } from './projection';
import { rebuildProjections, rollBackProjections } from '../rebuild/rebuild';
import { storedStates } from './stored-states';
import { expectSoundLedgers } from '../testing';
import { addCoins, newPile, open, PILE_MODEL, PILES, type Pile } from '../testing/toy';
import { verifyLedgers } from '../verify/verify';

const MODEL = {
  ...PILE_MODEL,
  stored: storedStates<Pile>({
    version: 1,
    encode: ({ startedAt, ...json }) => ({ json, beganAt: startedAt }),
    decode: ({ json, beganAt }) => ({ ...(json as Omit<Pile, 'startedAt'>), startedAt: beganAt }),
  }),
};

const rowOf = ({ ledgerId, stream, version }: EventEnvelope, value: number) => ({
  ...{ ledger_id: ledgerId, pile: stream, version, value },
});

/** Every version of a pile, with the positions between which it was the latest. */
const VERSIONS: Projection<Pile> = {
  name: 'pile_versions',
  version: 1,
  kind: 'history',
  keeps: 'latest',
  columns: {
    ledger_id: 'int',
    pile: 'text',
    version: 'int',
    position: 'position',
    until_position: 'int?',
    value: 'int',
  },
  key: ['ledger_id', 'pile', 'version'],
  changes(event, { value }, place) {
    const row = rowOf(event, value);
    if (!place?.previous) return upsertOf(row);
    const { event: before, state } = place.previous;
    const { position } = before;
    const ended = { ...rowOf(before, state.value), position, until_position: place.position };
    return { upserts: [ended, row], deletes: [] };
  },
};
const PROJECTIONS = [PILES, MODEL.stored.projection, VERSIONS];

describe('a history', () => {
  let database: Database;
  let writer: LedgerWriter<Pile>;

  const catchUp = (ledgerId = 1) =>
    catchUpHistory({ pool: database.pool, model: MODEL, projection: VERSIONS, ledgerId });

  const rows = async (pile?: string) =>
    (
      await database.pool.query<{ row: string }>(
        `SELECT concat_ws(' ', pile, version, position, until_position, value) AS row
         FROM pile_versions WHERE pile = coalesce($1, pile) ORDER BY ledger_id, pile, version`,
        [pile ?? null],
      )
    ).rows.map(({ row }) => row);

  const differences = async () => {
    const found: object[] = [];
    for await (const ledger of verifyLedgers({
      pool: database.pool,
      projections: PROJECTIONS,
      model: MODEL,
      evolveLedger: (expected) => expected,
    })) {
      found.push(...ledger.differences.filter(({ table }) => table !== 'ledgers'));
    }
    return found;
  };

  const rebuild = { model: MODEL, projections: [VERSIONS] };

  beforeEach(async () => {
    database = await openFreshDatabase();
    await installProjections(database.pool, PROJECTIONS);
    writer = new LedgerWriter<Pile>(database.pool, MODEL, PROJECTIONS, {
      ...{ maxBatch: 128, maxQueued: 10_000 },
      now: () => new Date(),
    });
    await writer.write(open(1_000_000, 1, 'AD'));
  });

  afterEach(async () => {
    await writer.close();
    await expectSoundLedgers(database.pool);
    await database.close();
  });

  it('is not written by the append, and brought up to date by who reads it', async () => {
    await writer.write(addCoins({ id: 1, worths: [5, 7] }));
    expect(await rows()).toEqual([]);
    expect(await catchUp()).toBe(3);
    expect(await rows()).toEqual(['AD 1 1 1', 'P 1 2 3 5', 'P 2 3 12']);
    await writer.write(addCoins({ id: 2, worths: [1] }));
    expect(await catchUp()).toBe(4);
    expect(await catchUp()).toBe(4);
    expect(await rows('P')).toEqual(['P 1 2 3 5', 'P 2 3 4 12', 'P 3 4 13']);
  });

  it('goes on from stored states, over many entries, by several at once', async () => {
    const coins = Array.from({ length: 130 }, () => 1);
    await writer.write(addCoins({ id: 1, worths: coins }));
    await catchUp();
    await writer.write(addCoins({ id: 2, worths: coins }));
    await writer.writeByCopy(Array.from({ length: 6_000 }, (_, n) => newPile(10 + n)));
    const seen: number[] = [];
    const slow = catchUpHistory({
      ...{ pool: database.pool, model: MODEL, projection: VERSIONS, ledgerId: 1 },
      onProgress: (position) => void seen.push(position),
    });
    expect(await Promise.all([slow, catchUp(), catchUp()])).toEqual([6_261, 6_261, 6_261]);
    const live = await rows();
    expect(live).toHaveLength(6_261);
    expect(live).toContain('P 130 131 132 130');
    expect(live).toContain('P 260 261 260');
    expect(await differences()).toEqual([]);
    await rebuildProjections({ pool: database.pool, ...rebuild });
    expect(await rows()).toEqual(live);
    expect(await catchUp()).toBe(6_261);
  });

  it('is known to the planner of PostgreSQL once it was filled from far behind', async () => {
    await writer.writeByCopy(Array.from({ length: 6_000 }, (_, n) => newPile(10 + n)));
    await catchUp();
    const { rows: tables } = await database.pool.query<{ known: number }>(
      "SELECT reltuples::int AS known FROM pg_class WHERE relname = 'pile_versions_v1'",
    );
    expect(tables).toEqual([{ known: 6_001 }]);
  });

  it('says what it lacks of each ledger, and stops when it is asked to', async () => {
    await writer.write(open(1_000_001, 2, 'SP'));
    await writer.writeByCopy(Array.from({ length: 6_000 }, (_, n) => newPile(10 + n)));
    const gap = { projection: 'pile_versions', position: 0 };
    const gaps = [
      { ...gap, ledgerId: 2, head: 1 },
      { ...gap, ledgerId: 1, head: 6_001 },
    ];
    expect(await findHistoryGaps(database.pool, PROJECTIONS)).toEqual(gaps);
    const stop = new AbortController();
    const options = { pool: database.pool, model: MODEL, projection: VERSIONS, ledgerId: 1 };
    const onProgress = () => stop.abort();
    expect(await catchUpHistory({ ...options, onProgress, signal: stop.signal })).toBe(5_000);
    expect(await findHistoryGaps(database.pool, PROJECTIONS)).toEqual([
      gaps[0],
      { ...gaps[1], position: 5_000 },
    ]);
    expect([await catchUp(1), await catchUp(2)]).toEqual([6_001, 1]);
    expect(await findHistoryGaps(database.pool, PROJECTIONS)).toEqual([]);
  });

  it('is verified as far as it goes, and found to differ', async () => {
    await writer.write(addCoins({ id: 1, worths: [5, 7] }));
    expect(await differences()).toEqual([]);
    await catchUp();
    await writer.write(addCoins({ id: 2, worths: [1] }));
    expect(await differences()).toEqual([]);
    await database.pool.query('UPDATE pile_versions SET value = 99 WHERE version = 2');
    expect(await differences()).toMatchObject([
      { table: 'pile_versions', key: { pile: 'P', version: 2 }, column: 'value', live: 99 },
    ]);
  });

  it('owes nothing that has to be rebuilt, or that somebody has to report', async () => {
    expect(await findOwingProjections(database.pool, PROJECTIONS)).toEqual([]);
    expect(await ledgerHealth(database.pool, PROJECTIONS)).toMatchObject({ owedEvents: 0 });
  });

  it('is brought up to date in a rebuild without stored states, which it may have to repair', async () => {
    await writer.write(addCoins({ id: 1, worths: Array.from({ length: 60 }, () => 1) }));
    const piles = { pool: database.pool, model: MODEL, projections: [PILES] };
    await rebuildProjections(piles);
    await database.pool.query(`UPDATE stream_states SET state = '{"value":9000,"coins":50}'`);
    await writer.write(addCoins({ id: 2 }));
    await rollBackProjections(piles);
    const found = await database.pool.query(`SELECT value FROM piles WHERE pile = 'P'`);
    expect(found.rows).toEqual([{ value: 61 }]);
  });

  it('goes back to the table before a rebuild, and on from there', async () => {
    await writer.write(addCoins({ id: 1 }));
    await catchUp();
    await rebuildProjections({ pool: database.pool, ...rebuild });
    await writer.write(addCoins({ id: 2 }));
    await rollBackProjections({ pool: database.pool, ...rebuild });
    await writer.write(addCoins({ id: 3 }));
    await catchUp();
    expect(await rows('P')).toEqual(['P 1 2 3 1', 'P 2 3 4 2', 'P 3 4 3']);
    expect(await differences()).toEqual([]);
  });
});
