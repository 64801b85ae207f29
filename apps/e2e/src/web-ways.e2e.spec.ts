/** Common conventions: arrow keys in a list, a click anywhere in a row, commands in the palette. */
import { eventually } from './support/eventually';
import { cell, signIn, startWebSession, visit, type WebSession } from './support/web-session';

let session: WebSession;

beforeAll(async () => {
  session = await startWebSession();
  const { api, browser, product, trackerId } = session;
  await api.createItem(trackerId, { title: 'Sign the contract' });
  await browser.page.addInitScript(
    'window.print = () => (document.documentElement.dataset.printed = "yes")',
  );
  await signIn(browser.page, `${product.url}/trackers`);
  await browser.page.getByText('Astro Digital').waitFor();
});

afterAll(() => session.close());

const page = () => session.browser.page;
const go = (path: string) => visit(page(), path);
const load = (path: string) => page().goto(session.product.url + path);
const focusedLabel = () =>
  page().evaluate('document.activeElement.closest("label")?.querySelector(".label").innerText');
const printed = () => page().locator('html').getAttribute('data-printed');

describe('The list of a filter', () => {
  it('is entered with an arrow and walked with arrows, Home, End and letters', async () => {
    await go('/trackers/1?sort=id');
    const button = page().locator('at-facet-menu').getByRole('button', { name: 'Category' });
    await button.press('ArrowDown');
    await eventually(focusedLabel, 'Programmatic');
    for (const [key, label] of [
      ['ArrowDown', 'SW / Ops'],
      ['End', 'ConOps'],
      ['ArrowDown', 'Programmatic'],
      ['a', 'ADCS'],
      ['Home', 'Programmatic'],
      ['ArrowUp', 'ConOps'],
    ] as const) {
      await page().keyboard.press(key);
      await eventually(focusedLabel, label);
    }
    await page().keyboard.press('Space');
    await page().waitForURL(/category=ConOps/);
    await page().keyboard.press('Escape');
    await eventually(
      () => page().evaluate('document.activeElement.getAttribute("aria-expanded")'),
      'false',
    );
  });
});

describe('A row of the list of trackers', () => {
  beforeEach(async () => {
    await go('/trackers');
    await page().getByText('Astro Digital').waitFor();
  });

  it('opens its tracker with a press anywhere in it', async () => {
    await page().locator('td.updated').first().click();
    await page().waitForURL(/\/trackers\/1\?/);
  });

  it('opens another tab with Control', async () => {
    const [other] = await Promise.all([
      page().context().waitForEvent('page'),
      page()
        .locator('td.updated')
        .first()
        .click({ modifiers: ['Control'] }),
    ]);
    await other.waitForURL(/\/trackers\/1/);
    await other.close();
    expect(new URL(page().url()).pathname).toBe('/trackers');
  });

  it('lets its text be selected, and its links lead where they lead', async () => {
    const box = await page().locator('td.updated at-time-ago').first().boundingBox();
    if (!box) throw new Error('Expected a time on the screen');
    await page().mouse.move(box.x + 1, box.y + box.height / 2);
    await page().mouse.down();
    await page().mouse.move(box.x + box.width - 1, box.y + box.height / 2, { steps: 5 });
    await page().mouse.up();
    expect(await page().evaluate('getSelection().toString().length > 0')).toBe(true);
    expect(new URL(page().url()).pathname).toBe('/trackers');
    await page().getByRole('link', { name: 'Tracker settings: AD' }).click();
    await page().waitForURL('**/trackers/1/settings');
  });
});

describe('The palette', () => {
  const palette = () => page().getByRole('dialog');
  const run = async (name: string) => {
    await page().keyboard.press('Control+k');
    await palette().getByRole('combobox').waitFor();
    await page().keyboard.type(name);
    await palette().getByRole('option').first().getByText(name, { exact: true }).waitFor();
    await page().keyboard.press('Enter');
  };

  it('edits the tracker that is on screen', async () => {
    await go('/trackers/1?sort=id');
    await cell(page(), 'AD-001', 'title').waitFor();
    await run('Tracker settings');
    await page().waitForURL('**/trackers/1/settings');
  });

  it.each(['/trackers', '/trackers/1?sort=id', '/items?sort=id', '/items/AD-001'])(
    'prints %s',
    async (path) => {
      await go(path);
      await page().locator('main :is(table, h2)').first().waitFor();
      await run('Print');
      await eventually(printed, 'yes');
    },
  );

  it('offers neither where it does nothing', async () => {
    await go('/trackers/new');
    await page().getByLabel('Prefix').waitFor();
    await page().keyboard.press('Control+k');
    await palette().getByRole('combobox').waitFor();
    const offered = async () => (await palette().getByRole('option').allInnerTexts()).join();
    await eventually(async () => (await offered()).includes('Go to all items'), true);
    expect(await offered()).not.toMatch(/Print|Tracker settings/);
    await page().keyboard.press('Escape');
  });
});

describe('The page for signing in', () => {
  const scheme = () => page().evaluate('getComputedStyle(document.documentElement).colorScheme');

  it.each(['en', 'pt-BR'])('has the colours that were chosen, in %s', async (language) => {
    await load('/trackers');
    await page().getByText('Astro Digital').waitFor();
    const { hostname } = new URL(session.product.url);
    const cookie = { name: 'action-tracker-language', value: language, path: '/' };
    await page()
      .context()
      .addCookies([{ ...cookie, domain: hostname }]);
    for (const [theme, expected] of [
      ['Dark', 'dark'],
      ['Light', 'light'],
      ['Same as the system', 'light dark'],
    ] as const) {
      await load('/trackers');
      await page()
        .getByRole('button', { name: /^Account of/ })
        .click();
      await page().getByRole('radio', { name: theme }).check();
      await load('/auth/login');
      await eventually(() => page().locator('html').getAttribute('lang'), language);
      await eventually(scheme, expected);
    }
  });
});

describe('A path of a file that is not there', () => {
  it.each(['/chunk-old.js', '/assets/logo.svg', '/items/app.css', '/chunk-old.js?v=1', '/.env'])(
    'is not found, and is no page: %s',
    async (path) => {
      const answer = await fetch(session.product.url + path);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([
        404,
        expect.stringContaining('json'),
      ]);
      expect(await answer.json()).toMatchObject({ error: { code: 'NOT_FOUND' } });
    },
  );

  it.each(['/items/AD-001', '/trackers/1?q=a.js', '/nothing', '/index.html', '/'])(
    'and a page is a page: %s',
    async (path) => {
      const answer = await fetch(session.product.url + path);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([
        200,
        'text/html; charset=utf-8',
      ]);
    },
  );
});
