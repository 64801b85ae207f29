import type { Database } from '@action-tracker/runtime';
import { connectAgain, openFreshDatabase } from '@action-tracker/runtime/testing';
import { append } from './append';
import type { LedgerCommand } from './commands';
import { LedgerWriter } from './ledger-writer';
import { findLedger } from '../read/read';
import { installProjections } from '../projection/install';
import { expectSoundLedgers } from '../testing';
import {
  addCoins,
  coin,
  COINS,
  idOf,
  newPile,
  open,
  PILE_MODEL,
  PILES,
  type Pile,
  withoutEntry,
} from '../testing/toy';
import type { DecidedCommand } from './decided-command';

const NOON = new Date('2026-03-01T12:00:00.000Z');
const EARLIER = new Date('2026-03-01T09:00:00.000Z');
const PROJECTIONS = [PILES, COINS];

const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i + 1);

describe('several processes on one database', () => {
  let first: Database;
  let second: Database;

  const writerOn = ({ pool }: Database, now = NOON, maxBatch = 16) =>
    new LedgerWriter<Pile>(pool, PILE_MODEL, PROJECTIONS, {
      maxBatch,
      maxQueued: 10_000,
      now: () => now,
    });

  /** Gives commands to two writers in turn; some take several batches, so that they interleave. */
  const writeInTurn = (commands: readonly LedgerCommand<Pile>[]) => {
    const [one, other] = [writerOn(first), writerOn(second, EARLIER, 7)];
    return Promise.all(commands.map((command, index) => (index % 2 ? other : one).write(command)));
  };

  const rowsOf = async (text: string) =>
    (await first.pool.query<Record<string, unknown>>(text)).rows;

  /** Ends every session that is appending now or did so last; answers how many. */
  const cutAppends = async (condition = '') => {
    const sessions = await rowsOf(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()
       AND query ~ 'append[(]|FOR UPDATE|COMMIT' AND pid <> pg_backend_pid() ${condition}`,
    );
    return sessions.length;
  };

  beforeEach(async () => {
    first = await openFreshDatabase();
    second = await connectAgain(first);
    await installProjections(first.pool, PROJECTIONS);
    await writerOn(first).write(open(1_000_000, 1, 'AD'));
  });

  afterEach(async () => {
    await expectSoundLedgers(first.pool);
    await Promise.all([first.close(), second.close()]);
  });

  it('number 200 new streams of one ledger without a gap or a double', async () => {
    const outcomes = await writeInTurn(upTo(200).map((id) => newPile(id)));
    const numbers = outcomes.map((outcome) => Number(outcome.stream.slice(2)));
    expect(numbers.toSorted((a, b) => a - b)).toEqual(upTo(200));
    expect(await findLedger(first.pool, 1)).toMatchObject({ head: 201, nextNumber: 201 });
    expect(await rowsOf('SELECT count(*) FROM piles')).toEqual([{ count: 201 }]);
  });

  it('decide again what lost a race on one stream, so that every version is used once', async () => {
    const outcomes = await writeInTurn(upTo(200).map((id) => addCoins({ id })));
    const versions = outcomes.map((outcome) => outcome.version);
    expect(versions.toSorted((a, b) => a - b)).toEqual(upTo(200));
    expect(await rowsOf(`SELECT value, coins FROM piles WHERE pile = 'P'`)).toEqual([
      { value: 200, coins: 200 },
    ]);
  });

  it('decide against the state that the faster one left', async () => {
    const addNext = (id: number) =>
      addCoins({ id, decide: ({ state }) => [coin(state.coins + 1), coin(state.coins + 2)] });
    await writeInTurn(upTo(40).map(addNext));
    const rows = await rowsOf(`SELECT worth FROM coins WHERE pile = 'P' ORDER BY position`);
    expect(rows.map(({ worth }) => worth)).toEqual(upTo(80));
  });

  it('write several ledgers at once, each gapless', async () => {
    for (const id of [2, 3, 4]) await writerOn(first).write(open(2_000_000 + id, id, `L${id}`));
    await writeInTurn(
      upTo(200).map((id) => {
        const ledgerId = (id % 4) + 1;
        return id % 3 ? newPile(id, 'next', ledgerId) : addCoins({ id, ledgerId, worths: [1, 2] });
      }),
    );
    expect(await rowsOf('SELECT sum(head) AS head FROM ledgers')).toEqual([{ head: '270' }]);
    expect(
      await rowsOf(`SELECT ledger_id FROM ledgers l WHERE next_number <> 1 +
        (SELECT count(*) FROM piles p WHERE p.ledger_id = l.ledger_id AND p.pile LIKE 'P-%')`),
    ).toEqual([]);
  });

  it('mix numbers that are kept with numbers that are next', async () => {
    const kept = upTo(30).map((id) => newPile(id, id * 5));
    const next = upTo(60).map((id) => newPile(100 + id));
    const [one, other] = [writerOn(first), writerOn(second)];
    const settled = await Promise.allSettled(
      [...kept, ...next].map((command, index) => (index % 2 ? other : one).write(command)),
    );
    const written = settled.filter((one) => one.status === 'fulfilled');
    const streams = new Set(written.map(({ value }) => value.stream));
    expect(streams.size).toBe(written.length);
    expect(settled.slice(30).map(({ status }) => status)).toEqual(next.map(() => 'fulfilled'));
    const [highest] = await rowsOf(
      `SELECT max(substr(pile, 3)::int) + 1 AS next FROM piles WHERE pile LIKE 'P-%'`,
    );
    expect(await findLedger(first.pool, 1)).toMatchObject({ nextNumber: highest?.next });
  });

  it('write one of two twins and give both the same answer', async () => {
    const twins = upTo(60).flatMap((id) => [newPile(id), newPile(id)]);
    const outcomes = await writeInTurn(twins);
    for (const index of upTo(60)) {
      const [one, other] = outcomes.slice(2 * index - 2, 2 * index).map(withoutEntry);
      expect(one).toEqual(other);
    }
    expect(await findLedger(first.pool, 1)).toMatchObject({ head: 61, nextNumber: 61 });
  });

  it('never lets recorded_at decrease when their clocks differ', async () => {
    await writeInTurn(upTo(20).map((id) => addCoins({ id })));
    expect(await rowsOf('SELECT DISTINCT recorded_at FROM events')).toEqual([
      { recorded_at: NOON.toISOString() },
    ]);
  });

  it('leave nothing half written when the connections of one are cut again and again', async () => {
    const victim = writerOn(second, NOON, 5);
    const commands = upTo(300).map((id) =>
      id % 3 ? newPile(id) : addCoins({ id, worths: [1, 2] }),
    );
    const blocker = await first.pool.connect();
    await blocker.query('BEGIN');
    await blocker.query('SELECT FROM ledgers WHERE ledger_id = 1 FOR UPDATE');
    const loaded = Promise.allSettled(commands.map((command) => victim.write(command)));
    while ((await cutAppends(`AND wait_event_type = 'Lock'`)) === 0);
    await blocker.query('ROLLBACK');
    blocker.release();
    for (const _ of upTo(10)) {
      await cutAppends();
      await expectSoundLedgers(first.pool);
    }
    const outcomes = await loaded;
    expect(new Set(outcomes.map(({ status }) => status))).toEqual(
      new Set(['fulfilled', 'rejected']),
    );

    const stored = await rowsOf('SELECT command_id FROM commands');
    const storedIds = new Set(stored.map(({ command_id }) => String(command_id)));
    const acknowledged = upTo(300).filter((id) => outcomes[id - 1]?.status === 'fulfilled');
    expect(acknowledged.filter((id) => !storedIds.has(idOf(id)))).toEqual([]);

    const healthy = writerOn(first);
    const again = await Promise.all(commands.map((command) => healthy.write(command)));
    for (const id of acknowledged) {
      expect(outcomes[id - 1]).toMatchObject({ status: 'fulfilled', value: again[id - 1] });
    }
    expect(await findLedger(first.pool, 1)).toMatchObject({ head: 1 + 200 + 200, nextNumber: 201 });
  });

  it('write nothing of a ledger whose next number is another one than expected', async () => {
    await writerOn(first).write(newPile(1, 4));
    const { metadata } = newPile(2);
    const step = { stream: 'P-1', version: 1, event: coin(1), stateAfter: PILE_MODEL.initial };
    const command: DecidedCommand<Pile> = {
      ...{ ledgerId: 1, stream: 'P-1', versionBefore: 0, nextNumber: { before: 1, after: 2 } },
      ...{ metadata, result: '{}', steps: [step] },
    };
    expect(await append(first.pool, PROJECTIONS, [command], NOON)).toEqual(new Map());
    expect(await findLedger(first.pool, 1)).toMatchObject({ head: 2, nextNumber: 5 });
  });
});
