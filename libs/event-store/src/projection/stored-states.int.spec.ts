import type { Database } from '@action-tracker/runtime';
import { openFreshDatabase } from '@action-tracker/runtime/testing';
import { installProjections } from './install';
import { LedgerWriter } from '../write/ledger-writer';
import { rebuildProjections } from '../rebuild/rebuild';
import { EVENTS_PER_STATE, loadStoredStates, storedStates } from './stored-states';
import type { StreamModel } from './projection';
import { addCoins, coin, open, PILE_MODEL, PILES, type Pile } from '../testing/toy';
import { expectSoundLedgers } from '../testing';

const modelOf = (version: number) => ({
  ...PILE_MODEL,
  stored: storedStates<Pile>({
    version,
    encode: ({ startedAt, ...json }) => ({ json, beganAt: startedAt }),
    decode: ({ json, beganAt }) => ({ ...(json as Omit<Pile, 'startedAt'>), startedAt: beganAt }),
  }),
});
const MODEL = modelOf(1);
const PROJECTIONS = [PILES, MODEL.stored.projection];
const STREAM = { ledgerId: 1, stream: 'P' };

describe('stored states', () => {
  let database: Database;
  let writer: LedgerWriter<Pile>;

  const newWriter = (model: StreamModel<Pile> = MODEL) =>
    new LedgerWriter<Pile>(database.pool, model, PROJECTIONS, {
      ...{ maxBatch: 128, maxQueued: 1_000 },
      now: () => new Date(),
    });

  const coins = (count: number) => Array.from({ length: count }, () => 1);

  /** What a decision sees that a process takes as its first. */
  const seenBy = async (cold: LedgerWriter<Pile>, id: number) => {
    const seen: unknown[] = [];
    await cold.write(
      addCoins({
        id,
        decide: ({ state, version }) => {
          seen.push({ version, ...state });
          return [];
        },
      }),
    );
    return seen[0];
  };

  const rows = async () =>
    (await database.pool.query<object>('SELECT * FROM stream_states ORDER BY stream, version'))
      .rows;

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

  it('lie behind every fifty events, in whichever way these were written', async () => {
    await writer.write(addCoins({ id: 1, worths: coins(EVENTS_PER_STATE + 10) }));
    for (const id of [2, 3, 4, 5]) await writer.write(addCoins({ id, worths: coins(10) }));
    const many = { target: { number: 'next', streamOf: (n: number) => `P-${n}` } } as const;
    await writer.writeByCopy([addCoins({ id: 6, worths: coins(125), ...many })]);
    const live = await rows();
    expect(live).toMatchObject([
      { stream: 'P', version: 50, state: { value: 50, coins: 50 } },
      { stream: 'P', version: 100, state: { value: 100, coins: 100 } },
      { stream: 'P-1', version: 50 },
      { stream: 'P-1', version: 100 },
    ]);
    await rebuildProjections({ pool: database.pool, model: MODEL, projections: PROJECTIONS });
    expect(await rows()).toEqual(live);
  });

  it('are where a process begins to read that knows nothing', async () => {
    await writer.write(addCoins({ id: 1, worths: coins(130) }));
    const folded = await seenBy(newWriter({ ...PILE_MODEL }), 2);
    expect(await seenBy(newWriter(), 3)).toEqual(folded);
    // Not the truth, so that it shows whether it was read.
    await database.pool.query(
      `UPDATE stream_states SET state = '{"value":9000,"coins":100}' WHERE version = 100`,
    );
    expect(await seenBy(newWriter(), 4)).toMatchObject({ version: 130, value: 9030, coins: 130 });
  });

  it('of another version of the program are not read', async () => {
    await writer.write(addCoins({ id: 1, worths: coins(130) }));
    const newer = modelOf(2);
    await installProjections(database.pool, [newer.stored.projection]);
    await database.pool.query(`UPDATE stream_states SET state = '{"unknown":true}'`);
    expect(await seenBy(newWriter(newer), 2)).toMatchObject({ version: 130, value: 130 });
  });

  it('are found up to a version', async () => {
    await writer.write(addCoins({ id: 1, worths: coins(125) }));
    const versionAt = async (upToVersion: number) => {
      const found = await loadStoredStates(database.pool, MODEL, [{ ...STREAM, upToVersion }]);
      return found.get('1/P')?.version;
    };
    expect(await versionAt(49)).toBeUndefined();
    expect(await versionAt(99)).toBe(50);
    expect(await versionAt(100)).toBe(100);
  });

  it('follow what they are of: one that is more than the events counts for nothing', async () => {
    await writer.write(addCoins({ id: 1, worths: coins(50) }));
    await database.pool.query(`UPDATE stream_states SET version = 300, state = '{"value":1}'`);
    expect(await seenBy(newWriter(), 2)).toMatchObject({ version: 50, value: 50, coins: 50 });
    expect(await newWriter().write(addCoins({ id: 3, decide: () => [coin(1)] }))).toMatchObject({
      version: 51,
    });
  });
});
