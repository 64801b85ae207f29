/**
 * Ten trackers of 5,000 items, people who work in them, and browsers that open their pages.
 *
 *     IMAGE=… NETWORK=… DATABASE_URL=… JWT_SECRET=… TOKEN=… node scripts/verify/load.mjs <url> <folder>
 *
 * Prints `what|figure` lines. Ends with 1 when an answer fails, when one in twenty takes 500 ms or longer, or
 * when a page takes 2 s or longer to show its first row.
 */
import { execFileSync } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { fillTracker, openBrowser } from '../../tools/web/product.mjs';

const TRACKERS = 10;
const ITEMS = 5_000;
const PEOPLE = 16;
const PAUSE_MS = 100;
const MINUTES = 0.5;
const ANSWER_MS = 500;
const PAGE_MS = 2_000;

const [url, folder] = process.argv.slice(2);
const { IMAGE, NETWORK, DATABASE_URL, JWT_SECRET, TOKEN } = process.env;
const authorization = { Authorization: `Bearer ${TOKEN}` };
const trackers = Array.from({ length: TRACKERS }, (_, n) => ({
  prefix: `L${'ABCDEFGHIJ'[n]}`,
  id: 0,
}));
const times = new Map();
let isMissed = false;

/** Runs the command line in a container with access to the directory. */
const cli = (...args) =>
  execFileSync(
    'docker',
    [
      ...['run', '--rm', '--network', NETWORK, '--volume', `${folder}:${folder}:ro`],
      ...['--env', `DATABASE_URL=${DATABASE_URL}`, '--env', `JWT_SECRET=${JWT_SECRET}`],
      ...[IMAGE, 'action-tracker', ...args],
    ],
    { encoding: 'utf8', maxBuffer: 2 ** 26, stdio: ['ignore', 'pipe', 'inherit'] },
  );

async function main() {
  const begin = Date.now();
  cli('create-user', '--email', 'maria@example.com', '--name', 'Maria Ferreira');
  for (const tracker of trackers) {
    tracker.id = await fillTracker({ url, folder, cli }, tracker.prefix, ITEMS);
  }
  console.log(`import of ${TRACKERS * ITEMS} items|${Math.round((Date.now() - begin) / 1_000)} s`);
  const until = Date.now() + MINUTES * 60_000;
  await Promise.all(Array.from({ length: PEOPLE }, (_, person) => work(person, until)));
  tellTimes();
  await timed('all 50,000 items in one answer', '/api/items');
  console.log(
    `all 50,000 items in one answer|${times.get('all 50,000 items in one answer')[0]} ms`,
  );
  await openPages();
}

/** The actions of one user: mostly reads, one in five a write. */
async function work(person, until) {
  for (let turn = person * 7; Date.now() < until; turn++) {
    const { prefix, id } = trackers[turn % TRACKERS];
    const item = `/api/items/${prefix}-${String(1 + ((turn * 131) % ITEMS)).padStart(3, '0')}`;
    const status = { status: ['In Progress', 'TBC', 'Blocked'][turn % 3], comment: 'Under load' };
    const deeds = [
      () => timed('item', item),
      () => timed('page of a list', `/api/trackers/${id}/items?limit=100`),
      () => timed('change of a status', `${item}/status`, status),
      () => timed('filtered list', `/api/trackers/${id}/items?status=Blocked&due=overdue`),
      () => timed('history', `${item}/history`),
      () => timed('search', `/api/items?q=thermal+ante&limit=50`),
      () => timed('new note', `${item}/notes`, { content: `Turn ${turn}` }),
      () => timed('list of trackers', '/api/trackers'),
      () => timed('summary', `/api/reports/summary?tracker_id=${id}`),
      () => timed('all 5,000 items of a tracker', `/api/trackers/${id}/items`),
    ];
    await deeds[turn % deeds.length]();
    await wait(PAUSE_MS);
  }
}

/** With a body it is a POST. */
async function timed(what, path, body) {
  const begin = performance.now();
  const answer = await fetch(url + path, {
    headers: { ...authorization, 'Content-Type': 'application/json' },
    ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
  });
  await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`${path}: expected an answer, found ${answer.status}`);
  const ms = Math.round(performance.now() - begin);
  times.set(what, [...(times.get(what) ?? []), ms]);
}

function tellTimes() {
  const all = [...times.values()].flat();
  for (const [what, found] of [['all requests', all], ...times]) {
    const p95 = at(found, 0.95);
    isMissed ||= p95 >= ANSWER_MS;
    console.log(`${what}: ${found.length} requests, p50, p95|${at(found, 0.5)} ms, ${p95} ms`);
  }
}

const at = (list, share) => list.toSorted((a, b) => a - b)[Math.floor((list.length - 1) * share)];

async function openPages() {
  const browser = await openBrowser();
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await context.addCookies([{ name: 'token', value: TOKEN, url, httpOnly: true }]);
  const pages = [
    ['list of trackers', '/trackers', 'a[href^="/trackers/"]'],
    ['tracker of 5,000 items', `/trackers/${trackers[0].id}`, 'tr.item'],
    ['item', '/items/LA-001', 'h1'],
    ['table of all 50,000 items', '/items', 'tr.item'],
  ];
  for (const [what, path, content] of pages) {
    const opened = [];
    for (let round = 0; round < 3; round++) opened.push(await open(context, path, content));
    isMissed ||= at(opened, 0.5) >= PAGE_MS;
    console.log(`page: ${what}, median of three|${at(opened, 0.5)} ms`);
  }
  await browser.close();
}

/** Returns the milliseconds until a page shows its first content. */
async function open(context, path, content) {
  const page = await context.newPage();
  const begin = performance.now();
  await page.goto(url + path, { waitUntil: 'commit' });
  await page.locator(content).first().waitFor();
  const ms = Math.round(performance.now() - begin);
  await page.close();
  return ms;
}

await main();
process.exitCode = isMissed ? 1 : 0;
