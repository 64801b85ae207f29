/**
 * People who create items on servers by turns, each item once and no request twice, until SIGTERM.
 *
 *     TOKEN=… node scripts/verify/write.mjs <log> <url>…
 *
 * The title of each item that was acknowledged is a line of the log, written when the whole answer has
 * arrived. At the end it prints {"acknowledged": number, "failed": {status or error: number}}.
 */
import { openSync, writeSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

const WRITERS = 16;
const PAUSE_MS = Number(process.env.PAUSE_MS ?? 0);

const [path, ...urls] = process.argv.slice(2);
const log = openSync(path, 'a');
const failed = {};
let given = 0;
let acknowledged = 0;
let isStopping = false;

async function ask(route, options = {}) {
  const url = urls[given % urls.length];
  const answer = await fetch(url + route, {
    ...options,
    headers: {
      Authorization: `Bearer ${process.env.TOKEN}`,
      'Content-Type': 'application/json',
    },
    signal: AbortSignal.timeout(10_000),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(String(answer.status));
  return JSON.parse(text);
}

async function findTracker() {
  const trackers = await ask('/api/trackers');
  const known = trackers.find(({ prefix }) => prefix === 'VRF');
  const body = JSON.stringify({ prefix: 'VRF', name: 'Written while something happens' });
  return known ?? (await ask('/api/trackers', { method: 'POST', body }));
}

async function write(trackerId, ownerId) {
  while (!isStopping) {
    const title = `${process.pid}-${given++}`;
    const item = { title, category: 'ADCS', owner_id: ownerId, priority: 'Low' };
    try {
      const body = JSON.stringify(item);
      await ask(`/api/trackers/${trackerId}/items`, { method: 'POST', body });
      writeSync(log, `${title}\n`);
      acknowledged++;
    } catch (error) {
      const reason = error.cause?.code ?? error.message;
      failed[reason] = (failed[reason] ?? 0) + 1;
      await wait(50);
    }
    if (PAUSE_MS > 0) await wait(PAUSE_MS);
  }
}

process.once('SIGTERM', () => (isStopping = true));
const tracker = await findTracker();
const { id } = await ask('/auth/me');
await Promise.all(Array.from({ length: WRITERS }, () => write(tracker.id, id)));
console.log(JSON.stringify({ acknowledged, failed }));
