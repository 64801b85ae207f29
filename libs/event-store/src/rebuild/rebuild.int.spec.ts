import type { Database } from '@action-tracker/runtime';
import { connectAgain, openFreshDatabase, propertyRuns } from '@action-tracker/runtime/testing';
import fc from 'fast-check';
import { NothingToRollBack, RebuildRunning } from '../errors';
import type { LedgerCommand } from '../write/commands';
import { LedgerWriter } from '../write/ledger-writer';
import type { Projection } from '../projection/projection';
import { findOwingProjections, installProjections } from '../projection/install';
import { rebuildProjections, rollBackProjections, type RebuildProgress } from './rebuild';
import { expectSoundLedgers } from '../testing';
import {
  addCoins,
  coin,
  COINS,
  COINS_V2,
  newPile,
  open,
  PILE_MODEL,
  PILES,
  type Pile,
} from '../testing/toy';

const NOON = new Date('2026-03-01T12:00:00.000Z');
const PROJECTIONS: readonly Projection<Pile>[] = [PILES, COINS];

const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i + 1);

describe('rebuildProjections', () => {
  let database: Database;
  let writer: LedgerWriter<Pile>;
  let lastId: number;

  const run = (text: string) => database.pool.query(text);
  const rebuild = (
    onProgress: (progress: RebuildProgress) => void = () => undefined,
    projections = PROJECTIONS,
  ) => rebuildProjections({ pool: database.pool, model: PILE_MODEL, projections, onProgress });

  /** Every row of the read tables as PostgreSQL writes it. */
  const readTables = async () => {
    const { rows } = await run(`
      SELECT 'piles ' || p::text AS row FROM piles_v1 p
      UNION ALL SELECT 'coins ' || c::text FROM coins_v1 c ORDER BY 1`);
    return rows.map(({ row }) => String(row));
  };

  const rowsOf = async (ledgerId: number, pile: string) =>
    (await readTables()).filter((row) => row.includes(`(${ledgerId},`) && row.includes(`${pile},`));

  const write = (commands: readonly LedgerCommand<Pile>[]) =>
    Promise.all(commands.map((command) => writer.write(command)));

  const openLedgers = (ids: readonly number[]) =>
    write(ids.map((id) => open(++lastId, id, `LEDGER-${id}`)));

  beforeEach(async () => {
    lastId = 0;
    let ticks = 0;
    database = await openFreshDatabase();
    await installProjections(database.pool, PROJECTIONS);
    writer = new LedgerWriter<Pile>(database.pool, PILE_MODEL, PROJECTIONS, {
      maxBatch: 8,
      maxQueued: 10_000,
      now: () => new Date(NOON.getTime() + 1_000 * ticks++),
    });
  });

  afterEach(async () => {
    await expectSoundLedgers(database.pool);
    await database.close();
  });

  const scenario = fc.array(
    fc.record({
      ledgerId: fc.integer({ min: 1, max: 3 }),
      pile: fc.constantFrom('A', 'a', 'Ä', 'A-1', 'A-10', 'A-2', 'new', "'; --"),
      worths: fc.array(fc.integer({ min: -9, max: 9 }), { maxLength: 4 }),
      actorId: fc.integer({ min: 1, max: 3 }),
    }),
    { maxLength: 60 },
  );

  it('leaves after any scenario the very rows that the appends left', async () => {
    await openLedgers([1, 2, 3]);
    await fc.assert(
      fc.asyncProperty(scenario, async (steps) => {
        const commands = steps.map(({ ledgerId, pile, worths, actorId }) =>
          pile === 'new'
            ? newPile(++lastId, 'next', ledgerId)
            : addCoins({
                id: ++lastId,
                ledgerId,
                target: { stream: pile },
                decide: () => worths.map((worth) => ({ ...coin(worth), actorId })),
              }),
        );
        await write(commands);
        const live = await readTables();
        await rebuild();
        expect(await readTables()).toEqual(live);
      }),
      { numRuns: propertyRuns(5) },
    );
  });

  it('keeps times of the past, however precise they are', async () => {
    await openLedgers([1]);
    const past = { ...coin(1), occurredAt: '2020-01-01T01:59:59.999999+02:00' };
    await write([addCoins({ id: 50, decide: () => [past, coin(2)] })]);
    const live = await readTables();
    await rebuild();
    expect(await readTables()).toEqual(live);
    expect(live.filter((row) => row.includes('2019-12-31'))).toHaveLength(1);
  });

  it('fills tables again that were emptied, spoilt or dropped', async () => {
    await openLedgers([1, 2]);
    await write(upTo(30).map((id) => newPile(100 + id, 'next', (id % 2) + 1)));
    const live = await readTables();
    await run('TRUNCATE piles_v1');
    await run(`UPDATE coins_v1 SET worth = 99 WHERE position % 3 = 0`);
    await run(`INSERT INTO coins_v1 VALUES (1, 999, 'ghost', 1, 1, now())`);
    await rebuild();
    expect(await readTables()).toEqual(live);
    await run('DROP TABLE piles_v1 CASCADE; DROP FUNCTION sink_coins_v1');
    await rebuild();
    expect(await readTables()).toEqual(live);
    expect((await run('SELECT count(*) FROM piles')).rows).toEqual([{ count: 32 }]);
  });

  it('removes rows of ledgers that do not exist', async () => {
    await openLedgers([1]);
    const live = await readTables();
    await run(`INSERT INTO coins_v1 VALUES (77, 1, 'orphan', 1, 1, now())`);
    await rebuild();
    expect(await readTables()).toEqual(live);
  });

  it('touches only the named projections', async () => {
    await openLedgers([1]);
    await run('TRUNCATE piles_v1, coins_v1');
    await rebuild(undefined, [COINS]);
    expect((await readTables()).map((row) => row.split(' ')[0])).toEqual(['coins']);
  });

  it('reads ledgers that are longer than a fetch and streams that are longer than a flush', async () => {
    await openLedgers([1, 2]);
    const worths = upTo(1_200);
    await write(
      ['B', 'A', 'B', 'A'].map((stream) => addCoins({ id: ++lastId, target: { stream }, worths })),
    );
    const live = await readTables();
    const seen: RebuildProgress[] = [];
    const last = await rebuild((progress) => seen.push(progress));
    expect(await readTables()).toEqual(live);
    expect(seen.map(({ ledgersDone, eventsDone }) => [ledgersDone, eventsDone])).toEqual([
      ...upTo(9).map((page) => [0, page * 500]),
      [1, 4_801],
      [2, 4_802],
    ]);
    expect(last).toEqual({
      ledgersDone: 2,
      ledgersTotal: 2,
      eventsDone: 4_802,
      eventsTotal: 4_802,
    });
  });

  it('ends with live rows while writers go on, from another process too', async () => {
    const other = await connectAgain(database);
    await openLedgers([1, 2, 3]);
    const options = { maxBatch: 4, maxQueued: 10_000, now: () => NOON };
    const second = new LedgerWriter<Pile>(other.pool, PILE_MODEL, PROJECTIONS, options);
    const writing = Promise.all(
      upTo(400).map((id) =>
        (id % 2 ? writer : second).write(newPile(1_000 + id, 'next', (id % 3) + 1)),
      ),
    );
    const progress = { isWriting: true };
    const written = writing.finally(() => (progress.isWriting = false));
    while (progress.isWriting) await rebuild();
    await written;
    await other.close();
    const live = await readTables();
    expect(live.filter((row) => row.startsWith('piles'))).toHaveLength(403);
    await rebuild();
    expect(await readTables()).toEqual(live);
    expect(await findOwingProjections(database.pool, PROJECTIONS)).toEqual([]);
  });

  it('lets writers of other ledgers go on while it waits for one', async () => {
    await openLedgers([1, 2, 3]);
    await run('TRUNCATE piles_v1, coins_v1');
    const blocker = await database.pool.connect();
    await blocker.query('BEGIN');
    await blocker.query('SELECT FROM ledgers WHERE ledger_id = 2 FOR UPDATE');
    const rebuilding = rebuild();
    await write([newPile(101, 'next', 1), newPile(103, 'next', 3)]);
    await blocker.query('ROLLBACK');
    blocker.release();
    await rebuilding;
    expect(await readTables()).toHaveLength(10);
  });

  it('keeps no snapshot, so that rows that writers replace can be tidied up', async () => {
    await openLedgers([1]);
    const blocker = await database.pool.connect();
    await blocker.query('BEGIN');
    await blocker.query('SELECT FROM ledgers WHERE ledger_id = 1 FOR UPDATE');
    const rebuilding = rebuild();
    const idle = `SELECT backend_xmin AS snapshot FROM pg_stat_activity
      WHERE datname = current_database() AND state = 'idle in transaction'
      AND query LIKE '%pg_try_advisory_xact_lock%'`;
    let found = await run(idle);
    while (found.rowCount === 0) found = await run(idle);
    expect(found.rows).toEqual([{ snapshot: null }]);
    await blocker.query('ROLLBACK');
    blocker.release();
    await rebuilding;
  });

  it('waits for a reader without holding the writers up behind it', async () => {
    await openLedgers([1]);
    const live = await readTables();
    await run('TRUNCATE piles_v1, coins_v1');
    const reader = await database.pool.connect();
    await reader.query('BEGIN');
    await reader.query('SELECT FROM piles');
    const rebuilding = rebuild();
    const waits = `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock'
      AND datname = current_database() AND query LIKE 'DROP VIEW%'`;
    while ((await run(waits)).rowCount === 0);
    await write([newPile(101)]);
    await reader.query('COMMIT');
    reader.release();
    await rebuilding;
    expect(await readTables()).toEqual(expect.arrayContaining(live));
    expect(await readTables()).toHaveLength(live.length + 2);
  });

  it('refuses to run beside another one, unless it is asked to wait', async () => {
    await openLedgers([1]);
    const live = await readTables();
    const base = { pool: database.pool, model: PILE_MODEL, projections: PROJECTIONS };
    const blocker = await database.pool.connect();
    await blocker.query('BEGIN');
    await blocker.query('SELECT FROM ledgers WHERE ledger_id = 1 FOR UPDATE');
    const first = rebuild();
    const held = `SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = 71005 AND database =
      (SELECT oid FROM pg_database WHERE datname = current_database())`;
    while ((await run(held)).rowCount === 0);
    await expect(rebuild()).rejects.toThrow(new RebuildRunning());
    await expect(rollBackProjections(base)).rejects.toThrow(new RebuildRunning());
    const patient = rebuildProjections({ ...base, whenRunning: 'wait' });
    await blocker.query('ROLLBACK');
    blocker.release();
    await Promise.all([first, patient]);
    expect(await readTables()).toEqual(live);
  });

  it('leaves the live tables as they were when it is stopped, and nothing beside them', async () => {
    await openLedgers([1, 2]);
    for (const ledgerId of [1, 2]) {
      await write([addCoins({ id: ++lastId, ledgerId, worths: upTo(2_500) })]);
    }
    const live = await readTables();
    await run('UPDATE piles_v1 SET value = 0');
    const spoilt = await readTables();
    for (const stopAt of [1, 3_000, 5_002]) {
      const stop = ({ eventsDone }: RebuildProgress) => {
        if (eventsDone >= stopAt) throw new Error('stopped');
      };
      await expect(rebuild(stop)).rejects.toThrow('stopped');
      expect(await readTables()).toEqual(spoilt);
    }
    const beside = `SELECT relname FROM pg_class WHERE relname LIKE '%next%'`;
    expect((await run(beside)).rows).toEqual([]);
    await run('CREATE TABLE piles_v1_next AS SELECT 1 AS left_by_a_killed_process');
    await rebuild();
    expect(await readTables()).toEqual(live);
    expect((await run(beside)).rows).toEqual([]);
  });

  it('keeps the tables before, and goes back to them with what was written since', async () => {
    await openLedgers([1, 2]);
    await write(upTo(20).map((id) => newPile(100 + id, 'next', (id % 2) + 1)));
    const base = { pool: database.pool, model: PILE_MODEL, projections: PROJECTIONS };
    await expect(rollBackProjections(base)).rejects.toThrow(new NothingToRollBack('piles'));
    await run(`UPDATE piles_v1 SET value = 77 WHERE pile = 'P-1'`);
    await rebuild();
    expect((await readTables()).filter((row) => row.includes(',77,'))).toEqual([]);
    await write([newPile(200, 'next', 1), addCoins({ id: 201, target: { stream: 'P-3' } })]);
    await openLedgers([3]);
    const rebuilt = await readTables();
    await rollBackProjections(base);
    const back = await readTables();
    expect(back.filter((row) => row.includes(',77,'))).toHaveLength(2);
    expect(back.filter((row) => !row.includes('P-1,'))).toEqual(
      rebuilt.filter((row) => !row.includes('P-1,')),
    );
    await write([newPile(202, 'next', 3)]);
    await rollBackProjections(base);
    expect(await readTables()).toEqual([...rebuilt, ...(await rowsOf(3, 'P-1'))].toSorted());
    expect(await findOwingProjections(database.pool, PROJECTIONS)).toEqual([]);
  });

  it('keeps the names of keys and indexes, however often it runs', async () => {
    const names = `SELECT indexname FROM pg_indexes WHERE schemaname = 'public'
      AND tablename IN ('piles_v1', 'coins_v1') ORDER BY 1`;
    const before = (await run(names)).rows;
    await openLedgers([1]);
    for (const _ of upTo(3)) await rebuild();
    await rollBackProjections({
      ...{ pool: database.pool, model: PILE_MODEL, projections: PROJECTIONS },
    });
    expect((await run(names)).rows).toEqual(before);
  });

  it('shows the version before until the new one is filled', async () => {
    await openLedgers([1]);
    await write([addCoins({ id: 50, worths: [1, 2] })]);
    await installProjections(database.pool, [PILES, COINS_V2]);
    const shown = async () => (await run('SELECT FROM coins')).rowCount;
    expect(await shown()).toBe(3);
    await rebuild(undefined, [COINS_V2]);
    await run('TRUNCATE coins_v1');
    expect(await shown()).toBe(3);
  });

  it('leaves the old rows when its connection is cut, and the process alive', async () => {
    await openLedgers([1, 2]);
    const live = await readTables();
    const blocker = await database.pool.connect();
    await blocker.query('BEGIN');
    await blocker.query('SELECT FROM ledgers WHERE ledger_id = 2 FOR UPDATE');
    const refused = expect(rebuild()).rejects.toThrow();
    const cut = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    while ((await run(cut)).rowCount === 0);
    await refused;
    await blocker.query('ROLLBACK');
    blocker.release();
    expect(await readTables()).toEqual(live);
    await rebuild();
    expect(await readTables()).toEqual(live);
  });

  it('stops loudly at an event that the model does not know, and changes nothing', async () => {
    await openLedgers([1, 2]);
    await run(`INSERT INTO events SELECT 2, 2, 'X', 1, 'CoinMelted', 1, '{}', actor_id,
      recorded_by_id, gen_random_uuid(), correlation_id, channel, occurred_at, recorded_at
      FROM events WHERE ledger_id = 2; INSERT INTO commands
      SELECT ledger_id, command_id, 'hash', '{"stream":"X","versionBefore":0,"version":1}',
      recorded_at FROM events WHERE position = 2; UPDATE ledgers SET head = 2 WHERE ledger_id = 2`);
    const live = await readTables();
    await expect(rebuild()).rejects.toThrow('Expected CoinAdded, found CoinMelted');
    expect(await readTables()).toEqual(live);
  });

  it('pays what a projection owes, old and new ledgers alike', async () => {
    await openLedgers([1, 2]);
    const newer = [PILES, COINS, COINS_V2];
    await installProjections(database.pool, newer);
    expect(await findOwingProjections(database.pool, newer)).toEqual([COINS_V2]);
    await rebuild(undefined, [COINS_V2]);
    expect(await findOwingProjections(database.pool, newer)).toEqual([]);
    await write([newPile(100, 'next', 1)]);
    await openLedgers([3]);
    expect(await findOwingProjections(database.pool, newer)).toEqual([COINS_V2]);
    await rebuild(undefined, [COINS_V2]);
    const { rows } = await run(
      'SELECT count(*) FROM (TABLE coins_v1 EXCEPT TABLE coins_v2 UNION ALL TABLE coins_v2 EXCEPT TABLE coins_v1) x',
    );
    expect(rows).toEqual([{ count: 0 }]);
  });
});
