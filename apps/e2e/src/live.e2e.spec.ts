/** The live stream: which trackers have moved to which head. */
import { createEmptyDatabase } from '@action-tracker/runtime/testing';
import { setTimeout as wait } from 'node:timers/promises';
import { ApiClient } from './support/api-client';
import { eventually } from './support/eventually';
import { LiveStream } from './support/live-stream';
import { startProcess, startProduct, type Product } from './support/product';
import { explainEverything, sequentialScans } from './support/query-plans';

const JWT_SECRET = 's'.repeat(32);
const LISTENERS = 500;
const MEGABYTE = 1024 * 1024;
/** An idle server collects garbage seldom; memory is to be what the streams hold. */
const COLLECT = `process.on('SIGUSR2', () => gc({ type: 'major', flavor: 'last-resort' }));`;

let databaseUrl: string;
let product: Product;
let api: ApiClient;

beforeEach(async () => {
  databaseUrl = await createEmptyDatabase();
  product = await startProduct({ DATABASE_URL: databaseUrl, JWT_SECRET });
  api = await ApiClient.signIn(product.url);
  await api.openTracker('AD', 'Astro Digital');
  await api.openTracker('SP', 'SpaceX');
});

afterEach(() => product.stop());

const listen = (since?: string) => LiveStream.open(product.url, api.token, since);
const metric = async (name: string) => {
  const text = await (await fetch(`${product.url}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
};
/** On a slow machine a stream is silent for so long that it shows that it is alive. */
async function nextHeads(stream: LiveStream) {
  let event = await stream.next();
  while (event?.event === 'heartbeat') event = await stream.next();
  return event;
}
const listeners = () => metric('action_tracker_live_listeners');

it('begins with all heads, and then names those that move, within two seconds', async () => {
  const stream = await listen();
  expect(await stream.next()).toMatchObject({ event: 'heads', data: { 1: 1, 2: 1 } });
  const changedAt = performance.now();
  await api.createItem(2);
  expect(await stream.next()).toMatchObject({ event: 'heads', data: { 2: 2 } });
  expect(performance.now() - changedAt).toBeLessThan(2_000);
  const { headers } = stream.response;
  expect(headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  expect(headers.get('cache-control')).toBe('no-store, no-transform');
  expect(headers.get('x-accel-buffering')).toBe('no');
  stream.close();
});

it('continues from what the caller knows, also after the server was killed', async () => {
  const first = await listen();
  const known = (await first.next())?.id;
  const dead = product;
  await dead.kill();
  product = await startProduct({ DATABASE_URL: databaseUrl, JWT_SECRET });
  const idle = await listen(known);
  expect(await idle.next()).toMatchObject({ id: known, data: {} });
  await api.withUrl(product.url).createItem(2);
  const moved = await idle.next();
  expect(moved?.data).toEqual({ 2: 2 });
  const again = await listen(known);
  expect(await again.next()).toEqual(moved);
  const unknown = await listen('something-else');
  expect((await unknown.next())?.data).toEqual({ 1: 1, 2: 2 });
  for (const stream of [idle, again, unknown]) stream.close();
});

it('accepts the same in its query, and refuses invalid ids', async () => {
  const { status } = await api.get('/api/live?since=%20');
  expect(status).toBe(400);
  expect((await api.get('/api/live?until=1')).status).toBe(400);
  expect((await fetch(`${product.url}/api/live`)).status).toBe(401);
});

it.each(['', '?everywhere=true'])('ends when its session is ended elsewhere%s', async (query) => {
  const other = await startProduct({ DATABASE_URL: databaseUrl, JWT_SECRET });
  const stream = await listen();
  const kept = await LiveStream.open(
    product.url,
    (await ApiClient.signIn(product.url, 'Jun Kawasaki', 'jk@example.com')).token,
  );
  for (const one of [stream, kept]) await one.next();
  const endedAt = performance.now();
  await api.withUrl(other.url).send('POST', `/auth/logout${query}`, {});
  expect(await stream.next()).toBeUndefined();
  // About one second where a processor is free.
  expect(performance.now() - endedAt).toBeLessThan(10_000);
  await ApiClient.signIn(other.url).then((again) => again.createItem(1));
  expect((await kept.next())?.data).toEqual({ 1: 2 });
  kept.close();
  await other.stop();
});

it('is counted, and does not delay the shutdown of the server', async () => {
  const streams = [await listen(), await listen()];
  expect(await listeners()).toBe(2);
  streams[0]?.close();
  await eventually(listeners, 1);
  const stoppedAt = performance.now();
  const ended = product.stop();
  await streams[1]?.next();
  expect(await streams[1]?.next()).toBeUndefined();
  await ended;
  expect(performance.now() - stoppedAt).toBeLessThan(4_000);
});

it(`asks the database once a second for ${LISTENERS} listeners, and not at all for none`, async () => {
  await product.stop();
  await explainEverything(databaseUrl);
  const NODE_OPTIONS = `--expose-gc --import data:text/javascript,${encodeURIComponent(COLLECT)}`;
  const server = await startProcess({ DATABASE_URL: databaseUrl, JWT_SECRET, NODE_OPTIONS });
  product = server;
  const memory = async () => {
    server.process.kill('SIGUSR2');
    // Any answer from then on shows that the server has seen the signal.
    await listeners();
    return metric('process_resident_memory_bytes');
  };
  const statements = async () => {
    const { statements: all } = await sequentialScans(databaseUrl);
    return all.filter((sql) => sql.includes('json_object_agg(ledger_id, head)')).length;
  };
  expect(await statements()).toBe(0);
  const before = await memory();
  const streams = await Promise.all(Array.from({ length: LISTENERS }, () => listen()));
  expect(await listeners()).toBe(LISTENERS);
  const begun = await statements();
  const begunAt = performance.now();
  await wait(3_000);
  const asked = (await statements()) - begun;
  const seconds = (performance.now() - begunAt) / 1_000;
  expect(asked).toBeLessThanOrEqual(Math.ceil(seconds) + 1);
  await api.withUrl(product.url).createItem(1);
  for (const stream of streams) await stream.next();
  const told = await Promise.all(streams.map(nextHeads));
  expect(told.every((event) => event?.data[1] === 2)).toBe(true);
  const held = async () => (await memory()) - before;
  const most = 50 * MEGABYTE;
  await eventually(async () => Math.max(await held(), most), most, 30_000);
  streams.forEach((stream) => stream.close());
  await eventually(listeners, 0);
  await wait(1_500);
  const after = await statements();
  await wait(2_000);
  expect(await statements()).toBe(after);
});
