/** Changes of others reach open pages through the live stream, and by asking where there is none. */
import { createEmptyDatabase } from '@action-tracker/runtime/testing';
import { once } from 'node:events';
import { createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { ApiClient } from './support/api-client';
import { openBrowser, type OpenBrowser } from './support/browser';
import { eventually } from './support/eventually';
import { startProduct, type Product } from './support/product';
import { cell, signIn } from './support/web-session';

const ID = 'AD-001';
const SOON_MS = 2_000;

const SERVER = { JWT_SECRET: 's'.repeat(32) };

let databaseUrl: string;
let product: Product;
let api: ApiClient;
let browser: OpenBrowser;
let page: Page;
const opened: Page[] = [];
let changes = 0;

beforeAll(async () => {
  databaseUrl = await createEmptyDatabase();
  product = await startProduct({ DATABASE_URL: databaseUrl, ...SERVER });
  api = await ApiClient.signIn(product.url, 'Jun Kawasaki', 'jk@example.com');
  await api.openTracker('AD', 'Astro Digital');
  await api.createItem(1);
  browser = await openBrowser({ viewport: { width: 1440, height: 900 } });
});

beforeEach(async () => {
  page = await openPage();
});

afterEach(async () => {
  await Promise.all(opened.splice(0).map((open) => open.close()));
  await browser.page.context().clearCookies();
  await eventually(listeners, 0);
});

afterAll(async () => {
  await browser.close();
  await product.stop();
});

async function openPage(): Promise<Page> {
  const open = await browser.page.context().newPage();
  opened.push(open);
  return open;
}

const listeners = async () => {
  const text = await (await fetch(`${product.url}/metrics`)).text();
  return Number(/^action_tracker_live_listeners (\d+)$/m.exec(text)?.[1]);
};

/** Opens the table, from where the product is reached. */
async function openTable(url = product.url): Promise<void> {
  await signIn(page, `${url}/trackers/1?sort=id`);
  await cell(page, ID, 'title').waitFor();
}

/** Somebody else changes the item. @returns milliseconds until the pages show it */
async function seeChange(shown = page): Promise<number> {
  const title = `Change ${(changes += 1)}`;
  const before = performance.now();
  await api.patch(`/api/items/${ID}`, { title });
  await cell(shown, ID, 'title').getByText(title).waitFor();
  return performance.now() - before;
}

/** Counts how often the page asks for its list. */
function countQuestions(asking = page): () => number {
  let count = 0;
  asking.on('request', (request) => {
    if (/\/trackers\/1\/items(\?|$)/.test(request.url())) count += 1;
  });
  return () => count;
}

it('a change of somebody else is there within two seconds, and nobody asks in between', async () => {
  await openTable();
  await eventually(listeners, 1);
  await wait(1_000);
  const questions = countQuestions();
  // Longer than the two seconds after which a page without a stream asks.
  await wait(3_000);
  expect(questions()).toBe(0);
  expect(await seeChange()).toBeLessThan(SOON_MS);
  expect(questions()).toBe(1);
});

it('tabs of one browser share one stream, and another one takes it over', async () => {
  await openTable();
  await eventually(listeners, 1);
  const second = await openPage();
  await second.goto(`${product.url}/trackers/1?sort=id`);
  await cell(second, ID, 'title').waitFor();
  await wait(1_500);
  expect(await listeners()).toBe(1);
  const questions = countQuestions(second);
  await second.bringToFront();
  expect(await seeChange(second)).toBeLessThan(SOON_MS);
  expect(questions()).toBe(1);
  await page.close();
  await wait(2_000);
  expect(await listeners()).toBe(1);
  expect(await seeChange(second)).toBeLessThan(SOON_MS);
});

it('a server that is killed and back goes on without a gap', async () => {
  await openTable();
  await eventually(listeners, 1);
  const { port } = new URL(product.url);
  await product.kill();
  const other = await startProduct({ DATABASE_URL: databaseUrl, ...SERVER });
  await api.withUrl(other.url).patch(`/api/items/${ID}`, { title: 'While it was away' });
  await other.stop();
  product = await startProduct({
    ...{ DATABASE_URL: databaseUrl, ...SERVER, PORT: port },
  });
  await cell(page, ID, 'title').getByText('While it was away').waitFor();
  await eventually(listeners, 1);
  expect(await seeChange()).toBeLessThan(SOON_MS);
});

it('it ends with the session', async () => {
  await openTable();
  await eventually(listeners, 1);
  await page.locator('at-account button').first().click();
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await page.waitForURL('**/auth/login**');
  await eventually(listeners, 0);
});

describe('Behind a proxy', () => {
  /** Passes everything on; for the stream, as `live` does. */
  async function startProxy(live: (answer: IncomingMessage, to: ServerResponse) => void) {
    const resumed: unknown[] = [];
    const server = createServer((incoming, outgoing) => {
      const { method, headers, url = '/' } = incoming;
      const isLive = url.startsWith('/api/live');
      if (isLive) resumed.push(headers['last-event-id']);
      const onward = ask(product.url + url, { method, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        if (isLive) live(answer, outgoing);
        else answer.pipe(outgoing);
        outgoing.on('close', () => answer.destroy());
      });
      onward.on('error', () => outgoing.destroy());
      incoming.pipe(onward);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    return {
      ...{ url: `http://127.0.0.1:${port}`, resumed },
      close: () => server.close().closeAllConnections(),
    };
  }

  it('that holds events back, pages ask on their own', async () => {
    const proxy = await startProxy((answer, to) => {
      to.flushHeaders();
      answer.resume();
    });
    await openTable(proxy.url);
    await eventually(listeners, 1);
    const questions = countQuestions();
    await eventually(() => questions() > 1, true);
    expect(await seeChange()).toBeLessThan(2 * SOON_MS);
    proxy.close();
  });

  it('that ends long connections, the stream goes on from where it was', async () => {
    const proxy = await startProxy((answer, to) => {
      answer.pipe(to);
      setTimeout(() => to.destroy(), 1_000);
    });
    await openTable(proxy.url);
    for (let round = 0; round < 4; round++) {
      expect(await seeChange()).toBeLessThan(2 * SOON_MS);
      await wait(500);
    }
    await eventually(() => proxy.resumed.filter((id) => typeof id === 'string').length > 0, true);
    proxy.close();
  });
});
