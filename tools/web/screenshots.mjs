/**
 * Pictures of every page with the sample data in four looks, wide and narrow, light and dark, both
 * languages among them, to look at: `tmp/screenshots/<page>.<width>.<scheme>.<language>.png`. With
 * `--docs` only those that the documentation shows. Names of pages as arguments make only those.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openBrowser, seed, signIn, startProduct } from './product.mjs';
import { prepare, screensWith } from './screens.mjs';

const FOLDER = 'tmp/screenshots';
/** Pictures of the documentation: page, file, size. */
const PICTURES = [
  ['table', 'docs/screenshot.png', { width: 1440, height: 900 }],
  ['past-of-table', 'docs/looking-back.png', { width: 1120, height: 640 }],
  ['meeting', 'docs/running-a-review.png', { width: 1120, height: 640 }],
  ['import-columns', 'docs/import.png', { width: 1120, height: 1180 }],
];
const WIDE = { width: 1440, height: 900 };
const NARROW = { width: 390, height: 844 };
const LOOKS = [
  [WIDE, 'light', 'en'],
  [WIDE, 'dark', 'pt-BR'],
  [NARROW, 'light', 'pt-BR'],
  [NARROW, 'dark', 'en'],
];

const wanted = process.argv.slice(2).filter((name) => !name.startsWith('--'));
const product = await startProduct();
const screens = screensWith(request);
let token;
let storageState;

async function main() {
  seed(product);
  const browser = await openBrowser();
  if (process.argv.includes('--docs')) {
    for (const [name, path, size] of PICTURES) {
      await take(browser, { name, look: [size, 'light', 'en'], path });
    }
  } else {
    await prepare(request);
    rmSync(FOLDER, { recursive: true, force: true });
    mkdirSync(FOLDER, { recursive: true });
    for (const look of LOOKS) await takeAll(browser, look);
  }
  await browser.close();
}

async function takeAll(browser, look) {
  const [{ width }, scheme, language] = look;
  for (const name of wanted.length > 0 ? wanted : Object.keys(screens)) {
    const path = join(FOLDER, `${name}.${width}.${scheme}.${language}.png`);
    // What a small screen does not have cannot be done there; the other pictures are still wanted.
    await take(browser, { name, look, path }).catch((failure) =>
      console.log(`${path}: ${failure.message.split('\n')[0]}`),
    );
  }
}

async function take(browser, { name, look, path }) {
  const page = await openPage(browser, look);
  try {
    const [url, act] = screens[name];
    await page.goto(product.url + url, { waitUntil: 'networkidle' });
    await act?.(page);
    await page.waitForTimeout(400); // What an act opens is fetched, drawn and faded in.
    await page.screenshot({ path });
    console.log(path);
  } finally {
    await page.context().close();
  }
}

async function openPage(browser, [viewport, colorScheme, locale]) {
  const context = await browser.newContext({ viewport, colorScheme, locale, storageState });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  if (!storageState) {
    await signIn(page, product.url);
    storageState = { ...(await context.storageState()), origins: [] };
  }
  return page;
}

async function request(method, path, body) {
  token ??= product.cli('create-token', '--email', 'maria@example.com').trim();
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
  const answer = await fetch(product.url + path, { method, headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`Expected ${method} ${path} to work, found ${answer.status}`);
  return answer.json();
}

try {
  await main();
} finally {
  await product.stop();
}
