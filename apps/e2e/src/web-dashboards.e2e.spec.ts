/** Dashboards in a browser: from a number to its items, without a mouse, as of a day in the past. */
import type { Series } from '@action-tracker/contracts/measures';
import { ApiClient } from './support/api-client';
import { violations } from './support/axe';
import { eventually } from './support/eventually';
import { textOfPages } from './support/pdf-text';
import { signIn, startWebSession, visit, type WebSession } from './support/web-session';

let session: WebSession;

beforeAll(async () => {
  session = await startWebSession();
  const { api, browser, product, trackerId } = session;
  for (const priority of ['High', 'Low', 'Low']) await api.createItem(trackerId, { priority });
  await api.post('/api/items/AD-001/status', { status: 'Complete' });
  await api.post('/api/items/AD-002/status', { status: 'Blocked' });
  await signIn(browser.page, `${product.url}/trackers`);
  await browser.page.waitForURL('**/trackers');
});

afterAll(() => session.close());

const page = () => session.browser.page;
const open = (path: string) => visit(page(), path);
const card = (name: string) => page().locator('at-chart-card', { hasText: name });
const ids = () => page().locator('td.id').allInnerTexts();

it('shows what the server counts, and axe finds nothing', async () => {
  await page().getByRole('link', { name: 'Dashboard', exact: true }).click();
  await page().waitForURL('**/dashboard');
  await page().locator('at-chart-card').nth(9).waitFor();
  await eventually(() => page().title(), 'Dashboard · Action Tracker');
  await card('Items by status').getByRole('button', { name: 'Table' }).click();
  const { body } = await session.api.get<Series>(
    '/api/reports/series?measure=items&by=status&step=week&from=-P89D',
  );
  const last = body.points.filter(({ date }) => date === body.steps.at(-1)?.to);
  await eventually(
    async () =>
      (await card('Items by status').locator('tbody tr').last().allInnerTexts()).map((text) =>
        text.split('\t').slice(1).join(' '),
      ),
    [last.map(({ value }) => value).join(' ')],
  );
  expect(await violations(page())).toEqual([]);
});

it('leads with the keyboard from a number to exactly its items', async () => {
  await open('/trackers/1/dashboard?range=30');
  const button = card('Overdue and blocked').getByRole('button', { name: 'Table' });
  await button.focus();
  await page().keyboard.press('Enter');
  const link = card('Overdue and blocked')
    .getByRole('link', { name: /^Blocked/ })
    .last();
  await link.focus();
  await page().keyboard.press('Enter');
  await page().waitForURL('**/trackers/1?counted_by=blocked**');
  await eventually(ids, ['AD-002']);
  await page().getByText('Counted by a report: Blocked').waitFor();
  await page().reload();
  await eventually(ids, ['AD-002']);
});

it('counts what happened since, in a report put together', async () => {
  await open('/reports/figures?measure=completed&chart=bar&by=priority');
  await page().locator('at-chart .is-link').first().click();
  await page().waitForURL('**/items?counted_by=completed**');
  await eventually(ids, ['AD-001']);
});

it('was empty before there was anything', async () => {
  await open('/dashboard?as_of=2020-01-01');
  await page().locator('at-past-banner').waitFor();
  await eventually(() => card('Nothing to show').count(), 10);
});

const button = (name: string) => page().getByRole('button', { name, exact: true });
const h1 = () => page().locator('h1').innerText();
const press = async (name: string) => {
  await button(name).focus();
  await page().keyboard.press('Enter');
};
async function saveAs(name: string, isShared: boolean): Promise<void> {
  await page().locator('at-save-dialog').getByLabel('Name').fill(name);
  if (isShared) await page().getByLabel('Share with everybody').check();
  await page().keyboard.press('Enter');
  await page().locator('at-save-dialog').waitFor({ state: 'detached' });
}

it('keeps a view of a list under a short address, also for others', async () => {
  await open('/trackers/1?status=Blocked&sort=-id');
  await press('Views');
  await press('Save this view…');
  await saveAs('All blocked', true);
  await open('/views/1');
  await page().waitForURL('**/trackers/1?status=Blocked**');
  await eventually(ids, ['AD-002']);
  const other = await ApiClient.signIn(session.product.url, 'Jun Kawasaki', 'jk@example.com');
  expect(await other.get('/api/views/1')).toMatchObject({
    body: { name: 'All blocked', is_own: false },
  });
});

it('combines reports by keyboard, and others open the shared dashboard', async () => {
  await open('/reports/figures?measure=blocked&chart=number');
  await press('Save…');
  await saveAs('Blocked now', true);
  await eventually(h1, 'Blocked now');
  await open('/reports/figures?measure=open&chart=table&by=owner&by2=priority&status=Blocked');
  await press('Save…');
  await saveAs('Who has what', true);
  await open('/saved');
  await press('New dashboard');
  await saveAs('Monday', true);
  await page().waitForURL('**/dashboards/4');
  await press('Arrange');
  for (const name of ['Blocked now', 'Who has what']) {
    await page().getByLabel('Add a report').selectOption({ label: name });
    await card(name).waitFor();
  }
  await press('Move Who has what to the front');
  const headings = () => page().locator('at-chart-card h2').allInnerTexts();
  await eventually(headings, ['Who has what items', 'Blocked now items']);
  await press('Done');
  expect(await violations(page())).toEqual([]);
  const { browser, product } = session;
  await browser.page.context().clearCookies();
  await page().goto(`${product.url}/dashboards/4`);
  await page().locator('[name=name]').fill('Jun Kawasaki');
  await page().locator('[name=email]').fill('jk@example.com');
  await page().locator('form button').click();
  await eventually(headings, ['Who has what items', 'Blocked now items']);
  expect(await button('Arrange').count()).toBe(0);
});

it('is printed with its figures, and without controls', async () => {
  const text = textOfPages(await page().pdf({ format: 'A4' })).join('');
  for (const words of ['Monday', 'Whohaswhat', 'Blockednow', 'ItemswiththestatusBlocked']) {
    expect(text).toContain(words);
  }
  // The one blocked item, of Low priority, as a cell of the table and as the large number.
  const { name } = await session.api.me();
  expect(text).toContain(`GroupLow${name.replaceAll(' ', '')}1`);
  expect(text).toMatch(/Blockednowitems.*Blocked\.1until/);
  for (const words of ['SVG', 'Arrange', 'Asof…']) expect(text).not.toContain(words);
});

it('is printed with the limits that its controls show', async () => {
  await open('/dashboard?range=365&priority=High');
  await page().locator('at-chart-card').nth(9).waitFor();
  expect(await page().locator('.limits').isVisible()).toBe(false);
  const text = textOfPages(await page().pdf({ format: 'A4' })).join('');
  expect(text).toContain('Period:Ayear·Steps:Weeks·Priority:High');
});

it('shows what others change while it is open', async () => {
  await open('/trackers/1/dashboard?range=30');
  await card('Overdue and blocked').getByRole('button', { name: 'Table' }).click();
  const newest = async () => {
    const cells = card('Overdue and blocked').locator('tbody tr').last().locator('td');
    return (await cells.allInnerTexts()).join(' ');
  };
  await eventually(newest, '0 1');
  const { api } = session;
  await api.post('/api/items/AD-003/status', { status: 'Blocked' });
  await eventually(newest, '0 2');
});
