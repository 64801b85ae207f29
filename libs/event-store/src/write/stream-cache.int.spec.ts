import type { Database } from '@action-tracker/runtime';
import { connectAgain, openFreshDatabase } from '@action-tracker/runtime/testing';
import type { LedgerCommand, LoadedStream } from './commands';
import { LedgerWriter } from './ledger-writer';
import { findLedger, readStream } from '../read/read';
import { installProjections } from '../projection/install';
import { rebuildProjections } from '../rebuild/rebuild';
import { expectSoundLedgers } from '../testing';
import { addCoins, coin, COINS, newPile, open, PILE_MODEL, PILES, type Pile } from '../testing/toy';

const NOON = '2026-03-01T12:00:00.000Z';
const LATER = '2026-03-01T13:00:00.000Z';
const PROJECTIONS = [PILES, COINS];

describe('a writer that remembers streams', () => {
  let database: Database;
  let other: Database;
  let now: string;
  let writer: LedgerWriter<Pile>;
  let elsewhere: LedgerWriter<Pile>;

  const writerOn = ({ pool }: Database, maxCached = 1_000) =>
    new LedgerWriter<Pile>(pool, PILE_MODEL, PROJECTIONS, {
      ...{ maxBatch: 128, maxQueued: 1_000, maxCached },
      now: () => new Date(now),
    });

  const rowsOf = async (text: string) =>
    (await database.pool.query<Record<string, unknown>>(text)).rows;

  /** How often the work appends on what is remembered, on what it reads, and under a lock. */
  const waysOf = async (work: () => Promise<unknown>, by = writer) => {
    const before = { ...by.counts };
    await work();
    const [read, locked] = [by.counts.read - before.read, by.counts.locked - before.locked];
    return { known: by.counts.batches - before.batches - read - locked, read, locked };
  };

  /** Refuses, as `If-Match` does, when the pile has another version. */
  const addAt = (id: number, expected: number) =>
    addCoins({
      id,
      decide({ version }: LoadedStream<Pile>) {
        if (version !== expected) throw new RangeError(`Expected ${expected}, found ${version}`);
        return [coin(1)];
      },
    });

  const together = (...commands: readonly LedgerCommand<Pile>[]) =>
    waysOf(() => Promise.all(commands.map((command) => writer.write(command))));

  beforeEach(async () => {
    now = NOON;
    database = await openFreshDatabase();
    other = await connectAgain(database);
    await installProjections(database.pool, PROJECTIONS);
    [writer, elsewhere] = [writerOn(database), writerOn(other)];
    await writer.write(open(1_000_000, 1, 'AD'));
    await writer.write(addCoins({ id: 1_000_001 }));
  });

  afterEach(async () => {
    await expectSoundLedgers(database.pool);
    await Promise.all([database.close(), other.close()]);
  });

  it('decides on what it wrote before, and on next numbers, without reading', async () => {
    const ways = await waysOf(async () => {
      await writer.write(addAt(1, 1));
      await writer.write(newPile(2));
      await writer.write(newPile(3));
    });
    expect(ways).toEqual({ known: 3, read: 0, locked: 0 });
    expect(await findLedger(database.pool, 1)).toMatchObject({ head: 5, nextNumber: 3 });
  });

  it('reads a stream once, however many commands of a batch address it', async () => {
    const fresh = writerOn(database);
    const worths: number[] = [];
    const add = (id: number) =>
      addCoins({
        id,
        decide: ({ version }) => {
          worths.push(version);
          return [coin(1)];
        },
      });
    const all = () => Promise.all([1, 2, 3].map((id) => fresh.write(add(id))));
    expect(await waysOf(all, fresh)).toEqual({ known: 0, read: 1, locked: 0 });
    expect(worths).toEqual([1, 2, 3]);
  });

  it('writes several changes together, of which one may be a repeat', async () => {
    const last = addCoins({ id: 1, worths: [1, 2] });
    expect(await together(last, newPile(2), newPile(3))).toEqual({ known: 1, read: 0, locked: 0 });
    expect(await together(last, newPile(4))).toEqual({ known: 0, read: 0, locked: 1 });
    expect(await findLedger(database.pool, 1)).toMatchObject({ head: 7, nextNumber: 4 });
  });

  it('decides several changes again when somebody else was faster', async () => {
    await elsewhere.write(newPile(1));
    expect(await together(addCoins({ id: 2 }), newPile(3))).toEqual({
      known: 1,
      read: 0,
      locked: 1,
    });
    expect(await findLedger(database.pool, 1)).toMatchObject({ head: 5, nextNumber: 3 });
  });

  it('decides again when somebody else was faster, and then reads for a while', async () => {
    await elsewhere.write(addCoins({ id: 1, worths: [10] }));
    const values: number[] = [];
    const look = (id: number) =>
      addCoins({
        id,
        decide: ({ state }) => {
          values.push(state.value);
          return [coin(1)];
        },
      });
    expect(await waysOf(() => writer.write(look(2)))).toEqual({ known: 0, read: 0, locked: 1 });
    expect(await waysOf(() => writer.write(look(3)))).toEqual({ known: 0, read: 1, locked: 0 });
    expect(values).toEqual([1, 11, 12]);
  });

  it('answers with the last entry of each command, as a reader finds it, whichever way it went', async () => {
    await elsewhere.write(newPile(1));
    const add = (id: number, worths?: readonly number[]) =>
      addCoins({ id, ...(worths && { worths }) });
    const ways: [LedgerWriter<Pile>, LedgerCommand<Pile>[]][] = [
      [writer, [add(2), add(3, [1, 2]), newPile(4), newPile(5)]],
      [writerOn(database), [add(6, [7, 8]), newPile(9)]],
    ];
    for (const [by, commands] of ways) {
      const outcomes = await Promise.all(commands.map((command) => by.write(command)));
      for (const { stream, version, lastEntry } of outcomes) {
        const found = (await readStream(database.pool, 1, stream)).find(
          (one) => one.version === version,
        );
        expect(found).toMatchObject(lastEntry ?? {});
        expect(lastEntry).toMatchObject({ stream, version });
      }
    }
  });

  it('changes nothing only when nothing is to be changed now', async () => {
    await elsewhere.write(addCoins({ id: 1, worths: [10] }));
    const unlessOne = addCoins({
      id: 2,
      decide: ({ state }) => (state.value === 1 ? [] : [coin(5)]),
    });
    expect(await writer.write(unlessOne)).toMatchObject({ versionBefore: 2, version: 3 });
  });

  it('takes the number after those that somebody else gave out', async () => {
    await writer.write(newPile(1));
    await elsewhere.write(newPile(2));
    await elsewhere.write(newPile(3));
    expect(await writer.write(newPile(4))).toMatchObject({ stream: 'P-4' });
  });

  it('refuses nothing because of a state that is old', async () => {
    await elsewhere.write(addCoins({ id: 1 }));
    expect(await writer.write(addAt(2, 2))).toMatchObject({ version: 3 });
    await elsewhere.write(addCoins({ id: 3 }));
    await expect(writer.write(addAt(4, 3))).rejects.toThrow('Expected 3, found 4');
  });

  it('answers a repeat whose own effect would refuse it now', async () => {
    const first = await writer.write(addAt(1, 1));
    expect(first).toMatchObject(await writer.write(addAt(1, 1)));
    const second = await elsewhere.write(addAt(2, 2));
    expect(second).toMatchObject(await writer.write(addAt(2, 2)));
    expect(await readStream(database.pool, 1, 'P')).toHaveLength(3);
  });

  it('answers repeats of changes and of new streams with a warm memory and a cold one', async () => {
    const commands = [addCoins({ id: 1 }), newPile(2), addCoins({ id: 3, worths: [] })];
    const first = await Promise.all(commands.map((command) => writer.write(command)));
    for (const again of [writer, writer, writerOn(database), writerOn(database, 1)]) {
      const answers = await Promise.all(commands.map((command) => again.write(command)));
      expect(first).toMatchObject(answers);
    }
    expect(await findLedger(database.pool, 1)).toMatchObject({ head: 4, nextNumber: 2 });
  });

  it('goes on when more streams are written than it remembers', async () => {
    const small = writerOn(database, 2);
    for (const id of [1, 2, 3, 4]) await small.write(newPile(id));
    const add = (id: number, number: number) =>
      small.write(addCoins({ id, target: { stream: `P-${number}` } }));
    expect(await waysOf(() => add(5, 4), small)).toEqual({ known: 1, read: 0, locked: 0 });
    expect(await waysOf(() => add(6, 1), small)).toEqual({ known: 0, read: 1, locked: 0 });
    expect(await small.write(newPile(2))).toMatchObject({ stream: 'P-2', version: 1 });
    expect(await add(7, 2)).toMatchObject({ version: 2 });
  });

  it('remembers nothing of a command that is refused', async () => {
    await expect(writer.write(addAt(1, 9))).rejects.toThrow('Expected 9, found 1');
    const seen: unknown[] = [];
    const look = addCoins({
      id: 2,
      decide: ({ version, state }) => {
        seen.push({ version, state });
        return [coin(1)];
      },
    });
    expect(await waysOf(() => writer.write(look))).toEqual({ known: 1, read: 0, locked: 0 });
    expect(seen).toEqual([{ version: 1, state: { value: 1, coins: 1, startedAt: NOON } }]);
  });

  it('remembers what it knew when the database refuses an append', async () => {
    await expect(writer.write(addCoins({ id: 1, worths: [null] }))).rejects.toThrow('not-null');
    expect(await waysOf(() => writer.write(addAt(2, 1)))).toEqual({ known: 1, read: 0, locked: 0 });
  });

  it('writes what others did not touch when one stream of a batch is lost', async () => {
    await writer.write(newPile(1));
    await elsewhere.write(addCoins({ id: 2, worths: [5] }));
    const outcomes = await Promise.all([
      writer.write(addCoins({ id: 3, worths: [1, 1] })),
      writer.write(addCoins({ id: 4, target: { stream: 'P-1' }, worths: [2, 3] })),
      writer.write(newPile(5)),
      writer.write(addCoins({ id: 6, target: { stream: 'P-1' } })),
    ]);
    expect(outcomes).toMatchObject([
      { stream: 'P', versionBefore: 2, version: 4 },
      { stream: 'P-1', versionBefore: 1, version: 3 },
      { stream: 'P-2', versionBefore: 0, version: 1 },
      { stream: 'P-1', versionBefore: 3, version: 4 },
    ]);
    const tables =
      'SELECT p::text AS row FROM piles p UNION ALL SELECT c::text FROM coins c ORDER BY 1';
    const live = await rowsOf(tables);
    await rebuildProjections({ pool: database.pool, model: PILE_MODEL, projections: PROJECTIONS });
    expect(await rowsOf(tables)).toEqual(live);
  });

  it('reads again after the connection was cut', async () => {
    const blocker = await other.pool.connect();
    await blocker.query('BEGIN');
    await blocker.query('SELECT FROM ledgers WHERE ledger_id = 1 FOR UPDATE');
    const cut = writer.write(addCoins({ id: 1 }));
    const refused = expect(cut).rejects.toThrow('terminating connection');
    const cutAppends = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    while ((await other.pool.query(cutAppends)).rowCount === 0);
    await refused;
    await blocker.query('ROLLBACK');
    blocker.release();
    expect(await waysOf(() => writer.write(addCoins({ id: 1 })))).toEqual({
      known: 0,
      read: 1,
      locked: 0,
    });
    expect(await readStream(database.pool, 1, 'P')).toHaveLength(2);
  });

  it('remembers when a stream began, so that live rows are the rebuilt rows', async () => {
    await writer.write(newPile(1));
    now = LATER;
    await writer.write(addCoins({ id: 2, target: { stream: 'P-1' } }));
    const states: Pile[] = [];
    const look = addCoins({
      id: 3,
      target: { stream: 'P-1' },
      decide: ({ state }) => {
        states.push(state);
        return [{ ...coin(2), occurredAt: LATER }];
      },
    });
    expect(await waysOf(() => writer.write(look))).toEqual({ known: 1, read: 0, locked: 0 });
    expect(states).toEqual([{ value: 2, coins: 2, startedAt: NOON }]);
    const tables = `SELECT p::text AS row FROM piles p UNION ALL SELECT c::text FROM coins c
      ORDER BY 1`;
    const live = await rowsOf(tables);
    await rebuildProjections({ pool: database.pool, model: PILE_MODEL, projections: PROJECTIONS });
    expect(await rowsOf(tables)).toEqual(live);
  });

  it('remembers data as JSON keeps it', async () => {
    const data = { worth: new Date(0), note: undefined };
    const asNumber = { worth: { toJSON: () => 5 } };
    await expect(
      writer.write(addCoins({ id: 1, decide: () => [{ ...coin(1), data }] })),
    ).rejects.toThrow('invalid input syntax');
    await writer.write(addCoins({ id: 2, decide: () => [{ ...coin(1), data: asNumber }] }));
    class Worth {
      readonly worth = Number.NaN;
      toJSON() {
        return { worth: 20 };
      }
    }
    await writer.write(addCoins({ id: 3, decide: () => [{ ...coin(1), data: new Worth() }] }));
    await writer.write(addCoins({ id: 4, worths: [-0, 1] }));
    expect(await rowsOf(`SELECT value FROM piles WHERE pile = 'P'`)).toEqual([{ value: 27 }]);
    const notJson = addCoins({ id: 5, worths: [Number.NaN] });
    await expect(writer.write(notJson)).rejects.toThrow('null value in column "worth"');
  });
});
