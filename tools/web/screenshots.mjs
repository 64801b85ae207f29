/**
 * Pictures of every page with the sample data, wide and narrow, light and dark, in each language, to
 * look at: `tmp/screenshots/<page>.<width>.<scheme>.<language>.png`. With `--docs` only the few that
 * the documentation shows, into `docs/`. Names of pages as arguments make only those.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openBrowser, seed, signIn, startProduct } from './product.mjs';

const FOLDER = 'tmp/screenshots';
const WIDE = { width: 1440, height: 900 };
const NARROW = { width: 390, height: 844 };
const VARIANTS = [
  [WIDE, 'light', 'en'],
  [WIDE, 'dark', 'en'],
  [WIDE, 'light', 'pt-BR'],
  [NARROW, 'light', 'en'],
  [NARROW, 'dark', 'pt-BR'],
];

/** Path, and what is done there before the picture is taken. */
const PAGES = {
  trackers: ['/trackers'],
  table: ['/trackers/1?sort=id'],
  'table-grouped': [
    '/trackers/1?sort=-due_date&group=owner_id&status=In%20Progress&status=Blocked',
  ],
  'table-menu': [
    '/trackers/1?sort=id',
    (page) => page.locator('at-facet-menu button').first().click(),
  ],
  'table-edit': ['/trackers/1?sort=id', (page) => editStatus(page)],
  'table-conflict': ['/trackers/1?sort=id', (page) => collide(page)],
  'table-no-match': ['/trackers/1?sort=id&q=nothing'],
  'table-empty': ['/trackers/4'],
  'all-items': ['/items?sort=due_date'],
  'new-tracker': ['/trackers/new', (page) => page.locator('[type=submit]').click()],
  'new-item': ['/trackers/1/items/new', (page) => page.locator('[type=submit]').click()],
  item: ['/items/AD-003'],
  'item-origin': ['/items/AD-003', (page) => page.locator('at-value-origin button').nth(1).click()],
  'item-past': ['/items/AD-003', (page) => goToPast(page)],
  'item-missing': ['/items/AD-999'],
  'edit-item': ['/items/AD-003/edit'],
  'not-found': ['/nothing'],
  account: ['/trackers', (page) => page.locator('at-account button').click()],
  keys: ['/trackers/1?sort=id', (page) => page.keyboard.press('?')],
  palette: ['/trackers/1?sort=id', (page) => findContract(page)],
  offline: ['/trackers/1?sort=id', (page) => goOffline(page)],
  crash: ['/trackers', (page) => breakPage(page)],
};

const wanted = process.argv.slice(2).filter((name) => !name.startsWith('--'));
const product = await startProduct();
let storageState;

async function main() {
  seed(product);
  await openTracker('EM', 'Empty tracker');
  const browser = await openBrowser();
  if (process.argv.includes('--docs')) {
    const page = await openPage(browser, [{ width: 1280, height: 800 }, 'light', 'en']);
    await take(page, 'table', 'docs/screenshot.png');
  } else {
    rmSync(FOLDER, { recursive: true, force: true });
    mkdirSync(FOLDER, { recursive: true });
    for (const variant of VARIANTS) await takeAll(browser, variant);
  }
  await browser.close();
}

async function takeAll(browser, variant) {
  const [{ width }, scheme, language] = variant;
  for (const name of Object.keys(PAGES)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const page = await openPage(browser, variant);
    await take(page, name, join(FOLDER, `${name}.${width}.${scheme}.${language}.png`));
    await page.context().close();
  }
}

async function openPage(browser, [viewport, colorScheme, locale]) {
  const context = await browser.newContext({ viewport, colorScheme, locale, storageState });
  const page = await context.newPage();
  if (!storageState) {
    await signIn(page, product.url);
    storageState = { ...(await context.storageState()), origins: [] };
  }
  return page;
}

async function take(page, name, path) {
  const [url, act] = PAGES[name];
  await page.goto(product.url + url, { waitUntil: 'networkidle' });
  await act?.(page);
  await page.waitForTimeout(400); // What an act opens is fetched, drawn and faded in.
  await page.screenshot({ path });
  console.log(path);
}

async function editStatus(page) {
  await page.locator('[data-cell="AD-002 status"]').dblclick();
}

/** Somebody else changes the title that is being typed here. */
async function collide(page) {
  await page.locator('[data-cell="AD-002 title"]').focus();
  await page.keyboard.press('F2');
  await page.keyboard.type('Mine');
  await request('PATCH', '/api/items/AD-002', { title: `Theirs, at ${new Date().toISOString()}` });
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
}

async function goToPast(page) {
  await page.locator('at-as-of-picker input').fill('2026-08-01');
}

async function findContract(page) {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').fill('contract');
}

async function goOffline(page) {
  await page.context().setOffline(true);
  await page.locator('at-connection-banner p').waitFor();
}

/** The next page cannot be fetched. */
async function breakPage(page) {
  await page.route('**/chunk-*.js', (route) => route.abort());
  await page.locator('a[href="/trackers/new"]').first().click();
  await page.locator('at-crash-page').waitFor();
}

const openTracker = (prefix, name) => request('POST', '/api/trackers', { prefix, name });

async function request(method, path, body) {
  const token = product.cli('create-token', '--email', 'maria@example.com').trim();
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
  const answer = await fetch(product.url + path, { method, headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`Expected ${method} ${path} to work, found ${answer.status}`);
}

try {
  await main();
} finally {
  await product.stop();
}
