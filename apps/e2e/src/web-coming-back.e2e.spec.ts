/** Returning to a list shows its current rows, at the item that was viewed last. */
import { eventually } from './support/eventually';
import { cell, signIn, startWebSession, type WebSession } from './support/web-session';

const ITEMS = 120;
const FAR = 'AD-090';

let session: WebSession;

beforeAll(async () => {
  session = await startWebSession();
  const { api, trackerId } = session;
  for (let number = 1; number <= ITEMS; number++) {
    await api.createItem(trackerId, { title: `Item ${String(number).padStart(3, '0')}` });
  }
  await api.openTracker('SP', 'Sun Power');
  await signIn(session.browser.page, `${session.product.url}/trackers`);
  await session.browser.page.getByText('Astro Digital').waitFor();
});

afterAll(() => session.close());

const page = () => session.browser.page;
const focused = () =>
  page().evaluate('document.activeElement?.dataset.cell ?? document.activeElement?.id ?? ""');
const isOnScreen = (id: string) =>
  page().evaluate<boolean>(`(() => {
    const row = document.querySelector('[data-cell="${id} title"]');
    if (!row) return false;
    const { top, bottom, left } = row.getBoundingClientRect();
    return row.contains(document.elementFromPoint(left + 12, (top + bottom) / 2));
  })()`);
const top = () =>
  page().evaluate<number>(
    `Math.max(document.querySelector('at-item-table')?.scrollTop ?? 0, window.scrollY)`,
  );
const openFarItem = async (list: string, id = FAR) => {
  await page().goto(session.product.url + list);
  await cell(page(), 'AD-001', 'title').waitFor();
  await cell(page(), 'AD-001', 'title').focus();
  const rows = Number(id.slice(3)) - 1;
  for (let row = 0; row < Math.floor(rows / 10); row += 1) await page().keyboard.press('PageDown');
  for (let row = 0; row < rows % 10; row += 1) await page().keyboard.press('ArrowDown');
  await eventually(focused, `${id} title`);
  const left = await top();
  await page().locator(`[data-cell="${id} title"] a`).press('Enter');
  await page().getByRole('heading', { name: id }).waitFor();
  return left;
};

const WAYS = [
  ['the browser', () => page().goBack()],
  ['the link back', () => page().locator('a.back').click()],
  [
    'keys',
    async () => {
      await page().keyboard.press('g');
      await page().keyboard.press('i');
    },
  ],
] as const;

describe.each([1440, 390])('At %i px, coming back to all items', (width) => {
  beforeAll(() => page().setViewportSize({ width, height: 800 }));

  it.each(WAYS)('with %s leads to the item one came from, where it was', async (_, comeBack) => {
    const left = await openFarItem('/items?sort=id&status=New');
    await comeBack();
    await page().waitForURL(/\/items\?/);
    await eventually(focused, `${FAR} title`);
    await eventually(() => isOnScreen(FAR), true);
    await eventually(async () => Math.abs((await top()) - left) < 2, true);
  });

  it('is the same after another list was looked at in between', async () => {
    const left = await openFarItem('/items?sort=id&status=New');
    await page().getByRole('link', { name: 'Trackers' }).click();
    await page().getByRole('link', { name: 'Sun Power' }).click();
    await page().getByText('No items yet').waitFor();
    await page().goBack();
    await page().goBack();
    await page().getByRole('heading', { name: FAR }).waitFor();
    await page().goBack();
    await eventually(focused, `${FAR} title`);
    await eventually(async () => Math.abs((await top()) - left) < 2, true);
  });
});

describe('A list that one comes back to', () => {
  beforeAll(() => page().setViewportSize({ width: 1440, height: 800 }));

  it('is in its order of now, with the rows of now, without being asked', async () => {
    const { api } = session;
    await openFarItem('/items?sort=title&status=New', 'AD-002');
    await api.patch('/api/items/AD-001', { title: 'Zulu' });
    await page().keyboard.press('e');
    await page().getByLabel('Title of AD-002').fill('Item 100a');
    await page().keyboard.press('Enter');
    await page().getByRole('heading', { name: 'AD-002 Item 100a' }).waitFor();
    await page().locator('a.back').click();
    await eventually(focused, 'AD-002 title');
    await eventually(() => isOnScreen('AD-002'), true);
    expect(await page().getByRole('button', { name: 'Update the order' }).count()).toBe(0);
    await page().keyboard.press('ArrowUp');
    await eventually(focused, 'AD-100 title');
    await page().keyboard.press('Control+End');
    await eventually(focused, 'AD-001 updated_at');
  });

  it('has the cursor where the item was that it does not show any more', async () => {
    await openFarItem('/items?sort=id&status=New', 'AD-005');
    await page().keyboard.press('s');
    await page().getByLabel('Change status to').selectOption('Complete');
    await page().getByRole('button', { name: 'Record status' }).press('Enter');
    await page().getByRole('region', { name: 'History' }).getByText('changed the status').waitFor();
    await page().goBack();
    await eventually(focused, 'AD-006 title');
    await eventually(() => cell(page(), 'AD-005', 'title').count(), 0);
  });
});

describe('A list begins at its top', () => {
  it('when it is opened by the navigation, from an item far down', async () => {
    await openFarItem('/items?sort=id');
    await page().getByRole('link', { name: 'All items' }).first().click();
    await cell(page(), 'AD-001', 'title').waitFor();
    await eventually(top, 0);
    await eventually(() => isOnScreen('AD-001'), true);
  });

  it('when somebody chooses what it shows', async () => {
    await openFarItem('/items?sort=id');
    await page().goBack();
    await eventually(focused, `${FAR} title`);
    await eventually(async () => (await top()) > 0, true);
    await page().getByRole('columnheader', { name: 'Title' }).getByRole('button').first().click();
    await eventually(top, 0);
  });

  it('and goes on to be called by its tracker', async () => {
    await page().goto(`${session.product.url}/trackers/1?sort=id`);
    await eventually(() => page().title(), 'AD Astro Digital · Action Tracker');
    await page().getByRole('columnheader', { name: 'Title' }).getByRole('button').first().click();
    await page().waitForURL(/sort=title/);
    await eventually(() => page().title(), 'AD Astro Digital · Action Tracker');
  });
});

describe('The link back of an item', () => {
  it('leads to the tracker when its address was pasted, and from the list of the tracker', async () => {
    await page().goto(`${session.product.url}/items/${FAR}`);
    await eventually(() => page().locator('a.back').innerText(), 'AD Astro Digital');
    await page().locator('a.back').click();
    await page().waitForURL(/\/trackers\/1\?/);
    await cell(page(), FAR, 'title').waitFor();
    await page().locator(`[data-cell="${FAR} title"] a`).click();
    await eventually(() => page().locator('a.back').innerText(), 'AD Astro Digital');
  });

  it('names all items when somebody comes from there', async () => {
    await openFarItem('/items?sort=id', 'AD-007');
    await eventually(() => page().locator('a.back').innerText(), 'All items');
  });
});
