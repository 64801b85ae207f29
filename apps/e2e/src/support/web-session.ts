/** A product with a tracker and a signed-in browser: the usual start of a browser test. */
import { createEmptyDatabase } from '@action-tracker/runtime/testing';
import type { Page } from 'playwright-core';
import { ApiClient } from './api-client';
import { openBrowser, type OpenBrowser } from './browser';
import { startProduct, type Product } from './product';

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

/** Finds fields by name, because their labels depend on the browser's language. */
export async function signIn(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.locator('[name=name]').fill('Maria Fitzgerald');
  await page.locator('[name=email]').fill('mf@example.com');
  await page.locator('form button').click();
}

/** Leads to another page of the client as one of its links would, which costs a fraction of loading it. */
export async function goWithin(page: Page, path: string): Promise<void> {
  const to = JSON.stringify(path);
  await page.evaluate(
    `history.pushState(null, '', ${to}); dispatchEvent(new PopStateEvent('popstate'))`,
  );
}

/** A cell of the table, by item id and column. */
export const cell = (page: Page, itemId: string, column: string) =>
  page.locator(`[data-cell="${itemId} ${column}"]`);
