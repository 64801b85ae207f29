/** Dashboards in a browser: from a number to its items, without a mouse, as of a day in the past. */
import type { Series } from '@action-tracker/contracts';
import axe from 'axe-core';
import { eventually } from './support/eventually';
import { signIn, startWebSession, type WebSession } from './support/web-session';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

let session: WebSession;

beforeAll(async () => {
  // Scripts of a test may run although the product forbids those of strangers.
  session = await startWebSession({ bypassCSP: true });
  const { api, browser, product, trackerId } = session;
  for (const priority of ['High', 'Low', 'Low']) await api.createItem(trackerId, { priority });
  await api.post('/api/items/AD-001/status', { status: 'Complete' });
  await api.post('/api/items/AD-002/status', { status: 'Blocked' });
  await signIn(browser.page, `${product.url}/trackers`);
  await browser.page.waitForURL('**/trackers');
});

afterAll(() => session.close());

const page = () => session.browser.page;
const open = (path: string) => page().goto(session.product.url + path);
const card = (name: string) => page().locator('at-chart-card', { hasText: name });
const ids = () => page().locator('td.id').allInnerTexts();

async function violations(): Promise<readonly string[]> {
  await page().evaluate(axe.source);
  return page().evaluate(async (values) => {
    const inPage = globalThis as unknown as { axe: typeof axe };
    const { violations: found } = await inPage.axe.run({ runOnly: { type: 'tag', values } });
    return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  }, TAGS);
}

it('shows what the server counts, and axe finds nothing', async () => {
  await page().getByRole('link', { name: 'Dashboard', exact: true }).click();
  await page().waitForURL('**/dashboard');
  await page().locator('at-chart-card').nth(8).waitFor();
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
  expect(await violations()).toEqual([]);
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
  await eventually(() => card('Nothing to show').count(), 9);
});
