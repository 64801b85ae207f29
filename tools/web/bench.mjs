/**
 * How the client does with large trackers: Lighthouse on three pages, a table of 5,000 items in
 * Chromium and its timeline, and the dashboard of 10,000 items. Prints the tables of
 * docs/benchmarks.md and ends with 1 when a target is missed.
 */
import lighthouse from 'lighthouse';
import { fillPast, fillTracker, openBrowser, seed, signIn, startProduct } from './product.mjs';
import { traced, workByKey } from './trace.mjs';

const DEBUGGING_PORT = 9_333;
const CATEGORIES = ['performance', 'accessibility', 'best-practices'];
const SCORE = 95;
const ROWS_WITHIN_MS = 1_000;
const ANSWER_WITHIN_MS = 100;
const LONGEST_TASK_MS = 100;
const FRAME_MS = 16;
const CHARTS = 10;
const COMPLETE_WITHIN_MS = 1_000;
const HISTORY_MS = 300_000;
/** From one arrow key to the next, which leaves room for all that a key leads to. */
const STEP_MS = 80;
const ROUNDS = 5;
const LIGHTHOUSE_ROUNDS = 3;

const product = await startProduct();
let isMissed = false;

/** `--table`, for example, measures only the table. */
const parts = process.argv.slice(2).map((option) => option.replace('--', ''));
const wants = (part) => parts.length === 0 || parts.includes(part);

async function main() {
  seed(product);
  const browser = await openBrowser([`--remote-debugging-port=${DEBUGGING_PORT}`]);
  if (wants('pages')) await scorePages(await fillTracker(product, 'KI', 1_000));
  if (wants('table')) await measureTable(browser, await fillTracker(product, 'FK', 5_000));
  if (wants('timeline')) await measureTimeline(browser, await fillPast(product, 'PA', 5_000, 6));
  if (wants('dashboard')) {
    await measureDashboard(browser, await fillPast(product, 'DA', 10_000, 10));
  }
  await browser.close();
}

async function scorePages(thousand) {
  console.log('\n| page | performance | accessibility | best practices |');
  console.log('| ---- | ----------: | ------------: | -------------: |');
  const pages = [
    ['list of trackers', '/trackers'],
    ['table of 1,000 items', `/trackers/${thousand}?sort=id`],
    ['item', '/items/AD-001'],
  ];
  const token = product.cli('create-token', '--email', 'maria@example.com').trim();
  for (const [name, path] of pages) {
    const scores = await scoreOf(product.url + path, token);
    isMissed ||= scores.some((score) => score < SCORE);
    console.log(`| ${[name, ...scores].join(' | ')} |`);
  }
}

/** The round with the median performance: one round in ten is far off on a machine with other work. */
async function scoreOf(url, token) {
  const rounds = [];
  for (let round = 0; round < LIGHTHOUSE_ROUNDS; round++) rounds.push(await scoreOnce(url, token));
  return rounds.toSorted(([a], [b]) => a - b)[Math.floor(LIGHTHOUSE_ROUNDS / 2)];
}

async function scoreOnce(url, token) {
  const result = await lighthouse(url, {
    port: DEBUGGING_PORT,
    onlyCategories: CATEGORIES,
    formFactor: 'desktop',
    screenEmulation: { mobile: false, width: 1350, height: 940, deviceScaleFactor: 1 },
    throttling: { rttMs: 40, throughputKbps: 10_240, cpuSlowdownMultiplier: 1 },
    extraHeaders: { Cookie: `token=${token}` },
    logLevel: 'error',
  });
  return CATEGORIES.map((category) => Math.round(result.lhr.categories[category].score * 100));
}

async function measureTable(browser, trackerId) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await signIn(page, product.url);
  const path = `${product.url}/trackers/${trackerId}`;
  const figures = [
    [
      'first rows after navigation',
      await median(() => firstRows(page, `${path}?sort=id`)),
      ROWS_WITHIN_MS,
    ],
    ['sort by title', await median(() => timeOf(page, 'th.title button')), ANSWER_WITHIN_MS],
    ['sort by owner', await median(() => timeOf(page, 'th.owner_id button')), ANSWER_WITHIN_MS],
    ['filter by status', await median(() => timeOf(page, '.statuses button')), ANSWER_WITHIN_MS],
    ['a letter typed in the search', await median(() => timeToType(page)), ANSWER_WITHIN_MS],
    [
      'longest task while scrolling',
      await longestTask(browser, page, () => scroll(page)),
      LONGEST_TASK_MS,
    ],
    [
      'longest task, j held down',
      await longestTask(browser, page, () => walk(page)),
      LONGEST_TASK_MS,
    ],
  ];
  console.log('\n| table of 5,000 items | ms | target |');
  console.log('| -------------------- | -: | -----: |');
  for (const [name, ms, target] of figures) {
    isMissed ||= ms > target;
    console.log(`| ${name} | ${Math.round(ms)} | ${target} |`);
  }
}

async function median(measure) {
  const times = [];
  for (let round = 0; round < ROUNDS; round++) times.push(await measure());
  return times.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)];
}

async function firstRows(page, url) {
  await page.goto('about:blank');
  await page.goto(url, { waitUntil: 'commit' });
  await page.locator('tr.item').first().waitFor();
  return page.evaluate(() => performance.now());
}

