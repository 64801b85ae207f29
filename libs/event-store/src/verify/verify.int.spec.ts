import type { Database } from '@action-tracker/runtime';
import { openFreshDatabase } from '@action-tracker/runtime/testing';
import type { EventEnvelope, Projection } from '../projection/projection';
import { installProjections } from '../projection/install';
import { rebuildProjections } from '../rebuild/rebuild';
import { LedgerWriter } from '../write/ledger-writer';
import { addCoins, COINS, newPile, open, PILE_MODEL, PILES, type Pile } from '../testing/toy';
import { verifyLedgers, type LedgerVerification } from './verify';
import type { ExpectedLedger } from './verify-fill';

const NOON = new Date('2026-03-01T12:00:00.000Z');
const PROJECTIONS: readonly Projection<Pile>[] = [PILES, COINS];

/** A ledger is opened by the pile that has its prefix; `P-7` took the number 7. */
function evolveLedger(expected: ExpectedLedger, { stream }: EventEnvelope): ExpectedLedger {
  const number = /^P-(\d+)$/.exec(stream)?.[1];
  if (number === undefined) return { ...expected, prefix: stream };
  return { ...expected, nextNumber: Math.max(expected.nextNumber, Number(number) + 1) };
}

describe('verifyLedgers', () => {
  let database: Database;
  let writer: LedgerWriter<Pile>;

  const run = (text: string) => database.pool.query(text);

  const verify = async (options: Partial<Parameters<typeof verifyLedgers<Pile>>[0]> = {}) => {
    const found: LedgerVerification[] = [];
    const base = { pool: database.pool, model: PILE_MODEL, projections: PROJECTIONS, evolveLedger };
    for await (const ledger of verifyLedgers({ ...base, ...options })) found.push(ledger);
    return found;
  };

  /** What is off, as `ledger table key column: live -> rebuilt`. */
  const differences = async () =>
    (await verify()).flatMap(({ ledgerId, differences: found }) =>
      found.map(({ table, key, column, live, rebuilt }) => {
        const where = `${ledgerId} ${table} ${Object.values(key).join('/')} ${column ?? 'row'}`;
        return `${where}: ${JSON.stringify(live)} -> ${JSON.stringify(rebuilt)}`;
      }),
    );

  const tamperEvents = (text: string) =>
    run(`ALTER TABLE events DISABLE TRIGGER events_only_grow; ${text};
         ALTER TABLE events ENABLE TRIGGER events_only_grow`);

  beforeEach(async () => {
    let ticks = 0;
    database = await openFreshDatabase();
    await installProjections(database.pool, PROJECTIONS);
    writer = new LedgerWriter<Pile>(database.pool, PILE_MODEL, PROJECTIONS, {
      maxBatch: 8,
      maxQueued: 100,
      now: () => new Date(NOON.getTime() + 1_000 * ticks++),
    });
    await writer.write(open(1, 1, 'ONE'));
    await writer.write(newPile(2));
    await writer.write(newPile(3));
    await writer.write(addCoins({ id: 4, target: { stream: 'P-1' }, worths: [3, 4] }));
    await writer.write(open(5, 2, 'TWO'));
  });

  afterEach(() => database.close());

  it('finds nothing in sound ledgers, and reports what was compared', async () => {
    const well = { differences: [], warnings: { count: 0, first: [] } };
    expect(await verify()).toEqual([
      { ledgerId: 1, prefix: 'ONE', events: 5, rows: { piles: 3, coins: 5 }, ...well },
      { ledgerId: 2, prefix: 'TWO', events: 1, rows: { piles: 1, coins: 1 }, ...well },
    ]);
  });

  it('reports how far it is, and stops when that throws', async () => {
    const reported: [number, number][] = [];
    await verify({ onProgress: (done, total) => void reported.push([done, total]) });
    expect(reported).toEqual([
      [5, 6],
      [6, 6],
    ]);
    const stop = () => {
      throw new Error('enough');
    };
    await expect(verify({ onProgress: stop })).rejects.toThrow('enough');
    expect(database.pool.totalCount - database.pool.idleCount).toBe(0);
  });

  it('leaves the live tables alone, also on connections that know the sinks already', async () => {
    const tables = async () => {
      const { rows } = await run('SELECT * FROM coins_v1 ORDER BY 1, 2');
      return rows as readonly unknown[];
    };
    await rebuildProjections({ pool: database.pool, model: PILE_MODEL, projections: PROJECTIONS });
    const before = await tables();
    await verify();
    expect(await tables()).toEqual(before);
    await writer.write(addCoins({ id: 6, target: { stream: 'P-2' } }));
    expect(await tables()).toHaveLength(before.length + 1);
    expect(await differences()).toEqual([]);
  });

  it('lets writers go on while it reads, and sees each ledger at one moment', async () => {
    let isFirst = true;
    const onProgress = () => void (isFirst = false);
    const ledgers = verifyLedgers({
      ...{ pool: database.pool, model: PILE_MODEL, projections: PROJECTIONS },
      ...{ evolveLedger, onProgress },
    });
    expect((await ledgers.next()).value).toMatchObject({ ledgerId: 1, differences: [] });
    expect(isFirst).toBe(false);
    await writer.write(addCoins({ id: 6, ledgerId: 2, target: { stream: 'TWO' } }));
    await writer.write(open(7, 3, 'THREE'));
    expect((await ledgers.next()).value).toMatchObject({ ledgerId: 2, events: 2, differences: [] });
    expect((await ledgers.next()).done).toBe(true);
    expect(await differences()).toEqual([]);
  });

  it.each(['DISABLE TRIGGER events_only_grow', 'DISABLE TRIGGER ALL'])(
    'says that nothing keeps events from being changed after %s',
    async (change) => {
      await run(`ALTER TABLE events ${change}`);
      const expected = '"a trigger events_only_grow that refuses changes"';
      expect(await differences()).toEqual(
        [1, 2].map((id) => `${id} events  row: null -> ${expected}`),
      );
    },
  );

  it.each([
    [
      'a changed row',
      `UPDATE piles_v1 SET value = 99, coins = 8 WHERE pile = 'P-1'`,
      ['1 piles 1/P-1 coins: 8 -> 3', '1 piles 1/P-1 value: 99 -> 8'],
    ],
    [
      'a removed row',
      'DELETE FROM coins_v1 WHERE ledger_id = 2',
      [expect.stringMatching(/^2 coins 2\/1 row: null -> \{.*"worth": ?1/)],
    ],
    [
      'an added row',
      `INSERT INTO coins_v1 SELECT 2, 9, pile, worth, actor_id, at FROM coins_v1
       WHERE ledger_id = 2`,
      [expect.stringMatching(/^2 coins 2\/9 row: \{.*\} -> null/)],
    ],
    [
      'rows of a ledger that does not exist',
      `INSERT INTO coins_v1 SELECT 7, 1, pile, worth, actor_id, at FROM coins_v1
       WHERE ledger_id = 2`,
      ['7 ledgers 7 row: null -> "a row"', expect.stringMatching(/^7 coins 7\/1 row/)],
    ],
    [
      'a head that was moved',
      'UPDATE ledgers SET head = 7 WHERE ledger_id = 1',
      ['1 ledgers 1 head: 7 -> 5'],
    ],
    [
      'a lowered next number',
      'UPDATE ledgers SET next_number = 2 WHERE ledger_id = 1',
      ['1 ledgers 1 next_number: 2 -> 3'],
    ],
    [
      'another prefix',
      `UPDATE ledgers SET prefix = 'X' WHERE ledger_id = 2`,
      ['2 ledgers 2 prefix: "X" -> "TWO"'],
    ],
    [
      'a time of the last entry that is none',
      `UPDATE ledgers SET last_recorded_at = '2030-01-01Z' WHERE ledger_id = 2`,
      [expect.stringMatching(/^2 ledgers 2 last_recorded_at: "2030/)],
    ],
    [
      'a command record without its events',
      `UPDATE commands SET result = replace(result, '"version":3', '"version":4')
       WHERE ledger_id = 1 AND command_id::text LIKE '%4'`,
      [expect.stringMatching(/^1 commands .*0004 result: .*"version":4.* -> .*"version":3/)],
    ],
    [
      'a checkpoint behind the head',
      `UPDATE projection_checkpoints SET position = 0 WHERE ledger_id = 2 AND projection = 'coins'`,
      [expect.stringMatching(/^2 projection_checkpoints coins\/1 position: 0 -> "follows/)],
    ],
    [
      'a checkpoint that is missing',
      `DELETE FROM projection_checkpoints WHERE ledger_id = 2 AND projection = 'coins'`,
      [expect.stringMatching(/^2 projection_checkpoints coins\/1 row: null -> "follows/)],
    ],
    [
      'a checkpoint ahead of the head',
      `UPDATE projection_checkpoints SET position = 9 WHERE ledger_id = 2 AND projection = 'coins'`,
      [
        '2 projection_checkpoints 1/coins position: 9 -> "at most 1"',
        expect.stringMatching(/^2 projection_checkpoints coins\/1 position: 9 -> "follows/),
      ],
    ],
  ])('names %s', async (_, tamper, expected) => {
    await run(tamper);
    expect(await differences()).toEqual(expected);
  });

  it.each([
    [
      'a removed event',
      'DELETE FROM events WHERE ledger_id = 1 AND position = 3',
      [
        '1 ledgers 1 head: 5 -> 4',
        '1 events 4 position: 4 -> 3',
        expect.stringMatching(/^1 commands .*0003 result/),
        '1 ledgers 1 next_number: 3 -> 2',
        expect.stringMatching(/^1 piles 1\/P-2 row: \{.*\} -> null/),
        expect.stringMatching(/^1 coins 1\/3 row: \{.*\} -> null/),
      ],
    ],
    [
      'a gap in the versions',
      'UPDATE events SET version = 4 WHERE ledger_id = 1 AND position = 5',
      ['1 events P-1/5 version: 4 -> 3', expect.stringMatching(/^1 commands .*0004 result/)],
    ],
    [
      'an entry recorded before the one before it',
      `UPDATE events SET recorded_at = '2020-01-01Z', occurred_at = '2020-01-01Z'
       WHERE ledger_id = 1 AND position = 4`,
      expect.arrayContaining([
        expect.stringMatching(/^1 events 4 recorded_at: "2020.* -> "not before 2026/),
        expect.stringMatching(/^1 events P-1\/4 occurred_at: "2020.* -> "not before 2026/),
      ]),
    ],
    [
      'an entry that nobody can read',
      `UPDATE events SET type = 'Melted' WHERE ledger_id = 1 AND position = 2`,
      [expect.stringMatching(/^1 events 2\/P-1 data: .*Melted.* -> "Expected CoinAdded/)],
    ],
    [
      'an entry that no row can hold',
      `UPDATE events SET data = '{"worth": null}' WHERE ledger_id = 1 AND position = 2`,
      [expect.stringMatching(/^1 events .* data: .* -> "null value/)],
    ],
  ])('names %s, and goes on', async (_, tamper, expected) => {
    await tamperEvents(tamper);
    await run('UPDATE ledgers SET head = 2 WHERE ledger_id = 2');
    const found = await differences();
    expect(found.at(-1)).toBe('2 ledgers 2 head: 2 -> 1');
    expect(found.slice(0, -1)).toEqual(expected);
  });

  it('shows the first differences only', async () => {
    await writer.write(
      addCoins({ id: 6, target: { stream: 'P-1' }, worths: Array.from({ length: 30 }, () => 1) }),
    );
    await run('UPDATE coins_v1 SET worth = 2 WHERE ledger_id = 1');
    expect(await differences()).toHaveLength(10);
  });

  it('compares only the read tables that it is asked for', async () => {
    await run('DELETE FROM coins_v1');
    const found = await verify({ projections: [PILES] });
    expect(found.map(({ rows, differences: none }) => [rows, none])).toEqual([
      [{ piles: 3 }, []],
      [{ piles: 1 }, []],
    ]);
  });

  it('throws when the database goes away', async () => {
    const onProgress = () =>
      void run(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                WHERE datname = current_database() AND pid <> pg_backend_pid()`);
    const slow = async () => {
      for await (const _ of verifyLedgers({
        ...{ pool: database.pool, model: PILE_MODEL, projections: PROJECTIONS },
        ...{ evolveLedger, onProgress },
      })) {
        await new Promise((resolve) => setTimeout(resolve, 300));
      }
    };
    await expect(slow()).rejects.toThrow();
  });
});
