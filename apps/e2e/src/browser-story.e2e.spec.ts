import { createEmptyDatabase } from '@action-tracker/runtime/testing';
import { ApiClient } from './support/api-client';
import { openBrowser, type OpenBrowser } from './support/browser';
import { startProduct, type Product } from './support/product';

let product: Product;
let browser: OpenBrowser;

beforeAll(async () => {
  const database = await createEmptyDatabase();
  product = await startProduct({ DATABASE_URL: database, JWT_SECRET: 's'.repeat(32) });
  browser = await openBrowser({ viewport: { width: 1280, height: 900 } });
});

afterAll(async () => {
  await browser.close();
  await product.stop();
});

describe('The first day with Action Tracker', () => {
  it('goes from signing in to the history of an item', async () => {
    const { page } = browser;
    const problems: string[] = [];
    page.on('pageerror', ({ message }) => problems.push(message));
    page.on('console', (message) => {
      const isRefusal = message.text().includes('401');
      if (message.type() === 'error' && !isRefusal) problems.push(message.text());
    });

    await page.goto(`${product.url}/trackers`);
    await page.getByLabel('Name').fill('Maria Fitzgerald');
    await page.getByLabel('E-mail').fill('mf@example.com');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL('**/trackers');
    await page.getByText('No trackers yet').waitFor();

    await page.getByRole('link', { name: 'New tracker' }).first().click();
    await page.getByLabel('Prefix').fill('AD');
    await page.getByLabel('Name').fill('Astro Digital');
    await page.getByRole('button', { name: 'Create tracker' }).click();
    await page.getByRole('heading', { name: 'Astro Digital' }).waitFor();

    await page.getByRole('link', { name: 'New item' }).first().click();
    await page.getByLabel('Title').fill('Definitized contract');
    await page.getByLabel('Category').selectOption('Programmatic');
    await page.getByRole('combobox', { name: 'Owner' }).fill('Maria Fitzgerald');
    await page.getByLabel('Due date').fill('2027-02-26');
    await page.getByRole('button', { name: 'Create item' }).click();
    await page.getByRole('heading', { name: 'AD-001 Definitized contract' }).waitFor();

    await page.getByLabel('Change status to').selectOption('Blocked');
    await page.getByLabel('Comment (optional)').fill('Waiting for legal');
    await page.getByRole('button', { name: 'Record status' }).click();
    const history = page.getByRole('region', { name: 'History' });
    await history.getByText('Waiting for legal').waitFor();

    await page.getByLabel('Add a note').fill('Comments received\nfrom legal');
    await page.getByLabel('Add a note').press('Control+Enter');
    const notes = page.getByRole('region', { name: 'Notes' });
    await notes.getByText(/\d\d\/\d\d\/\d{4}\s+MF:/).waitFor();
    await notes.getByText('from legal').waitFor();

    // Three changes, each one numbered entry after the one that opened the tracker.
    await history.getByText('Ledger entry').nth(2).waitFor();
    const entries = await history.getByRole('listitem').allInnerTexts();
    expect(entries).toHaveLength(3);
    for (const [index, place] of ['4', '3', '2'].entries()) {
      expect(entries[index]).toContain(place);
      expect(entries[index]).toContain('Maria Fitzgerald');
    }
    expect(entries[1]).toMatch(/New\s*→\s*to\s*Blocked/);

    await page.getByRole('link', { name: 'AD Astro Digital' }).click();
    const row = page.getByRole('row').filter({ hasText: 'AD-001' });
    await row.getByText('Blocked').waitFor();
    expect(problems).toEqual([]);
  });

  it('shows in the client exactly what the API says', async () => {
    const api = await ApiClient.signIn(product.url);
    const { body: item } = await api.get<{ status: string; version: number; due_date: string }>(
      '/api/items/AD-001',
    );
    expect(item).toMatchObject({ status: 'Blocked', version: 3, due_date: '2027-02-26' });
  });

  it('runs under a policy that lets nothing but our own scripts run', async () => {
    const answer = await fetch(`${product.url}/items/AD-001`);
    const policy = answer.headers.get('content-security-policy') ?? '';
    const nonce = /script-src 'nonce-([\w-]+)' 'strict-dynamic';/.exec(policy)?.[1];
    expect(nonce).toBeDefined();
    expect(policy).not.toContain('unsafe');
    expect(await answer.text()).toContain(`nonce="${nonce}"`);
    const again = await fetch(`${product.url}/items/AD-001`);
    expect(again.headers.get('content-security-policy')).not.toBe(policy);
    for (const path of ['/health', '/api/items', '/auth/login', '/trackers', '/favicon.svg']) {
      const { headers } = await fetch(product.url + path);
      expect([path, headers.get('x-content-type-options')]).toEqual([path, 'nosniff']);
      expect([path, headers.get('content-security-policy')]).toEqual([
        path,
        expect.stringContaining("frame-ancestors 'none'"),
      ]);
    }
  });

  it('leads a visitor without a session through the sign-in to the page they asked for', async () => {
    const { page } = browser;
    // A page that polls would leave for the sign-in by itself, at the same time.
    await page.goto('about:blank');
    await page.context().clearCookies();
    await page.goto(`${product.url}/items/AD-001`);
    await page.getByLabel('Name').fill('Maria Fitzgerald');
    await page.getByLabel('E-mail').fill('mf@example.com');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'AD-001 Definitized contract' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/items/AD-001');
  });
});
