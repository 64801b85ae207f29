/** A command over several streams of a ledger writes to all of them, or to none. */
import type { Database } from '@action-tracker/runtime';
import { connectAgain, openFreshDatabase } from '@action-tracker/runtime/testing';
import type { LedgerCommand, LoadedStream } from './commands';
import { installProjections } from '../projection/install';
import { LedgerWriter } from './ledger-writer';
import { findLedger } from '../read/read';
import { rebuildProjections } from '../rebuild/rebuild';
import { expectSoundLedgers } from '../testing';
import { addCoins, coin, COINS, open, PILE_MODEL, PILES, type Pile } from '../testing/toy';

const PROJECTIONS = [PILES, COINS];

describe('a command over three streams', () => {
  let database: Database;
  let other: Database;
  let writer: LedgerWriter<Pile>;
  let elsewhere: LedgerWriter<Pile>;

  const writerOn = ({ pool }: Database) =>
    new LedgerWriter<Pile>(pool, PILE_MODEL, PROJECTIONS, {
      ...{ maxBatch: 128, maxQueued: 1_000 },
      now: () => new Date(),
    });

  const add = (id: number, stream: string) => addCoins({ id, target: { stream } });

  /** Puts a coin on each of `A`, `B` and `C`. */
  const share = (id: number, decide?: LedgerCommand<Pile>['decide']) =>
    addCoins({
      id,
      target: { stream: 'A' },
      also: ['B', 'C'],
      decide: decide ?? (() => [coin(1), { ...coin(2), stream: 'B' }, { ...coin(3), stream: 'C' }]),
    });

  const piles = async () =>
    (
      await database.pool.query<{ row: string }>(
        `SELECT pile || ' ' || value || ' ' || coins AS row FROM piles WHERE pile <> 'AD' ORDER BY pile`,
      )
    ).rows.map(({ row }) => row);

  beforeEach(async () => {
    database = await openFreshDatabase();
    other = await connectAgain(database);
    await installProjections(database.pool, PROJECTIONS);
    [writer, elsewhere] = [writerOn(database), writerOn(other)];
    await writer.write(open(1_000_000, 1, 'AD'));
    for (const [id, stream] of ['A', 'B'].entries()) await writer.write(add(1_001 + id, stream));
  });

  afterEach(async () => {
    await Promise.all([writer.close(), elsewhere.close()]);
    await expectSoundLedgers(database.pool);
    await Promise.all([database.close(), other.close()]);
  });

  it('writes to all of them, also to one that does not exist yet', async () => {
    expect(await writer.write(share(1))).toMatchObject({
      ...{ stream: 'A', versionBefore: 1, version: 2 },
    });
    expect(await piles()).toEqual(['A 2 2', 'B 3 2', 'C 3 1']);
    expect(await writer.write(share(2))).toMatchObject({ version: 3 });
    expect(await piles()).toEqual(['A 3 3', 'B 5 3', 'C 6 2']);
    await rebuildProjections({ pool: database.pool, model: PILE_MODEL, projections: PROJECTIONS });
    expect(await piles()).toEqual(['A 3 3', 'B 5 3', 'C 6 2']);
  });

  it('sees all of them, with what the commands before it in the batch have left', async () => {
    const seen: unknown[] = [];
    const look = ({ version, also }: LoadedStream<Pile>) => {
      seen.push([version, ...[...also].map(([name, found]) => `${name} ${found.version}`)]);
      return [];
    };
    await Promise.all([share(1), add(2, 'C'), share(3, look)].map((one) => writer.write(one)));
    expect(seen).toEqual([[2, 'B 2', 'C 2']]);
  });

  it('decides on all of them as they are, whoever else writes to one meanwhile', async () => {
    await writer.write(share(1));
    const rounds = [1, 2, 3, 4, 5];
    await Promise.all(
      rounds.flatMap((round) => [
        writer.write(share(10 + round)),
        elsewhere.write(add(20 + round, 'B')),
        elsewhere.write(share(30 + round)),
        writer.write(add(40 + round, 'C')),
      ]),
    );
    expect(await piles()).toEqual(['A 12 12', 'B 28 17', 'C 38 16']);
    expect(await findLedger(database.pool, 1)).toMatchObject({ head: 46 });
  });

  it('writes to none when one that it only sees has moved', async () => {
    await writer.write(share(1));
    await elsewhere.write(add(2, 'B'));
    const unlessMoved = ({ also }: LoadedStream<Pile>) => {
      if (also.get('B')?.version !== 2) throw new RangeError('Expected B as it was');
      return [coin(1), { ...coin(3), stream: 'C' }];
    };
    await expect(writer.write(share(3, unlessMoved))).rejects.toThrow('Expected B as it was');
    expect(await piles()).toEqual(['A 2 2', 'B 4 3', 'C 3 1']);
  });

  it('cannot write to a stream that it does not name', async () => {
    const stray = share(1, () => [{ ...coin(1), stream: 'D' }]);
    await expect(writer.write(stray)).rejects.toThrow("Expected events of the command's streams");
    expect(await piles()).toEqual(['A 1 1', 'B 1 1']);
  });

  it('answers a repeat with where it left the stream that it addresses', async () => {
    const first = await writer.write(share(1));
    await writer.write(add(2, 'A'));
    for (const again of [writer, elsewhere]) {
      expect(first).toMatchObject(await again.write(share(1)));
    }
  });
});
