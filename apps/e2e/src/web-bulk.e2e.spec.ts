/** Rows are selected with the keyboard, with the mouse and on a phone. */
import axe from 'axe-core';
import { eventually } from './support/eventually';
import { cell, signIn, startWebSession, type WebSession } from './support/web-session';

let session: WebSession;

beforeAll(async () => {
  session = await startWebSession({ bypassCSP: true });
  const { api, browser, product, trackerId } = session;
  for (let number = 1; number <= 60; number += 1) {
    await api.createItem(trackerId, { title: `Item ${number}`, due_date: '2026-01-26' });
  }
  await signIn(browser.page, `${product.url}/trackers`);
  await browser.page.getByText('Astro Digital').waitFor();
});

afterAll(() => session.close());

const page = () => session.browser.page;
const press = async (...keys: readonly string[]) => {
  for (const key of keys) await page().keyboard.press(key);
};
const bar = () => page().getByRole('region', { name: 'Selected items' });
const selected = () => page().locator('tr[aria-selected=true] td.id a').allInnerTexts();

async function open(query = 'sort=id'): Promise<void> {
  await page().goto(`${session.product.url}/trackers/1?${query}`);
  await cell(page(), 'AD-001', 'title').waitFor();
}

describe('Rows are selected', () => {
  it('by keyboard: one by one, as a range, and all that match', async () => {
    await open();
    await cell(page(), 'AD-002', 'due_date').focus();
    await press('x', 'j', 'j', 'x', 'Shift+ArrowDown', 'Shift+ArrowDown');
    await bar().getByText('4 selected').waitFor();
    expect(await selected()).toEqual(['AD-002', 'AD-004', 'AD-005', 'AD-006']);
    await press('Control+a');
    await bar().getByText('All 60 that match are selected').waitFor();
    await press('Escape');
    await bar().waitFor({ state: 'detached' });
    expect(await selected()).toEqual([]);
    // The keyboard is where it was.
    await press('x');
    expect(await selected()).toEqual(['AD-006']);
  });

  it('with the mouse: checkboxes, a range with Shift, and all with one click', async () => {
    await open();
    await page().getByRole('checkbox', { name: 'Select AD-003' }).check();
    await page()
      .getByRole('checkbox', { name: 'Select AD-006' })
      .click({ modifiers: ['Shift'] });
    expect(await selected()).toEqual(['AD-003', 'AD-004', 'AD-005', 'AD-006']);
    expect(await page().evaluate('getSelection().toString()')).toBe('');
    await cell(page(), 'AD-004', 'due_date').click({ modifiers: ['Control'] });
    await bar().getByText('3 selected').waitFor();
    await bar().getByRole('button', { name: 'Select all 60 that match' }).click();
    await bar().getByText('All 60 that match are selected').waitFor();
    await page().getByRole('checkbox', { name: 'Select all items that match' }).click();
    await bar().waitFor({ state: 'detached' });
  });

  it('on a phone, where the bar and the page have room', async () => {
    await page().setViewportSize({ width: 390, height: 844 });
    await open();
    await page().getByRole('checkbox', { name: 'Select AD-001' }).check();
    await bar().getByText('1 selected').waitFor();
    await eventually(() => page().evaluate('document.documentElement.scrollWidth'), 390);
    await page().evaluate(axe.source);
    const found = await page().evaluate('axe.run().then(({ violations }) => violations)');
    expect(found).toEqual([]);
    await bar().getByRole('button', { name: 'Clear the selection' }).click();
    await page().setViewportSize({ width: 1440, height: 900 });
  });
});
