/** Real mouse clicks take time: the focus moves between button down and up. */
import { signIn, startWebSession, cell, type WebSession } from './support/web-session';
import { eventually } from './support/eventually';

const PRESS = { delay: 80 } as const;
const ID = 'AD-001';

describe('A press of the mouse', () => {
  let session: WebSession;

  beforeAll(async () => {
    session = await startWebSession();
    const { api, browser, product, trackerId } = session;
    await api.createItem(trackerId, { title: 'Sign the contract', due_date: '2026-12-24' });
    await signIn(browser.page, `${product.url}/trackers/${trackerId}?sort=id`);
    await cell(browser.page, ID, 'due_date').waitFor();
  });

  afterAll(() => session.close());

  const page = () => session.browser.page;

  it('on the words of an option chooses it, and the list stays open', async () => {
    await page().getByRole('button', { name: 'Columns' }).click(PRESS);
    const option = page().getByRole('checkbox', { name: 'Priority' });
    const words = page().locator('[data-panel] label', { hasText: 'Priority' });
    await words.click({ ...PRESS, position: { x: 60, y: 8 } });
    await eventually(() => option.isChecked(), false);
    await eventually(() => page().locator('th.priority').count(), 0);
    await words.click({ ...PRESS, position: { x: 60, y: 8 } });
    await eventually(() => option.isChecked(), true);
  });

  it('on a year of the calendar leads to its months and days, and to the date', async () => {
    const { product, trackerId } = session;
    await page().goto(`${product.url}/trackers/${trackerId}/items/new`);
    await page().getByRole('button', { name: 'Open the calendar' }).first().click(PRESS);
    const calendar = page().getByRole('dialog', { name: 'Calendar' });
    await calendar.locator('.mat-calendar-period-button').click(PRESS);
    await calendar.getByRole('button', { name: '2027', exact: true }).click(PRESS);
    await calendar.getByRole('button', { name: /^March 2027$/ }).click(PRESS);
    await calendar.getByRole('button', { name: 'March 5, 2027' }).click(PRESS);
    await eventually(() => page().getByLabel('Due date').inputValue(), '03/05/2027');
  });
});
