/** A built product with data of its own and a browser that is signed in, for scripts outside the tests. */
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { findBrowser } from '../testing/find-browser.mjs';

const EMAIL = 'maria@example.com';
const READY = /ready:\s+(http:\/\/\S+)/;
const WORDS = 'Review Sign Calibrate Deliver Test thermal star tracker contract antenna battery';
const SIX_WEEKS_MS = 42 * 86_400_000;
const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export async function startProduct() {
  const folder = mkdtempSync(join(tmpdir(), 'action-tracker-web-'));
  chmodSync(folder, 0o755); // As root, PostgreSQL runs as another user.
  const env = { ...process.env, DATA_DIR: folder, PORT: '0' };
  const server = spawn(process.execPath, ['dist/apps/api/main.js'], { env });
  let output = '';
  const url = await new Promise((ready, failed) => {
    for (const stream of [server.stdout, server.stderr]) {
      stream.on('data', (chunk) => {
        output += chunk;
        const found = READY.exec(output)?.[1];
        if (found) ready(found);
      });
    }
    server.once('close', (code) => failed(new Error(`The server ended with ${code}:\n${output}`)));
  });
  const cli = (...args) =>
    execFileSync(process.execPath, ['dist/apps/cli/main.js', ...args], {
      env,
      encoding: 'utf8',
      maxBuffer: 16 * 2 ** 20,
    });
  const stop = async () => {
    const ended = new Promise((done) => server.once('close', done));
    server.kill('SIGINT');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  cli('create-user', '--email', EMAIL, '--name', 'Maria Ferreira');
  return { url, folder, cli, stop };
}

/** Three sample trackers, the first of which has the id 1. */
export const seed = ({ cli }) => cli('seed', '--as', EMAIL);

/** A tracker with so many items, through the import; answers its id. */
export const fillTracker = (product, prefix, count) =>
  importTracker(product, prefix, `${count} items`, { text: csv(count), mapping: MAPPING });

/** A tracker with so many items, each of which changed so often in the last six weeks; answers its id. */
export const fillPast = (product, prefix, count, changes) =>
  importTracker(product, prefix, `${count} items with a past`, {
    ...{ text: log(count, changes), mapping: MAPPING_OF_LOG, options: ['--history'] },
  });

async function importTracker({ url, folder, cli }, prefix, name, { text, mapping, options = [] }) {
  const [file, rules] = ['csv', 'json'].map((end) => join(folder, `${prefix}.${end}`));
  writeFileSync(file, text);
  writeFileSync(rules, JSON.stringify(mapping));
  const to = ['--tracker', prefix, '--create-tracker', name, '--mapping', rules, ...options];
  cli('import', file, ...to, '--as', EMAIL, '--create-users', '--json');
  const token = cli('create-token', '--email', EMAIL).trim();
  const headers = { Authorization: `Bearer ${token}` };
  const trackers = await (await fetch(`${url}/api/trackers`, { headers })).json();
  return trackers.find((tracker) => tracker.prefix === prefix).id;
}

export async function openBrowser(args = []) {
  return chromium.launch({
    executablePath: await findBrowser(),
    args: [...CHROMIUM_FLAGS, ...args],
  });
}

/** By the names of the fields: their labels are in the language of the browser. */
export async function signIn(page, url) {
  await page.goto(`${url}/trackers`);
  await page.locator('[name=name]').fill('Maria Ferreira');
  await page.locator('[name=email]').fill(EMAIL);
  await page.locator('form button').click();
  await page.waitForURL('**/trackers');
}

const MAPPING = {
  dates: { formats: ['yyyy-MM-dd'], zone: 'UTC' },
  key: ['Number'],
  fields: {
    title: { column: 'Title' },
    category: { column: 'Category' },
    owner: { column: 'Owner' },
    priority: { column: 'Priority' },
    status: { column: 'Status' },
    due_date: { column: 'Due' },
    create_date: { column: 'Created' },
  },
};

/** Rows that differ in every column, the same in every run. */
function csv(count) {
  const words = WORDS.split(' ');
  const pick = (list, index) => list[index % list.length];
  const day = (index) => `2026-${twoDigits(1 + (index % 12))}-${twoDigits(1 + (index % 28))}`;
  const rows = Array.from({ length: count }, (_, index) => [
    index + 1,
    [0, 3, 5, 7, 11].map((step) => pick(words, (index + 1) * (step + 1) + (index >> 3))).join(' '),
    pick(['Programmatic', 'SW / Ops', 'Mechanical', 'ADCS', 'Systems', 'ConOps'], index),
    pick(['Ana Souza', 'Jun Kawasaki', 'Lena Vogt', 'Omar Haddad'], index >> 1),
    pick(['High', 'Medium', 'Low'], index),
    pick(['New', 'Not Started', 'In Progress', 'TBC', 'Complete', 'Blocked'], index >> 2),
    index % 7 === 0 ? '' : day(index * 5),
    day(index).replace('2026', '2025'),
  ]);
  const head = ['Number', 'Title', 'Category', 'Owner', 'Priority', 'Status', 'Due', 'Created'];
  return [head, ...rows].map((row) => row.join(',')).join('\n');
}

const MAPPING_OF_LOG = {
  dates: { formats: ['yyyy-MM-dd HH:mm'], zone: 'UTC' },
  key: ['Number'],
  order: ['Version'],
  fields: {
    title: { column: 'Title' },
    category: { default: 'Systems' },
    owner: { column: 'Owner' },
    priority: { column: 'Priority' },
    status: { column: 'Status' },
    changed_at: { column: 'Changed' },
    changed_by: { column: 'Owner' },
  },
};

/** Changes of status, owner and priority, spread evenly over six weeks; the same in every run. */
function log(count, changes) {
  const pick = (list, index) => list[index % list.length];
  const began = Date.now() - SIX_WEEKS_MS;
  const every = SIX_WEEKS_MS / changes;
  const rows = Array.from({ length: count * changes }, (_, row) => {
    const [index, version] = [Math.floor(row / changes), row % changes];
    const at = new Date(began + version * every + (index / count) * every * 0.99);
    return [
      ...[index + 1, version, `${pick(WORDS.split(' '), index)} ${index + 1}`],
      pick(['New', 'In Progress', 'Blocked', 'TBC', 'Complete'], index + version),
      pick(['Ana Souza', 'Jun Kawasaki', 'Lena Vogt', 'Omar Haddad'], index + (version >> 1)),
      pick(['High', 'Medium', 'Low'], index + (version >> 2)),
      at.toISOString().slice(0, 16).replace('T', ' '),
    ];
  });
  const head = ['Number', 'Version', 'Title', 'Status', 'Owner', 'Priority', 'Changed'];
  return [head, ...rows].map((row) => row.join(',')).join('\n');
}

const twoDigits = (number) => String(number).padStart(2, '0');
