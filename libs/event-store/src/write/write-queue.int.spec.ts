import type { Database } from '@action-tracker/runtime';
import { openFreshDatabase } from '@action-tracker/runtime/testing';
import { installProjections } from '../projection/install';
import { LedgerWriter } from './ledger-writer';
import { expectSoundLedgers } from '../testing';
import { addCoins, coin, COINS, newPile, open, PILE_MODEL, PILES, type Pile } from '../testing/toy';

const PROJECTIONS = [PILES, COINS];

describe('a writer with two batches on their way', () => {
  let database: Database;
  let writer: LedgerWriter<Pile>;

  const newWriter = () =>
    new LedgerWriter<Pile>(database.pool, PILE_MODEL, PROJECTIONS, {
      ...{ maxBatch: 128, maxQueued: 1_000 },
      now: () => new Date(),
    });

  beforeEach(async () => {
    database = await openFreshDatabase();
    await installProjections(database.pool, PROJECTIONS);
    writer = newWriter();
    await writer.write(open(1_000_000, 1, 'AD'));
  });

  afterEach(async () => {
    await writer.close();
    await expectSoundLedgers(database.pool);
    await database.close();
  });

  it('sends the next batch while one is on its way, but never a stream twice', async () => {
    const decided: string[] = [];
    const add = (id: number, stream: string) =>
      writer.write(
        addCoins({
          id,
          target: { stream },
          decide: ({ version }) => {
            decided.push(`${stream} ${version}`);
            return [coin(1)];
          },
        }),
      );
    await Promise.all([add(1, 'P-1'), add(2, 'P-2')]);
    decided.length = 0;
    const blocker = await database.pool.connect();
    await blocker.query('BEGIN');
    await blocker.query('SELECT FROM ledgers WHERE ledger_id = 1 FOR UPDATE');
    const first = [add(3, 'P-1'), add(4, 'P-1')];
    while (decided.length < 2) await new Promise(setImmediate);
    const next = [add(5, 'P-2'), add(6, 'P-1')];
    while (decided.length < 3) await new Promise(setImmediate);
    expect(decided).toEqual(['P-1 1', 'P-1 2', 'P-2 1']);
    await blocker.query('ROLLBACK');
    blocker.release();
    const outcomes = await Promise.all([...first, ...next]);
    expect(outcomes.map(({ version }) => version)).toEqual([2, 3, 2, 4]);
    // A lock of more than 10 ms makes the writer decide both batches again, under the lock.
    expect(decided.filter((decision) => decision === 'P-1 3')).toHaveLength(1);
  });

  it('writes what comes without waiting in the order in which it comes', async () => {
    const change = (id: number, stream: string) =>
      writer.write(addCoins({ id, target: { stream } }));
    const ids = Array.from({ length: 60 }, (_, index) => index);
    // Each new pile is followed by a change of it, which is refused unless the pile is there.
    const outcomes = await Promise.all(
      ids.flatMap((n) => [
        writer.write(newPile(2 * n + 1)),
        writer.write(
          addCoins({
            id: 2 * n + 2,
            target: { stream: `P-${n + 1}` },
            decide({ version }) {
              if (version === 0) throw new Error('Expected a pile, found none');
              return [coin(1)];
            },
          }),
        ),
        change(1_000 + n, `Q-${n % 7}`),
      ]),
    );
    const { rows } = await database.pool.query<{ stream: string }>(
      'SELECT stream FROM events WHERE position > 1 ORDER BY position',
    );
    expect(rows.map(({ stream }) => stream)).toEqual(outcomes.map(({ stream }) => stream));
  });

  it('divides what waits between two batches', async () => {
    const batchesOfForty = async (from: number) => {
      const { batches } = writer.counts;
      const ids = Array.from({ length: 40 }, (_, index) => from + index);
      await Promise.all(
        ids.map((id) => writer.write(addCoins({ id, target: { stream: `P-${id % 40}` } }))),
      );
      return writer.counts.batches - batches;
    };
    expect(await batchesOfForty(0)).toBe(1);
    expect(await batchesOfForty(40)).toBe(2);
  });

  it('goes on when the batch before the next one is refused', async () => {
    await Promise.all([1, 2].map((id) => writer.write(newPile(id))));
    const add = (id: number, worth: number | null) =>
      writer.write(
        addCoins({ id, target: { stream: `P-${id % 2 === 0 ? 1 : 2}` }, worths: [worth] }),
      );
    const [bad, good] = await Promise.allSettled([add(3, null), add(4, 5)]);
    expect(bad).toMatchObject({ status: 'rejected' });
    expect(good).toMatchObject({ status: 'fulfilled', value: { version: 2 } });
  });
});
