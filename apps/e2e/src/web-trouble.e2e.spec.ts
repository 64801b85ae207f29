import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestPostgres } from '@action-tracker/runtime/testing';
import type { Route } from 'playwright-core';
import { eventually } from './support/eventually';
import { cell, signIn, startWebSession, type WebSession } from './support/web-session';

/** The client asks at least this often whether anything has changed (polling.ts). */
const RARELY_MS = 15_000;

let postgres: TestPostgres;
let session: WebSession;

beforeAll(async () => {
  postgres = await TestPostgres.create(mkdtempSync(join(tmpdir(), 'action-tracker-trouble-')));
  await postgres.start();
  session = await startWebSession({}, postgres.url('postgres'));
  await session.api.createItem(session.trackerId, { title: 'Sign the contract' });
});

afterAll(async () => {
  await session.close();
  await postgres.stop();
  rmSync(postgres.folder, { recursive: true, force: true });
});

describe('When something is away, the page', () => {
  it('says that the network is, and goes on by itself when it is back', async () => {
    const { page } = session.browser;
    await signIn(page, `${session.product.url}/trackers/${session.trackerId}?sort=id`);
    await cell(page, 'AD-001', 'title').waitFor();
    const banner = page.getByText('The server is not responding.');
    await page.context().setOffline(true);
    await banner.waitFor();
    await session.api.patch('/api/items/AD-001', { title: 'Changed meanwhile' });
    await page.context().setOffline(false);
    await banner.waitFor({ state: 'detached' });
    await cell(page, 'AD-001', 'title').getByText('Changed meanwhile').waitFor();
  });

  it('says that the database is, keeps the page, and recovers by itself', async () => {
    const { page } = session.browser;
    await postgres.stop();
    const banner = page.getByText('The database is not responding.');
    await banner.waitFor();
    await cell(page, 'AD-001', 'title').getByText('Changed meanwhile').waitFor();
    await postgres.start();
    await banner.waitFor({ state: 'detached' });
  });

  it('keeps the page when a part of it cannot be loaded', async () => {
    const { page } = session.browser;
    await page.goto(`${session.product.url}/trackers`);
    await page.getByRole('link', { name: 'Astro Digital' }).waitFor();
    await page.route('**/chunk-*.js', (route) => route.abort());
    await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
    await page.getByRole('alert').getByText('Part of this page could not be loaded.').waitFor();
    await page.getByRole('link', { name: 'Astro Digital' }).waitFor();
    await page.unroute('**/chunk-*.js');
    await page.getByRole('alert').getByRole('button', { name: 'Reload' }).click();
    await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
  });

  it('loads a page from the server whose code is gone since a deployment', async () => {
    const { page } = session.browser;
    await page.goto(`${session.product.url}/trackers`);
    await page.getByRole('link', { name: 'Astro Digital' }).waitFor();
    let isGone = true;
    page.on('request', (request) => (isGone &&= !request.isNavigationRequest()));
    // All code until then, because an idle page also fetches other parts.
    await page.route('**/chunk-*.js', (route) => (isGone ? route.abort() : route.continue()));
    const loaded = page.waitForEvent('load');
    await page.getByRole('link', { name: 'New tracker' }).first().click();
    await loaded;
    await page.getByLabel('Prefix').waitFor();
    await page.unroute('**/chunk-*.js');
  });

  it('says that it broke, under which reference, and loads again', async () => {
    const { page } = session.browser;
    const spoil = async (route: Route) =>
      route.fulfill({ response: await route.fetch(), json: [null] });
    await page.route('**/api/trackers', spoil, { times: 1 });
    await page.goto(`${session.product.url}/trackers`);
    const alert = page.getByRole('alert');
    await alert.getByText('Something went wrong on this page').waitFor();
    expect(await alert.locator('code').innerText()).toMatch(/^[0-9a-f-]{36}$/);
    await alert.getByRole('button', { name: 'Reload' }).click();
    await page.getByRole('link', { name: 'Astro Digital' }).waitFor();
  });

  it('keeps what was typed when the session has ended, and comes back to it', async () => {
    const { page } = session.browser;
    await page.clock.install();
    await page.goto(`${session.product.url}/items/AD-001`);
    await page.getByLabel('Add a note').fill('Called the vendor');
    await page.context().clearCookies();
    // Where the live stream says what changes, a page asks rarely.
    await page.clock.fastForward(RARELY_MS);
    await page.getByLabel('Name').waitFor();
    await page.getByLabel('Name').fill('Maria Fitzgerald');
    await page.getByLabel('E-mail').fill('mf@example.com');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL('**/items/AD-001');
    await eventually(() => page.getByLabel('Add a note').inputValue(), 'Called the vendor');
    await page.getByRole('button', { name: 'Add note' }).click();
    await page.getByRole('region', { name: 'Notes' }).getByText('MF: Called the vendor').waitFor();
  });
});
