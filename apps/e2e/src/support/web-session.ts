/** A product with a tracker and a signed-in browser: the usual start of a browser test. */
import { createEmptyDatabase } from '@action-tracker/runtime/testing';
import type { Page } from 'playwright-core';
import { ApiClient } from './api-client';
import { openBrowser, type OpenBrowser } from './browser';
import { startProduct, type Product } from './product';

/** Where the client has no page. */
const NOWHERE = '/nothing';
const MARIA = { name: 'Maria Fitzgerald', email: 'mf@example.com' };
/** The answer to a sign-in. */
const SEE_OTHER = 303;

export interface WebSession {
  readonly product: Product;
  readonly browser: OpenBrowser;
  /** The user in the browser, for setting up data through the API. */
  readonly api: ApiClient;
  readonly trackerId: number;
  close(): Promise<void>;
}

/** @param databaseUrl If left out, an empty database on the PostgreSQL of the test run. */
export async function startWebSession(
  options: Parameters<typeof openBrowser>[0] = {},
  databaseUrl?: string,
): Promise<WebSession> {
  const database = databaseUrl ?? (await createEmptyDatabase());
  const product = await startProduct({ DATABASE_URL: database, JWT_SECRET: 's'.repeat(32) });
  const api = await ApiClient.signIn(product.url);
  const { id: trackerId } = await api.openTracker('AD', 'Astro Digital');
  const browser = await openBrowser({ viewport: { width: 1440, height: 900 }, ...options });
  const close = async () => {
    await browser.close();
    await product.stop();
  };
  return { product, browser, api, trackerId, close };
}

/** Signs in as the form for it would, without showing it, and opens the page. */
export async function signIn(page: Page, url: string, person = MARIA): Promise<void> {
  const { origin } = new URL(url);
  const answer = await page.request.post(`${origin}/auth/login`, {
    headers: { Origin: origin },
    form: { ...person, return_to: '/' },
    maxRedirects: 0,
  });
  expect(answer.status()).toBe(SEE_OTHER);
  await page.goto(url);
}

/** Finds fields by name, because their labels depend on the browser's language. */
export async function fillSignIn(page: Page): Promise<void> {
  await page.locator('[name=name]').fill(MARIA.name);
  await page.locator('[name=email]').fill(MARIA.email);
  await page.locator('form button').click();
}

/** Leads to another page of the client as one of its links would, which costs a fraction of loading it. */
export async function goWithin(page: Page, path: string): Promise<void> {
  const to = JSON.stringify(path);
  await page.evaluate(
    `history.pushState(null, '', ${to}); dispatchEvent(new PopStateEvent('popstate'))`,
  );
}

/** Opens a page like `goWithin`, as a new one: coming from a page without data, which is gone afterwards. */
export async function visit(page: Page, path: string): Promise<void> {
  const nowhere = page.locator('at-not-found');
  await goWithin(page, NOWHERE);
  await nowhere.waitFor();
  if (path === NOWHERE) return;
  await goWithin(page, path);
  await nowhere.waitFor({ state: 'detached' });
}

/** A cell of the table, by item id and column. */
export const cell = (page: Page, itemId: string, column: string) =>
  page.locator(`[data-cell="${itemId} ${column}"]`);
