/** Ledgers do not share a fate: one that is locked, or cannot be read, holds up no other. */
import type { Database } from '@action-tracker/runtime';
import { connectAgain, openFreshDatabase } from '@action-tracker/runtime/testing';
import type { PoolClient } from 'pg';
import { LedgerBusy } from '../errors';
import { installProjections } from '../projection/install';
import type { LoadedStream } from './commands';
import { LedgerWriter } from './ledger-writer';
import { expectSoundLedgers } from '../testing';
import { addCoins, coin, COINS, newPile, open, PILE_MODEL, PILES, type Pile } from '../testing/toy';

const PROJECTIONS = [PILES, COINS];

describe('a ledger beside others', () => {
  let database: Database;
  let other: Database;
  let writer: LedgerWriter<Pile>;
  let blocker: PoolClient;

  const writerOn = ({ pool }: Database) =>
    new LedgerWriter<Pile>(pool, PILE_MODEL, PROJECTIONS, {
      ...{ maxBatch: 128, maxQueued: 1_000 },
      now: () => new Date(),
    });

  const lockFirst = async () => {
    await blocker.query('BEGIN');
    await blocker.query('SELECT FROM ledgers WHERE ledger_id = 1 FOR UPDATE');
  };

  /** Tells what has settled, without waiting for it. */
  const watch = (work: Promise<unknown>) => {
    const watched = { isSettled: false };
    const settle = () => (watched.isSettled = true);
    work.then(settle, settle);
    return watched;
  };

  beforeEach(async () => {
    database = await openFreshDatabase();
    other = await connectAgain(database);
    await installProjections(database.pool, PROJECTIONS);
    writer = writerOn(database);
    await writer.write(open(1_000_001, 1, 'ONE'));
    await writer.write(open(1_000_002, 2, 'TWO'));
    blocker = await other.pool.connect();
  });

  afterEach(async () => {
    await blocker.query('ROLLBACK');
    blocker.release();
    await writer.close();
    await expectSoundLedgers(database.pool);
    await Promise.all([database.close(), other.close()]);
  });

  it('is written while the other one of the same batch is locked', async () => {
    await lockFirst();
    const held = writer.write(newPile(1, 'next', 1));
    const watched = watch(held);
    expect(await writer.write(newPile(2, 'next', 2))).toMatchObject({ stream: 'P-1' });
    expect(await writer.write(newPile(3, 'next', 2))).toMatchObject({ stream: 'P-2' });
    expect(watched.isSettled).toBe(false);
    await blocker.query('ROLLBACK');
    expect(await held).toMatchObject({ stream: 'P-1', version: 1 });
  });

  it('is written while another one is locked of which nothing is remembered', async () => {
    await lockFirst();
    const cold = writerOn(database);
    const held = cold.write(addCoins({ id: 1 }));
    const watched = watch(held);
    for (const id of [2, 3, 4]) await cold.write(addCoins({ id, ledgerId: 2 }));
    expect(watched.isSettled).toBe(false);
    await blocker.query('ROLLBACK');
    await held;
    await cold.close();
  });

  it('is written beside an import by COPY that waits', async () => {
    await lockFirst();
    const held = writer.writeByCopy([1, 2, 3].map((id) => newPile(id, 'next', 1)));
    const watched = watch(held);
    for (const id of [4, 5, 6]) await writer.write(newPile(id, 'next', 2));
    expect(watched.isSettled).toBe(false);
    await blocker.query('ROLLBACK');
    expect(await held).not.toContain(undefined);
  });

  it('is given up when somebody holds its lock for too long, with nothing written', async () => {
    await lockFirst();
    await expect(writer.write(newPile(1, 'next', 1))).rejects.toThrow(LedgerBusy);
    await blocker.query('ROLLBACK');
    expect(await writer.write(newPile(1, 'next', 1))).toMatchObject({ stream: 'P-1', version: 1 });
  });

  it('with a stream that cannot be read refuses the commands on that stream only', async () => {
    await database.pool.query(`
      INSERT INTO events (ledger_id, position, stream, version, type, schema_version, data, actor_id,
        recorded_by_id, command_id, correlation_id, channel, occurred_at, recorded_at)
      SELECT 1, 2, 'NEW', 1, 'CoinMelted', 9, '{}', 1, 1, gen_random_uuid(), gen_random_uuid(), 'api',
        recorded_at, recorded_at FROM events WHERE ledger_id = 1;
      UPDATE ledgers SET head = 2 WHERE ledger_id = 1`);
    const [broken, sound, next, elsewhere] = await Promise.allSettled([
      writer.write(addCoins({ id: 1, target: { stream: 'NEW' } })),
      writer.write(addCoins({ id: 2, target: { stream: 'OLD' } })),
      writer.write(newPile(3, 'next', 1)),
      writer.write(newPile(4, 'next', 2)),
    ]);
    expect(broken).toMatchObject({ status: 'rejected' });
    expect(String(broken.status === 'rejected' && broken.reason)).toContain('found CoinMelted');
    expect([sound, next, elsewhere].map(({ status }) => status)).toEqual(
      Array(3).fill('fulfilled'),
    );
  });

  it('never lacks a stream that is there, also when the connection breaks after a lost race', async () => {
    const requireThere = (id: number) =>
      addCoins({
        id,
        decide({ version }: LoadedStream<Pile>) {
          if (version === 0) throw new RangeError('Expected a pile, found none');
          return [coin(1)];
        },
      });
    const elsewhere = writerOn(other);
    await writer.write(addCoins({ id: 1 }));
    for (const round of [1, 2, 3, 4, 5]) {
      await elsewhere.write(requireThere(10 * round));
      const lost = writer.write(requireThere(10 * round + 1));
      const cut = database.pool.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND pid <> pg_backend_pid() AND query LIKE '%append(%'`,
      );
      const outcomes = await Promise.allSettled([lost, writer.write(requireThere(10 * round + 2))]);
      await cut;
      for (const outcome of outcomes) {
        expect(outcome.status === 'rejected' ? outcome.reason : null).not.toBeInstanceOf(
          RangeError,
        );
      }
      expect(await writer.write(requireThere(10 * round + 3))).toMatchObject({ stream: 'P' });
    }
    await elsewhere.close();
  });
});
