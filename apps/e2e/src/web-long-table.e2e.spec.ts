import { eventually } from './support/eventually';
import { importItems } from './support/import-items';
import { cell, signIn, startWebSession, type WebSession } from './support/web-session';

const ITEMS = 300;
const PAGE_DOWN_ROWS = 10;

let session: WebSession;

beforeAll(async () => {
  session = await startWebSession();
  const { api, trackerId } = session;
  await importItems(
    api,
    trackerId,
    Array.from({ length: ITEMS }, (_, at) => `Item ${at + 1}`),
  );
  await signIn(session.browser.page, `${session.product.url}/trackers/${trackerId}?sort=id`);
  await cell(session.browser.page, 'AD-001', 'title').waitFor();
});

afterAll(() => session.close());

const drawnRows = () => session.browser.page.locator('tr.item').count();
const focused = () => session.browser.page.locator('td:focus').getAttribute('data-cell');
const scrollUp = () =>
  session.browser.page.evaluate(`document.querySelector('at-item-table').scrollTo(0, 0)`);

describe('A table that is longer than the screen', () => {
  it('draws the rows near the screen, and says to screen readers how many there are', async () => {
    const { page } = session.browser;
    expect(await drawnRows()).toBeLessThan(100);
    const rowCount = () => page.getByRole('grid').getAttribute('aria-rowcount');
    await eventually(rowCount, String(ITEMS + 1));
    await page.mouse.move(700, 500);
    await page.mouse.wheel(0, 100_000);
    await cell(page, 'AD-300', 'title').waitFor();
    expect(await drawnRows()).toBeLessThan(100);
    await eventually(() => page.locator('tr.item').last().getAttribute('aria-rowindex'), '301');
  });

  it('is where it was left when somebody comes back from an item', async () => {
    const { page } = session.browser;
    await page.getByRole('link', { name: 'AD-300' }).click();
    await page.getByRole('heading', { name: 'AD-300 Item 300' }).waitFor();
    await page.goBack();
    await cell(page, 'AD-300', 'title').waitFor();
    await eventually(() => cell(page, 'AD-300', 'title').isVisible(), true);
  });

  it('keeps the ids on the screen when it is wider than that', async () => {
    const { page } = session.browser;
    await page.setViewportSize({ width: 900, height: 700 });
    await page.evaluate(`document.querySelector('at-item-table').scrollBy(300, 0)`);
    const left = (column: string) =>
      page.evaluate<number>(
        `document.querySelector('[data-cell="AD-300 ${column}"]').getBoundingClientRect().left`,
      );
    await eventually(async () => [(await left('title')) < 0, (await left('id')) > 0], [true, true]);
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  it('keeps the keyboard in the cell it walked to, on the screen and far from it', async () => {
    const { page } = session.browser;
    await scrollUp();
    await cell(page, 'AD-001', 'title').focus();
    for (let row = 0; row < 200; row += PAGE_DOWN_ROWS) await page.keyboard.press('PageDown');
    await eventually(focused, 'AD-201 title');
    await eventually(() => cell(page, 'AD-201', 'title').isVisible(), true);
    await scrollUp();
    await cell(page, 'AD-002', 'title').waitFor();
    await eventually(focused, 'AD-201 title');
    await page.keyboard.press('j');
    await eventually(focused, 'AD-202 title');
    await page.keyboard.press('e');
    await page.getByLabel('Title of AD-202').fill('Changed far below');
    await page.keyboard.press('Enter');
    await cell(page, 'AD-202', 'title').getByText('Changed far below').waitFor();
    await eventually(focused, 'AD-202 title');
  });

  it('prints every row', async () => {
    const { page } = session.browser;
    await page.evaluate(`addEventListener('beforeprint', () => {
      document.title = document.querySelectorAll('tr.item').length + ' rows';
    })`);
    await page.pdf({ preferCSSPageSize: true });
    expect(await page.title()).toBe(`${ITEMS} rows`);
    await eventually(async () => (await drawnRows()) < 100, true);
  });
});
