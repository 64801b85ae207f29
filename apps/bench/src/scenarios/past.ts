import { fillHistory } from '@action-tracker/tracking';
import { ServerProcess } from '../http/server-process';
import { createItems, ledgerStatusChange } from '../items';
import { compare, median, perSecond, secondsOf, type Work } from '../measure';
import { compared, limited, type Bench, type Measured, type Scenario } from '../scenario';
import { SECRET, tokenFor } from './http';

const PREFIX = 'PS';
const CHANGES = 90_000;
const WRITERS = 64;
const CAUGHT_UP = 1_000;
const CATCH_UP_MS = 100;
const CATCH_UPS = 7;
/** Whole lists are long answers, of which a server sends only a few at once. */
const READERS = 2;

/** The past of a tracker of 10,000 items with 100,000 entries, against its present. */
export const PAST: Scenario = {
  name: 'past',
  async run(bench) {
    const ids = await createItems(bench.application, [PREFIX]);
    const change = await ledgerStatusChange(bench.application, ids);
    const trackerId = await trackerOf(bench);
    await write(change, CHANGES);
    await fillHistory(bench.database.pool, { projection: HISTORY, ledgerId: trackerId });
    await bench.database.pool.query('VACUUM ANALYZE');
    const caughtUp = await catchUps(bench, trackerId, change);
    return [caughtUp, ...(await reads(bench, trackerId))];
  },
};

const HISTORY = 'item_versions';

async function trackerOf({ database }: Bench): Promise<number> {
  const { rows } = await database.pool.query<{ id: number }>(
    'SELECT ledger_id AS id FROM ledgers WHERE prefix = $1',
    [PREFIX],
  );
  const [tracker] = rows;
  if (!tracker) throw new Error(`Expected a tracker ${PREFIX}`);
  return tracker.id;
}

async function write(change: Work, times: number): Promise<void> {
  let left = times;
  const writer = async () => {
    while (left-- > 0) await change();
  };
  await Promise.all(Array.from({ length: WRITERS }, writer));
}

async function catchUps(
  { database: { pool } }: Bench,
  ledgerId: number,
  change: Work,
): Promise<Measured> {
  const times: number[] = [];
  for (let round = 0; round < CATCH_UPS; round++) {
    await write(change, CAUGHT_UP);
    times.push(await secondsOf(() => fillHistory(pool, { projection: HISTORY, ledgerId })));
  }
  const name = `past: catching up ${CAUGHT_UP.toLocaleString('en')} entries`;
  return limited(name, 'ms', median(times) * 1_000, CATCH_UP_MS);
}

async function reads(bench: Bench, trackerId: number): Promise<readonly Measured[]> {
  const server = await ServerProcess.startProduct(bench.databaseUrl, SECRET);
  const token = await tokenFor(bench.application);
  const get =
    (query: string): Work =>
    () =>
      server.ask('GET', `/api/trackers/${trackerId}/${query}`, undefined, token);
  const middle = `as_of=position:${CHANGES / 2}`;
  const instant = await instantOf(bench, trackerId);
  const lines: readonly (readonly [name: string, live: Work, past: Work, least: number])[] = [
    ['list as of the middle, by the live list', get('items'), get(`items?${middle}`), 0.5],
    [
      'list as of the middle by time, by the live list',
      get('items'),
      get(`items?as_of=${instant}`),
      0.5,
    ],
    [
      'page of 100 as of the middle, by a live page',
      get('items?limit=100'),
      get(`items?limit=100&${middle}`),
      0.5,
    ],
    [
      'changes since the middle, by the live list',
      get('items'),
      get(`changes?from=position:${CHANGES / 2}`),
      0.3,
    ],
  ];
  const measured: Measured[] = [];
  try {
    for (const [name, live, past, least] of lines) {
      measured.push(await readsOf(bench, `past: ${name}`, [live, past], least));
    }
  } finally {
    await server.stop();
  }
  return measured;
}

async function instantOf({ database }: Bench, trackerId: number): Promise<string> {
  const { rows } = await database.pool.query<{ at: string }>(
    'SELECT recorded_at AS at FROM events WHERE ledger_id = $1 AND position = $2',
    [trackerId, CHANGES / 2],
  );
  return rows[0]?.at ?? '';
}

async function readsOf(
  { effort }: Bench,
  name: string,
  [live, past]: readonly [Work, Work],
  least: number,
): Promise<Measured> {
  const during = (work: Work) => () => perSecond(work, READERS, effort.secondsPerRound);
  await live();
  await past();
  return compared(name, '/s', await compare(effort.rounds, during(live), during(past)), least);
}
