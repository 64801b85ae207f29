import type { CDPSession } from 'playwright-core';
import { eventually } from './support/eventually';
import { cell, signIn, startWebSession, visit, type WebSession } from './support/web-session';

/** The day on which clocks in Europe go forward; in New York they did so three weeks before. */
const DUE = '2027-03-28';
const MOVED = '2027-11-07';

let session: WebSession;
/** As long as it is open, the page has the time zone. */
let devTools: CDPSession;

beforeAll(async () => {
  session = await startWebSession();
  await signIn(session.browser.page, `${session.product.url}/trackers`);
});

afterEach(() => devTools.detach());

afterAll(() => session.close());

describe.each([
  'Pacific/Pago_Pago',
  'America/New_York',
  'Europe/Berlin',
  'Asia/Kathmandu',
  'Pacific/Kiritimati',
])('In %s', (timezoneId) => {
  it('a day is read and written as the day it is, also when clocks change on it', async () => {
    const { api, product, trackerId } = session;
    const { id } = await api.createItem(trackerId, { title: timezoneId, due_date: DUE });
    const { page } = session.browser;
    // As the option of a browser context does, but without a context for each time zone.
    devTools = await page.context().newCDPSession(page);
    await devTools.send('Emulation.setTimezoneOverride', { timezoneId });
    await page.goto(`${product.url}/trackers/${trackerId}?sort=id`);
    const inPage = 'Intl.DateTimeFormat().resolvedOptions().timeZone';
    // Chromium calls Kathmandu by an older name.
    const name = new RegExp(timezoneId.replace('Kathmandu', 'Kath?mandu'));
    expect(await page.evaluate(inPage)).toMatch(name);
    await cell(page, id, 'due_date').getByText('03/28/2027').waitFor();
    await cell(page, id, 'due_date').dblclick();
    const editor = page.getByLabel(`Due of ${id}`);
    await eventually(() => editor.inputValue(), '03/28/2027');
    await editor.fill('11/1/27');
    await editor.press('Alt+ArrowDown');
    await page.getByRole('button', { name: 'November 7, 2027' }).click();
    await page.getByLabel('Why is it later?').press('Enter');
    await cell(page, id, 'due_date').getByText('11/07/2027').waitFor();
    await visit(page, `/items/${id}`);
    await page.getByRole('region', { name: 'History' }).getByText('11/07/2027').waitFor();
    const { body } = await api.get(`/api/items/${id}`);
    expect(body).toMatchObject({ due_date: MOVED });
  });
});
