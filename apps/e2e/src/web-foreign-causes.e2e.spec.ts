import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { openOwnBrowser } from './support/browser';
import { eventually } from './support/eventually';
import { ledgerOf, newEntries } from './support/ledger';
import {
  cell,
  fillSignIn,
  goWithin,
  signIn,
  startWebSession,
  visit,
  type WebSession,
} from './support/web-session';

const EXTENSION = join(import.meta.dirname, 'support/extension');
const ID = 'AD-001';

let session: WebSession;

beforeAll(async () => {
  session = await startWebSession();
  await session.api.createItem(session.trackerId, { title: 'Sign the contract' });
  await signIn(session.browser.page, table());
  await cell(session.browser.page, ID, 'title').waitFor();
});

afterAll(() => session.close());

const table = () => `${session.product.url}/trackers/${session.trackerId}?sort=id`;
const crashes = (page: Page) => page.getByText('This page has a problem').count();

/** Every page shows what it is for, however one goes there. */
async function expectWholePages(
  page: Page,
  go: (path: string) => Promise<unknown> = (path) => goWithin(page, path),
): Promise<void> {
  for (const [path, text] of [
    ['/trackers', 'Astro Digital'],
    ['/trackers/1?sort=id', 'Sign the contract'],
    [`/items/${ID}`, 'Record status'],
    [`/items/${ID}/edit`, 'Save'],
    ['/trackers/1/items/new', 'Create item'],
  ] as const) {
    await go(path);
    await page.getByText(text).first().waitFor();
    expect([path, await crashes(page)]).toEqual([path, 0]);
  }
}

describe('An error that is not ours does not take the place of the page', () => {
  it('of a browser extension', async () => {
    const browser = await openOwnBrowser({
      ignoreDefaultArgs: ['--disable-extensions'],
      args: [
        ...['--no-sandbox', '--disable-features=DisableLoadExtensionCommandLineSwitch'],
        ...[`--disable-extensions-except=${EXTENSION}`, `--load-extension=${EXTENSION}`],
      ],
    });
    const { page } = browser;
    const logged: string[] = [];
    page.on('console', (message) => logged.push(message.text()));
    const failed = page.locator('html[data-extension="failed"]');
    await page.goto(`${session.product.url}/auth/login`);
    const isLoaded = await failed.waitFor({ timeout: 2_000 }).then(
      () => true,
      () => false,
    );
    // A browser without extensions gets the same script under the address of one.
    if (!isLoaded) await page.addInitScript(scriptOfExtension());
    await page.goto(table());
    await fillSignIn(page);
    await cell(page, ID, 'title').waitFor();
    await failed.waitFor();
    await eventually(() => logged.some((text) => text.includes('failed to connect')), true);
    // It fails again with every load.
    await expectWholePages(page, (path) => page.goto(session.product.url + path));
    await browser.close();
  });

  it.each([
    ['that the browser hides', `new ErrorEvent('error', { message: 'Script error.' })`],
    [
      'about a late frame',
      `new ErrorEvent('error', { message: 'ResizeObserver loop limit exceeded' })`,
    ],
    [
      'that is no error at all',
      `new PromiseRejectionEvent('unhandledrejection', { promise: Promise.resolve(), reason: 7 })`,
    ],
  ])('%s', async (_, event) => {
    const { page } = session.browser;
    await visit(page, table());
    await cell(page, ID, 'title').waitFor();
    await page.evaluate(`window.dispatchEvent(${event})`);
    await cell(page, ID, 'title').dblclick();
    await page.getByLabel(`Title of ${ID}`).waitFor();
    expect(await crashes(page)).toBe(0);
  });

  it('of a network that is away while somebody signs out', async () => {
    const { page } = session.browser;
    await visit(page, table());
    await cell(page, ID, 'title').waitFor();
    await page.context().setOffline(true);
    await page.getByRole('button', { name: /^Account of/ }).click();
    await page.getByRole('button', { name: 'Sign out', exact: true }).press('Enter');
    await page.getByRole('alert').getByText('You are still signed in.').waitFor();
    expect(await crashes(page)).toBe(0);
    await page.context().setOffline(false);
    await cell(page, ID, 'title').waitFor();
  });

  it('of a browser that refuses to change the address so often', async () => {
    const { page } = session.browser;
    await visit(page, table());
    await cell(page, ID, 'title').waitFor();
    await page.evaluate(`history.replaceState = () => {
      document.documentElement.dataset.refused = 'yes';
      throw new DOMException('Too many calls to Location or History APIs', 'SecurityError');
    }`);
    await page.getByRole('searchbox').focus();
    await page.keyboard.type('nothing that is here');
    await page.locator('html[data-refused]').waitFor();
    await page.getByText('No items match').waitFor();
    expect(await crashes(page)).toBe(0);
  });
});

describe('Without storage in the browser, every page is there and does its work:', () => {
  beforeAll(async () => {
    await session.browser.page.evaluate('localStorage.clear()');
    await session.browser.page.goto('about:blank');
  });

  it.each([
    [
      'blocked',
      `Object.defineProperty(window, 'localStorage', { get() {
        throw new DOMException('The operation is insecure.', 'SecurityError');
      } })`,
    ],
    ['null', `Object.defineProperty(window, 'localStorage', { value: null })`],
    ['missing', `Object.defineProperty(window, 'localStorage', { value: undefined })`],
    [
      'full',
      `Storage.prototype.setItem = () => {
        throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
      }`,
    ],
  ])('it is %s', async (_, script) => {
    const context = session.browser.page.context();
    await context.clearCookies();
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('pageerror', ({ message }) => errors.push(message));
    await page.addInitScript(script);
    await page.goto(table());
    await fillSignIn(page);
    await cell(page, ID, 'title').waitFor();
    await expectWholePages(page);
    const before = await ledgerOf(session.api, ID);
    await goWithin(page, `/items/${ID}`);
    await page.getByLabel('Add a note').focus();
    await page.keyboard.type('Called the vendor');
    await page.getByRole('button', { name: /^Account of/ }).click();
    await page.getByRole('radio', { name: 'Português' }).check();
    await page.getByRole('button', { name: 'Adicionar nota' }).press('Enter');
    expect(await newEntries(session.api, ID, before)).toMatchObject([{ type: 'NoteAdded' }]);
    expect(errors).toEqual([]);
    await page.close();
  });
});

it('The browser is asked not to translate the page, which would freeze values on screen', async () => {
  const html = await (await fetch(`${session.product.url}/trackers`)).text();
  expect(html).toMatch(/<html[^>]* translate="no"/);
  expect(html).toContain('<meta name="google" content="notranslate"');
});

const scriptOfExtension = (): string =>
  `${readFileSync(join(EXTENSION, 'fails.js'), 'utf8')}\n//# sourceURL=chrome-extension://abcdefgh/fails.js`;
