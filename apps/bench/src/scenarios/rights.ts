import { setTimeout } from 'node:timers/promises';
import type { Item, Tracker, User } from '@action-tracker/contracts';
import { ServerProcess } from '../http/server-process';
import { median, secondsOf, type Work } from '../measure';
import { limited, type Measured, type Scenario } from '../scenario';
import { SECRET, tokenFor } from './http';

const PAIRS = 3_000;
const PAIRS_WHEN_QUICK = 300;
const MOST_PERCENT = 5;
const STREAMS = 5;
const STREAM_OPENS_MS = 500;
const ABSENT = { item: 'ZZ-001', tracker: 2_000_000_000 };
const NAMES = { item: ':id', tracker: ':id' };
const NOTE = { content: 'Called the vendor.' };

interface Requested {
  readonly item: string;
  readonly tracker: number;
}

/** Requests about a tracker or an item, all answered with 404. */
const REQUESTS: readonly (readonly [
  method: string,
  path: (of: Requested | typeof NAMES) => string,
  body?: object,
])[] = [
  ['GET', ({ item }) => `/api/items/${item}`],
  ['POST', ({ item }) => `/api/items/${item}/notes`, NOTE],
  ['GET', ({ tracker }) => `/api/trackers/${tracker}`],
  ['GET', ({ tracker }) => `/api/trackers/${tracker}/items`],
];

/** What people may see: the time of an answer does not tell what exists, and lost rights end streams. */
export const RIGHTS: Scenario = {
  name: 'rights',
  async run({ application, databaseUrl, isQuick }) {
    const product = await ServerProcess.startProduct(databaseUrl, SECRET);
    try {
      const owner = await tokenFor(application);
      const outsider = await tokenFor(application, 'outsider@example.com');
      const unseen = await openHidden(product, owner);
      const measured: Measured[] = [];
      for (const [method, path, body] of REQUESTS) {
        const ask = (of: Requested) =>
          notFound(() => product.ask(method, path(of), body, outsider));
        const pairs = isQuick ? PAIRS_WHEN_QUICK : PAIRS;
        const percent = await differencePercent(ask(unseen), ask(ABSENT), pairs);
        const name = `rights: ${method} ${path(NAMES)}, unseen against absent`;
        measured.push(limited(name, '%', percent, MOST_PERCENT));
      }
      const ms = await streamEndsMs(product, unseen.tracker, [owner, outsider]);
      measured.push(limited('rights: removed member, end of the live stream', 'ms', ms, 2_000));
      return measured;
    } finally {
      await product.stop();
    }
  },
};

/** A tracker for its members only, with one item. */
async function openHidden(product: ServerProcess, token: string): Promise<Requested> {
  const send = sender(product, token);
  const me = (await send('GET', '/auth/me')) as User;
  const tracker = (await send('POST', '/api/trackers', {
    prefix: 'UN',
    name: 'Unseen',
  })) as Tracker;
  await send('PATCH', `/api/trackers/${tracker.id}`, { visibility: 'members' });
  const fields = { title: 'Secret', category: 'Programmatic', priority: 'High', owner_id: me.id };
  const item = (await send('POST', `/api/trackers/${tracker.id}/items`, fields)) as Item;
  return { tracker: tracker.id, item: item.id };
}

const sender =
  (product: ServerProcess, token: string) =>
  async (method: string, path: string, body?: object): Promise<unknown> =>
    JSON.parse(await product.ask(method, path, body, token));

const notFound = (work: Work) => async (): Promise<void> => {
  const answer = String(await work().catch(String));
  if (!answer.includes('answered 404')) throw new Error(`Expected 404, found ${answer}`);
};

/** Of the medians, asked one after the other by turns, in percent of the second. */
async function differencePercent(ours: Work, other: Work, pairs: number): Promise<number> {
  const took = { ours: [] as number[], other: [] as number[] };
  for (let pair = 0; pair < pairs; pair++) {
    took.ours.push(await secondsOf(ours));
    took.other.push(await secondsOf(other));
  }
  const [first, second] = [median(took.ours), median(took.other)];
  return (Math.abs(first - second) / second) * 100;
}

/** From the request that removes a member to the end of the stream that they read. */
async function streamEndsMs(
  product: ServerProcess,
  trackerId: number,
  [owner, other]: readonly [owner: string, other: string],
): Promise<number> {
  const manage = sender(product, owner);
  const { id } = (await sender(product, other)('GET', '/auth/me')) as User;
  const members = `/api/trackers/${trackerId}/members`;
  const took: number[] = [];
  for (let round = 0; round < STREAMS; round++) {
    await manage('POST', members, { user_id: id, role: 'viewer' });
    const ended = product.ask('GET', '/api/live', undefined, other);
    await setTimeout(STREAM_OPENS_MS);
    const begin = performance.now();
    await manage('DELETE', `${members}/${id}`);
    await ended;
    took.push(performance.now() - begin);
  }
  return Math.max(...took);
}
