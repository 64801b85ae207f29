import type { Database } from '@action-tracker/runtime';
import { connectAgain, openFreshDatabase } from '@action-tracker/runtime/testing';
import { CommandIdReused, LedgerBusy, PrefixTaken, TimeOutOfOrder } from '../errors';
import type { NewEvent } from '../events';
import type { LedgerWriterOptions } from './commands';
import { LedgerWriter } from './ledger-writer';
import { findLedger, findLedgerByPrefix, readLedger, readStream } from '../read/read';
import { findOwingProjections, installProjections } from '../projection/install';
import { rebuildProjections } from '../rebuild/rebuild';
import { expectSoundLedgers } from '../testing';
import {
  addCoins,
  coin,
  COINS,
  COINS_V2,
  idOf,
  newPile,
  open,
  PILE_MODEL,
  PILES,
  type Pile,
  withoutEntry,
} from '../testing/toy';

const NOON = new Date('2026-03-01T12:00:00.000Z');
const ELEVEN = new Date('2026-03-01T11:00:00.000Z');

describe('LedgerWriter', () => {
  let database: Database;

  const writerOn = (
    { pool }: Database,
    options: Partial<LedgerWriterOptions> = {},
    projections = [PILES, COINS],
  ) =>
    new LedgerWriter<Pile>(pool, PILE_MODEL, projections, {
      maxBatch: 128,
      maxQueued: 1_000,
      now: () => NOON,
      ...options,
    });

  const rowsOf = async (text: string) =>
    (await database.pool.query<Record<string, unknown>>(text)).rows;

  beforeEach(async () => {
    database = await openFreshDatabase();
    await installProjections(database.pool, [PILES, COINS]);
    await writerOn(database).write(open(1_000_000, 1, 'AD'));
  });

  afterEach(async () => {
    await expectSoundLedgers(database.pool);
    await database.close();
  });

  it('stores the whole envelope of an event and answers where the stream is now', async () => {
    const metadata = { row: 14, said: 'a "b" \\ c' };
    const occurredAt = '2025-12-24T18:00:00.000Z';
    const event: NewEvent = { ...coin(5), actorId: 3, occurredAt, metadata };
    const outcome = await writerOn(database).write(addCoins({ id: 1, decide: () => [event] }));
    expect(outcome).toMatchObject({ stream: 'P', versionBefore: 0, version: 1 });
    expect(await readStream(database.pool, 1, 'P')).toEqual([
      {
        ledgerId: 1,
        position: 2,
        stream: 'P',
        version: 1,
        type: 'CoinAdded',
        schemaVersion: 1,
        data: { worth: 5 },
        actorId: 3,
        recordedById: 8,
        commandId: idOf(1),
        correlationId: idOf(0),
        channel: 'api',
        occurredAt: '2025-12-24T18:00:00.000Z',
        batch: idOf(1),
        undoes: null,
        metadata,
        recordedAt: '2026-03-01T12:00:00.000Z',
      },
    ]);
  });

  it('shows a writer its own write in the read tables', async () => {
    await writerOn(database).write(addCoins({ id: 1, worths: [1, 2, 4] }));
    expect(await rowsOf(`SELECT value, coins, last_position FROM piles WHERE pile = 'P'`)).toEqual([
      { value: 7, coins: 3, last_position: 4 },
    ]);
    expect(await rowsOf(`SELECT position, worth FROM coins WHERE pile = 'P'`)).toEqual([
      { position: 2, worth: 1 },
      { position: 3, worth: 2 },
      { position: 4, worth: 4 },
    ]);
  });

  it('answers a repeat from the record and writes nothing', async () => {
    const first = await writerOn(database).write(addCoins({ id: 1 }));
    await writerOn(database).write(addCoins({ id: 2 }));
    const again = await writerOn(database).write(addCoins({ id: 1 }));
    expect(again).toEqual({ stream: 'P', versionBefore: 0, version: 1 });
    expect(first).toMatchObject(again);
    expect(await readStream(database.pool, 1, 'P')).toHaveLength(2);
  });

  it('remembers a command that appended nothing', async () => {
    const writer = writerOn(database);
    const first = await writer.write(addCoins({ id: 1, worths: [] }));
    await writer.write(addCoins({ id: 2 }));
    expect(await writer.write(addCoins({ id: 1, worths: [1] }))).toEqual(first);
    expect(first).toEqual({ stream: 'P', versionBefore: 0, version: 0 });
  });

  it('writes one of two twins that arrive together and gives both the same answer', async () => {
    const writer = writerOn(database);
    const answers = await Promise.all([1, 1, 2, 1].map((id) => writer.write(addCoins({ id }))));
    const [first, ...others] = answers.map(withoutEntry);
    expect(others).toEqual([first, expect.anything(), first]);
    expect(await readStream(database.pool, 1, 'P')).toHaveLength(2);
  });

  it('refuses an id that another request used, before and within a batch', async () => {
    const writer = writerOn(database);
    await writer.write(addCoins({ id: 1, hash: 'first' }));
    await expect(writer.write(addCoins({ id: 1, hash: 'second' }))).rejects.toThrow(
      new CommandIdReused(idOf(1)),
    );
    const twins = ['first', 'second'].map((hash) => writer.write(addCoins({ id: 2, hash })));
    const settled = await Promise.allSettled(twins);
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(settled[1]).toMatchObject({ reason: new CommandIdReused(idOf(2)) });
  });

  it('lets a refused command be sent again', async () => {
    const writer = writerOn(database);
    const refuse = () => {
      throw new RangeError('too poor');
    };
    await expect(writer.write(addCoins({ id: 1, decide: refuse }))).rejects.toThrow(RangeError);
    expect(await writer.write(addCoins({ id: 1 }))).toMatchObject({ version: 1 });
  });

  it('fails only the guilty command of a batch, whoever refuses it', async () => {
    const writer = writerOn(database);
    const refuse = () => {
      throw new RangeError('too poor');
    };
    const atNoTime = { ...coin(1), occurredAt: 'some day' };
    const settled = await Promise.allSettled([
      writer.write(newPile(1)),
      writer.write(addCoins({ id: 2, decide: refuse })),
      writer.write(addCoins({ id: 3, worths: [null] })),
      writer.write(newPile(4)),
      writer.write(addCoins({ id: 5, decide: () => [{ ...coin(1), data: { text: '\u0000' } }] })),
      writer.write(addCoins({ id: 6, decide: () => [atNoTime] })),
      writer.write(addCoins({ id: 7 })),
    ]);
    const reasons = settled.map((one) =>
      one.status === 'rejected' ? String(one.reason) : one.value,
    );
    expect(reasons).toMatchObject([
      { stream: 'P-1', versionBefore: 0, version: 1 },
      'RangeError: too poor',
      expect.stringContaining('violates not-null constraint'),
      { stream: 'P-2', versionBefore: 0, version: 1 },
      expect.stringContaining('unsupported Unicode escape sequence'),
      'RangeError: Invalid time value',
      { stream: 'P', versionBefore: 0, version: 1 },
    ]);
  });

  it('fails only the command that PostgreSQL cannot even look up', async () => {
    const writer = writerOn(database);
    const malformed = addCoins({ id: 2 });
    const settled = await Promise.allSettled([
      writer.write(addCoins({ id: 1 })),
      writer.write({ ...malformed, metadata: { ...malformed.metadata, commandId: 'no uuid' } }),
      writer.write(addCoins({ id: 3, target: { stream: 'P\u0000' } })),
      writer.write(addCoins({ id: 4, ledgerId: 2 ** 40 })),
      writer.write(addCoins({ id: 5 })),
    ]);
    expect(settled.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'rejected',
      'rejected',
      'fulfilled',
    ]);
  });

  it('opens a ledger with its first events, and refuses a prefix that is taken', async () => {
    const writer = writerOn(database);
    expect(await writer.write(open(1, 2, 'SP'))).toMatchObject({ stream: 'SP', version: 1 });
    await expect(writer.write(open(2, 3, 'SP'))).rejects.toThrow(new PrefixTaken('SP'));
    expect(await findLedgerByPrefix(database.pool, 'SP')).toEqual({
      id: 2,
      prefix: 'SP',
      head: 1,
      nextNumber: 1,
    });
    expect(await findLedger(database.pool, 3)).toBeUndefined();
  });

  it('opens a prefix once when a batch asks twice, and loses nothing beside it', async () => {
    const writer = writerOn(database);
    const settled = await Promise.allSettled([
      writer.write(open(1, 2, 'SP')),
      writer.write(open(2, 3, 'SP')),
      writer.write(newPile(3)),
    ]);
    // Which of the two is faster is open, as both ledgers are new.
    const refused = settled.filter(({ status }) => status === 'rejected');
    expect(settled[2].status).toBe('fulfilled');
    expect(refused).toMatchObject([{ reason: new PrefixTaken('SP') }]);
  });

  it('lets exactly one of two writers open a prefix', async () => {
    const other = await connectAgain(database);
    const settled = await Promise.allSettled([
      writerOn(database).write(open(1, 2, 'SP')),
      writerOn(other).write(open(2, 3, 'SP')),
    ]);
    await other.close();
    const refused = settled.filter((one) => one.status === 'rejected');
    expect(refused).toEqual([{ status: 'rejected', reason: new PrefixTaken('SP') }]);
  });

  it('refuses more commands than the queue holds, and answers those in it', async () => {
    const writer = writerOn(database, { maxQueued: 3 });
    const settled = await Promise.allSettled(
      [1, 2, 3, 4, 5].map((id) => writer.write(newPile(id))),
    );
    expect(settled.map(({ status }) => status)).toEqual([
      ...['fulfilled', 'fulfilled', 'fulfilled'],
      ...['rejected', 'rejected'],
    ]);
    expect(settled[4]).toMatchObject({ reason: new LedgerBusy('3 changes are waiting already') });
    expect(await writer.write(newPile(6))).toMatchObject({ stream: 'P-4' });
  });

  it('answers everything it accepted before it closes, and then refuses', async () => {
    const writer = writerOn(database, { maxBatch: 2 });
    const accepted = [1, 2, 3, 4, 5].map((id) => writer.write(newPile(id)));
    await writer.close();
    expect(await rowsOf('SELECT count(*) AS piles FROM piles')).toEqual([{ piles: 6 }]);
    await Promise.all(accepted);
    await expect(writer.write(newPile(6))).rejects.toThrow(LedgerBusy);
    await writer.close();
  });

  it('refuses events that happened before the one before them', async () => {
    const writer = writerOn(database);
    const at = (id: number, ...times: readonly (string | undefined)[]) => {
      const events = times.map((time) =>
        time === undefined ? coin(1) : { ...coin(1), occurredAt: `2026-01-0${time}T00:00:00Z` },
      );
      return writer.write(addCoins({ id, decide: () => events }));
    };
    await at(1, '2', '3', '3');
    await expect(at(2, '4', '3')).rejects.toThrow(TimeOutOfOrder);
    await expect(at(3, '2')).rejects.toThrow('2026-01-03T00:00:00.000Z; found 2026-01-02T');
    const [now, before] = await Promise.allSettled([at(4, '4', undefined), at(5, '5')]);
    expect([now.status, before.status]).toEqual(['fulfilled', 'rejected']);
    await expect(at(6, '5')).rejects.toThrow(TimeOutOfOrder);
    await at(7, undefined);
  });

  it('refuses a new stream whose number names one that is there', async () => {
    const writer = writerOn(database);
    await writer.write(addCoins({ id: 1, target: { stream: 'P-1' } }));
    await expect(writer.write(newPile(2))).rejects.toThrow('events_ledger_id_stream_version_key');
    expect(await writer.write(addCoins({ id: 3 }))).toMatchObject({ version: 1 });
  });

  it('never lets recorded_at decrease, whatever the clocks say', async () => {
    const times = [NOON, ELEVEN, ELEVEN];
    for (const [index, time] of times.entries()) {
      await writerOn(database, { now: () => time }).write(addCoins({ id: index }));
    }
    const events = await readStream(database.pool, 1, 'P');
    expect(events.map(({ recordedAt, occurredAt }) => [recordedAt, occurredAt])).toEqual(
      times.map(() => [NOON.toISOString(), NOON.toISOString()]),
    );
  });

  it('keeps positions, versions and rows apart by ledger within one batch', async () => {
    const writer = writerOn(database);
    await writer.write(open(1, 2, 'SP'));
    const ledgers = [1, 2, 1, 2, 1];
    const answers = ledgers.map((ledgerId, id) => writer.write(newPile(10 + id, 'next', ledgerId)));
    expect((await Promise.all(answers)).map(({ stream }) => stream)).toEqual([
      'P-1',
      'P-1',
      'P-2',
      'P-2',
      'P-3',
    ]);
    expect(await rowsOf('SELECT ledger_id, count(*) FROM piles GROUP BY 1 ORDER BY 1')).toEqual([
      { ledger_id: 1, count: 4 },
      { ledger_id: 2, count: 3 },
    ]);
  });

  it('takes the expected number of a stream that an earlier command left empty', async () => {
    const nothing = addCoins({ id: 1, target: { stream: 'P-1' }, worths: [] });
    const writer = writerOn(database);
    expect(
      await Promise.all([
        writer.write(nothing),
        writer.write(newPile(2)),
        writer.write(newPile(3)),
      ]),
    ).toMatchObject([{ version: 0 }, { stream: 'P-1' }, { stream: 'P-2' }]);
    expect(await findLedger(database.pool, 1)).toMatchObject({ nextNumber: 3 });
  });

  it.each(['UPDATE events SET actor_id = 1', 'DELETE FROM events', 'TRUNCATE events'])(
    'refuses %s',
    async (statement) => {
      await expect(database.pool.query(statement)).rejects.toThrow('the ledger only grows');
    },
  );

  it('lets a version that a writer does not know owe from the old head on', async () => {
    const newer = writerOn(database, {}, [PILES, COINS_V2]);
    await rebuildProjections({
      pool: database.pool,
      model: PILE_MODEL,
      projections: [COINS_V2],
    });
    await newer.write(addCoins({ id: 1 }));
    await writerOn(database).write(addCoins({ id: 2 }));
    await newer.write(addCoins({ id: 3 }));
    expect(
      await rowsOf(
        'SELECT projection, version, position FROM projection_checkpoints ORDER BY 1, 2',
      ),
    ).toEqual([
      { projection: 'coins', version: 1, position: 1 },
      { projection: 'coins', version: 2, position: 2 },
      { projection: 'piles', version: 1, position: null },
    ]);
    expect(await findOwingProjections(database.pool, [PILES, COINS, COINS_V2])).toEqual([
      COINS,
      COINS_V2,
    ]);
  });

  it('writes a single event also where the clock is behind the ledger', async () => {
    await writerOn(database).write(addCoins({ id: 1 }));
    const behind = writerOn(database, { now: () => ELEVEN });
    await behind.write(addCoins({ id: 2 }));
    await behind.write(addCoins({ id: 3 }));
    const events = await readStream(database.pool, 1, 'P');
    expect(events.map(({ recordedAt }) => recordedAt)).toEqual(Array(3).fill(NOON.toISOString()));
  });

  it('reads a ledger longer than a page in order', async () => {
    const worths = Array.from({ length: 2_100 }, () => 1);
    await writerOn(database).write(addCoins({ id: 1, worths }));
    const positions: number[] = [];
    for await (const { position } of readLedger(database.pool, 1, 100)) positions.push(position);
    expect(positions).toEqual(Array.from({ length: 2_001 }, (_, index) => index + 101));
  });
});
