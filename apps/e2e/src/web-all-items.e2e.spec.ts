import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { eventually } from './support/eventually';
import { signIn, startWebSession, type WebSession } from './support/web-session';

let session: WebSession;
let page: Page;
let ids: string[];

beforeAll(async () => {
  session = await startWebSession();
  const { api, browser, product, trackerId } = session;
  const { id: other } = await api.openTracker('SP', 'Sun Power');
  await api.createItem(trackerId, { title: 'Sign the contract', due_date: '2026-01-01' });
  await api.createItem(other, { title: '=HYPERLINK("http://example.com")', due_date: null });
  await api.createItem(other, { title: 'Hinge, left' });
  ids = ['AD-001', 'SP-001', 'SP-002'];
  ({ page } = browser);
  await signIn(page, `${product.url}/trackers`);
  await page.waitForURL('**/trackers');
});

afterAll(() => session.close());

const see = async (query: string) => {
  await page.goto(`${session.product.url}/items${query}`, { waitUntil: 'networkidle' });
  await page.locator('td.id').first().waitFor();
};
const texts = (selector: string) => page.locator(selector).allInnerTexts();

describe('All items', () => {
  it('say in a column which tracker each belongs to, and are sorted by it', async () => {
    await see('?sort=id');
    await eventually(() => texts('td.id'), ids);
    await eventually(
      () => texts('td.tracker_id'),
      ['AD Astro Digital', 'SP Sun Power', 'SP Sun Power'],
    );
    await page.getByRole('columnheader', { name: 'Tracker' }).getByRole('button').press('Enter');
    await page.getByRole('columnheader', { name: 'Tracker' }).getByRole('button').press('Enter');
    await eventually(async () => (await texts('td.tracker_id'))[0], 'SP Sun Power');
  });

  it('are narrowed by tracker, in an address that can be sent to somebody', async () => {
    await see('?sort=id');
    await page.locator('at-facet-menu').getByRole('button', { name: 'Tracker' }).click();
    await page.getByRole('checkbox', { name: /SP Sun Power/ }).check();
    await page.locator('.count[role=status]').getByText('2 of 3 items').waitFor();
    const address = page.url();
    await page.goto('about:blank');
    await page.goto(address, { waitUntil: 'networkidle' });
    await eventually(() => texts('td.id'), ['SP-001', 'SP-002']);
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.locator('.count[role=status]').getByText('3 items').waitFor();
  });

  it('are grouped by tracker', async () => {
    await see('?sort=id');
    await page.getByLabel('Group by').selectOption({ label: 'Tracker' });
    await eventually(() => texts('tr.group'), ['AD Astro Digital 1', 'SP Sun Power 2']);
    await page.getByLabel('Group by').selectOption({ label: 'None' });
  });

  it('are exported as they are shown, and the server writes the same rows', async () => {
    await see('?sort=id');
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export CSV' }).click(),
    ]);
    const { body } = await session.api.get<{ today: string }>('/auth/me');
    expect(file.suggestedFilename()).toBe(`action-items-all-${body.today}.csv`);
    const headers = { Authorization: `Bearer ${session.api.token}`, Accept: 'text/csv' };
    const answer = await fetch(`${session.product.url}/api/items`, { headers });
    const csv = Buffer.from(await answer.arrayBuffer()).toString();
    expect(readFileSync(await file.path(), 'utf8')).toBe(csv);
    expect(csv).toContain(`"'=HYPERLINK(""http://example.com"")"`);
    const [workbook] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'XLSX' }).click(),
    ]);
    expect(workbook.suggestedFilename()).toMatch(/^items-as-of-.*\.xlsx$/);
    expect(
      readFileSync(await workbook.path())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');
  });
});