/** From the press to the frame that shows what it led to. */
const timeOf = (page, selector) =>
  page
    .locator(selector)
    .first()
    .evaluate(async (element) => {
      const start = performance.now();
      element.click();
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      return performance.now() - start;
    });

const timeToType = (page) =>
  page.locator('input[type=search]').evaluate(async (input) => {
    const start = performance.now();
    input.value = input.value.length > 4 ? '' : `${input.value}${'batte'[input.value.length]}`;
    input.dispatchEvent(new Event('input'));
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    return performance.now() - start;
  });

async function scroll(page) {
  await page.locator('input[type=search]').fill('');
  await page.mouse.move(700, 500);
  for (let step = 0; step < 120; step++) await page.mouse.wheel(0, step % 3 ? 900 : 4_000);
}

async function walk(page) {
  await page.locator('at-item-table').evaluate((table) => table.scrollTo(0, 0));
  for (let step = 0; step < 120; step++) await page.keyboard.press('j');
}

/** The longest task of the main thread. */
async function longestTask(browser, page, act) {
  const { tasks } = await traced(browser, page, act);
  return Math.max(...tasks.map(({ ms }) => ms));
}

/** From the navigation until every chart of a year is drawn, of 10,000 items with 100,000 entries. */
async function measureDashboard(browser, trackerId) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await signIn(page, product.url);
  const address = `${product.url}/trackers/${trackerId}/dashboard?range=365`;
  const token = product.cli('create-token', '--email', 'maria@example.com').trim();
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
  const opened = async () => {
    await page.goto('about:blank');
    await page.goto(address, { waitUntil: 'commit' });
    return completeAfter(page);
  };
  const openedAfterChange = async () => {
    const answer = await fetch(`${product.url}/api/trackers/${trackerId}/items`, {
      ...{ method: 'POST', headers },
      body: JSON.stringify({ title: 'Review', category: 'Systems', owner_id: 1, priority: 'Low' }),
    });
    if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`);
    return opened();
  };
  // The history of a tracker is filled when it is first read.
  await page.goto(address);
  await completeAfter(page);
  console.log('\n| dashboard of 10,000 items | ms | target |');
  console.log('| ------------------------- | -: | -----: |');
  for (const [name, measure] of [
    ['complete, opened after a change', openedAfterChange],
    ['complete, opened again', opened],
  ]) {
    const ms = await median(measure);
    isMissed ||= ms > COMPLETE_WITHIN_MS;
    console.log(`| ${name} | ${Math.round(ms)} | ${COMPLETE_WITHIN_MS} |`);
  }
}

/** The time after navigation at which everything on a dashboard is drawn, looked at in each frame. */
async function completeAfter(page) {
  const drawn = await page.waitForFunction(
    (charts) => {
      const found = document.querySelectorAll('at-chart-card, at-untouched-items tr').length;
      const isLoading = document.querySelector(
        ':is(at-dashboard-card, at-untouched-items) at-load-state',
      );
      return found > charts && !isLoading && performance.now();
    },
    CHARTS,
    { polling: 'raf', timeout: HISTORY_MS },
  );
  return drawn.jsonValue();
}

/**
 * Arrow keys on the timeline of 5,000 items with 30,000 entries in six weeks, each day of which changes
 * about 700 rows: the work of the main thread for one key, from the press to the painted frame.
 */
async function measureTimeline(browser, trackerId) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await signIn(page, product.url);
  await page.goto(`${product.url}/trackers/${trackerId}?sort=id`);
  await page.locator('tr.item').first().waitFor();
  // Until the history of the tracker is filled, the client asks again.
  const loaded = page.waitForResponse(
    (response) => response.url().endsWith('/versions') && response.ok(),
    { timeout: HISTORY_MS },
  );
  await page.locator('at-moment-control button').nth(1).click();
  await (await loaded).finished();
  await page.locator('at-timeline input').press('Home');
  await page.locator('at-timeline .soft[role=status]').waitFor({ state: 'detached' });
  const steps = ['ArrowRight', 'ArrowLeft', 'ArrowRight'].flatMap((key) => Array(40).fill(key));
  const trace = await traced(browser, page, async () => {
    for (const key of steps) {
      await page.keyboard.press(key);
      await page.waitForTimeout(STEP_MS);
    }
  });
  const work = workByKey(trace);
  console.log(
    `\n| one moment of the timeline, ${work.length} arrow keys | median | 95 % | target |`,
  );
  console.log('| -- | -----: | ---: | -----: |');
  for (const [name, part] of [
    ['processor time, ms', 'cpu'],
    ['elapsed, ms', 'ms'],
  ]) {
    const times = work.map((press) => press[part]).toSorted((a, b) => a - b);
    const [middle, high] = [0.5, 0.95].map((share) => times[Math.floor(times.length * share)]);
    // Other work on the machine does not add to the first.
    isMissed ||= (part === 'cpu' ? high : middle) > FRAME_MS;
    console.log(`| ${name} | ${middle.toFixed(1)} | ${high.toFixed(1)} | ${FRAME_MS} |`);
  }
}

try {
  await main();
} finally {
  await product.stop();
}
process.exitCode = isMissed ? 1 : 0;
