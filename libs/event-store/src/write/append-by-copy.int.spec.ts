import type { Database } from '@action-tracker/runtime';
import { connectAgain, openFreshDatabase } from '@action-tracker/runtime/testing';
import { LedgerBusy } from '../errors';
import { installProjections } from '../projection/install';
import type { LedgerCommand } from './commands';
import { LedgerWriter } from './ledger-writer';
import { findLedger, readLedger } from '../read/read';
import { expectSoundLedgers } from '../testing';
import { addCoins, coin, COINS, newPile, open, PILE_MODEL, PILES, type Pile } from '../testing/toy';

const PROJECTIONS = [PILES, COINS];
const NOON = new Date('2026-03-01T12:00:00.000Z');

const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i + 1);

describe('an append by COPY', () => {
  let database: Database;
  let other: Database;
  let writer: LedgerWriter<Pile>;

  const writerOn = ({ pool }: Database) =>
    new LedgerWriter<Pile>(pool, PILE_MODEL, PROJECTIONS, {
      ...{ maxBatch: 128, maxQueued: 1_000 },
      now: () => NOON,
    });
  const piles = (count: number, from = 1) => upTo(count).map((id) => newPile(from - 1 + id));
  const rowsOf = async (text: string) =>
    (await database.pool.query<Record<string, unknown>>(text)).rows;
  const expectNothing = async (commands: readonly LedgerCommand<Pile>[]) => {
    const before = await findLedger(database.pool, 1);
    expect(await writer.writeByCopy(commands)).toEqual(commands.map(() => undefined));
    expect(await findLedger(database.pool, 1)).toEqual(before);
  };

  beforeEach(async () => {
    database = await openFreshDatabase();
    other = await connectAgain(database);
    await installProjections(database.pool, PROJECTIONS);
    writer = writerOn(database);
    await writer.write(open(1_000_000, 1, 'AD'));
  });

  afterEach(async () => {
    await expectSoundLedgers(database.pool);
    await Promise.all([database.close(), other.close()]);
  });

  it('leaves what the same commands leave one by one', async () => {
    const special = 'a "quoted" \\ tab\t line\n{brace} ü';
    const commands = upTo(50).map((id) =>
      addCoins({
        ...{ id, target: { number: id % 7 === 0 ? id * 10 : 'next', streamOf: (n) => `P-${n}` } },
        decide: () => [
          { ...coin(id), data: { worth: id, special }, occurredAt: '2026-02-01T00:00:00.000Z' },
          { ...coin(1), actorId: 3 },
        ],
      }),
    );
    await writer.write(open(2_000_000, 2, 'ONE'));
    const together = await writer.writeByCopy(commands);
    const single = [];
    for (const command of commands) single.push(await writer.write({ ...command, ledgerId: 2 }));
    expect(single).toMatchObject(together);
    const events = async (id: number) => {
      const found = [];
      for await (const event of readLedger(database.pool, id)) {
        found.push({ ...event, ledgerId: 0 });
      }
      return found.slice(1);
    };
    expect(await events(1)).toEqual(await events(2));
    const one = await findLedger(database.pool, 1);
    expect(one).toMatchObject({ head: 101, nextNumber: 492 });
    expect(await findLedger(database.pool, 2)).toMatchObject({ head: 101, nextNumber: 492 });
    expect(await rowsOf('SELECT count(*)::int FROM piles WHERE ledger_id = 1')).toEqual(
      await rowsOf('SELECT count(*)::int FROM piles WHERE ledger_id = 2'),
    );
  });

  it('goes on where others left off, and they where it left off', async () => {
    await writer.write(newPile(1));
    const outcomes = await writer.writeByCopy(piles(2_000, 2));
    expect(outcomes.at(-1)).toEqual({ stream: 'P-2001', versionBefore: 0, version: 1 });
    expect(await writer.write(newPile(5_000))).toMatchObject({ stream: 'P-2002' });
    expect(await writer.write(addCoins({ id: 5_001, target: { stream: 'P-7' } }))).toMatchObject({
      version: 2,
    });
  });

  it('waits for others who write at the same time', async () => {
    const elsewhere = writerOn(other);
    const [together, single] = await Promise.all([
      writer.writeByCopy(piles(500)),
      Promise.all(piles(100, 1_001).map((command) => elsewhere.write(command))),
    ]);
    expect(together).not.toContain(undefined);
    expect(new Set([...together, ...single].map((outcome) => outcome?.stream)).size).toBe(600);
  });

  it('leaves a command that is refused to the ordinary way, and writes the rest', async () => {
    const refused = addCoins({
      ...{ id: 2, target: { number: 'next', streamOf: (n) => `P-${n}` } },
      decide: () => {
        throw new RangeError('Expected something else');
      },
    });
    const outcomes = await writer.writeByCopy([newPile(1), refused, newPile(3), newPile(3)]);
    expect(outcomes.map((outcome) => outcome?.stream)).toEqual([
      'P-1',
      undefined,
      'P-2',
      undefined,
    ]);
  });

  it('writes nothing when a number is taken, a command recorded, or a stream there', async () => {
    await writer.write(newPile(1, 5));
    await expectNothing([...piles(200, 10), newPile(2, 5)]);
    await expectNothing([...piles(200, 10), newPile(1)]);
    await expectNothing([...piles(2_000, 10), addCoins({ id: 3, target: { stream: 'P-5' } })]);
    expect(await writer.writeByCopy(piles(200, 10))).not.toContain(undefined);
  });

  it('keeps what the transactions before wrote when a later one is refused', async () => {
    await writer.write(newPile(1, 5));
    const commands = [...piles(9_000, 10), newPile(2, 5)];
    const outcomes = await writer.writeByCopy(commands);
    expect(outcomes.findIndex((outcome) => outcome === undefined)).toBe(8_000);
    expect(await findLedger(database.pool, 1)).toMatchObject({ head: 8_002, nextNumber: 8_006 });
  });

  it('writes nothing to a ledger that nobody opened, or to several', async () => {
    await expectNothing([newPile(1, 'next', 9)]);
    await writer.write(open(2_000_000, 2, 'TWO'));
    await expectNothing([newPile(1, 'next', 1), newPile(2, 'next', 2)]);
    expect(await writer.writeByCopy([])).toEqual([]);
  });

  it('writes no rows into read tables that do not follow the ledger', async () => {
    await database.pool.query(
      `UPDATE projection_checkpoints SET position = 1 WHERE projection = 'coins'`,
    );
    expect(await writer.writeByCopy(piles(3))).not.toContain(undefined);
    const count = async (table: string) => (await rowsOf(`SELECT count(*)::int FROM ${table}`))[0];
    expect([await count('piles'), await count('coins')]).toEqual([{ count: 4 }, { count: 1 }]);
  });

  it('writes nothing when its connection is cut half-way, and all of it when asked again', async () => {
    const blocker = await other.pool.connect();
    await blocker.query('BEGIN; LOCK TABLE coins_v1 IN EXCLUSIVE MODE');
    const cut = writer.writeByCopy(piles(3_000));
    cut.catch(() => undefined);
    const cutOff = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    while ((await blocker.query(cutOff)).rowCount === 0);
    await expect(cut).rejects.toThrow();
    await blocker.query('ROLLBACK');
    blocker.release();
    expect(await findLedger(database.pool, 1)).toMatchObject({ head: 1, nextNumber: 1 });
    expect(await writer.writeByCopy(piles(3_000))).not.toContain(undefined);
  });

  it('is refused when the server is shutting down', async () => {
    await writer.close();
    await expect(writer.writeByCopy(piles(1))).rejects.toThrow(LedgerBusy);
  });
});
