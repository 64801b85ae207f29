/** Rows change while somebody works in them with the keyboard, and no key is lost. */
import type { Page, Route } from 'playwright-core';
import { eventually } from './support/eventually';
import {
  cell,
  goWithin,
  signIn,
  startWebSession,
  visit,
  type WebSession,
} from './support/web-session';

const LIST = /\/api\/trackers\/1\/items(\?|$)/;
const BY_PRIORITY = '/trackers/1?sort=priority';

let session: WebSession;
let page: Page;

beforeAll(async () => {
  session = await startWebSession();
  page = session.browser.page;
  const { api, trackerId, product } = session;
  for (const title of ['Antenna', 'Battery', 'Cable', 'Drive']) {
    await api.createItem(trackerId, { title, priority: 'Medium' });
  }
  await signIn(page, `${product.url}${BY_PRIORITY}`);
  await cell(page, 'AD-001', 'title').waitFor();
});

afterAll(() => session.close());

const focused = () =>
  page.evaluate(`(({ dataset, labels, tagName }) =>
    dataset.cell ?? labels?.[0]?.innerText ?? tagName)(document.activeElement)`);
const press = async (...keys: readonly string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};
const titleOf = async (id: string) => {
  const { body } = await session.api.get<{ title: string }>(`/api/items/${id}`);
  return body.title;
};

/** Comes back to rows that are shown as they were before the change, until `answer` is called. */
async function comeBack(change: () => Promise<unknown>) {
  await visit(page, BY_PRIORITY);
  await cell(page, 'AD-001', 'title').waitFor();
  await goWithin(page, '/nothing');
  await page.locator('at-not-found').waitFor();
  await change();
  let answer: () => void = () => undefined;
  const gate = new Promise<void>((open) => (answer = open));
  const hold = async (route: Route) => {
    await gate;
    await route.continue();
  };
  await page.route(LIST, hold);
  await goWithin(page, BY_PRIORITY);
  return async () => {
    const answered = page.waitForResponse(LIST);
    answer();
    await answered;
    await page.unroute(LIST, hold);
  };
}

describe('The keyboard stays where it is', () => {
  it('when rows shown from before are replaced, one of which would move', async () => {
    const { api } = session;
    const answer = await comeBack(() => api.patch('/api/items/AD-003', { priority: 'High' }));
    await cell(page, 'AD-003', 'status').focus();
    await answer();
    await cell(page, 'AD-003', 'priority').getByText('High').waitFor();
    expect(await focused()).toBe('AD-003 status');
    await press('ArrowUp');
    expect(await focused()).toBe('AD-002 status');
    await page.getByRole('button', { name: 'Update the order' }).press('Enter');
    await eventually(focused, 'AD-002 status');
  });

  it('in an open editor whose row would move then, with what was typed', async () => {
    const { api } = session;
    const answer = await comeBack(() => api.patch('/api/items/AD-003', { priority: 'Low' }));
    await cell(page, 'AD-003', 'title').focus();
    await press('F2');
    await page.keyboard.type(' of');
    await answer();
    await cell(page, 'AD-003', 'priority').getByText('Low').waitFor({ state: 'attached' });
    await page.keyboard.type(' the bus');
    await press('Enter');
    await eventually(() => titleOf('AD-003'), 'Cable of the bus');
    await eventually(focused, 'AD-003 title');
  });

  it('when the back button brings another order, also in an open editor', async () => {
    await visit(page, BY_PRIORITY);
    await page.locator('th.title .sort').click();
    await page.waitForURL(/sort=title/);
    await cell(page, 'AD-001', 'status').focus();
    await page.goBack();
    await page.waitForURL(/sort=priority/);
    await eventually(focused, 'AD-001 status');
    await page.goForward();
    await page.waitForURL(/sort=title/);
    await eventually(focused, 'AD-001 status');
    await cell(page, 'AD-001', 'title').focus();
    await press('F2');
    await page.keyboard.type(' of');
    await page.goBack();
    await page.waitForURL(/sort=priority/);
    await page.keyboard.type(' the bus');
    await press('Enter');
    await eventually(() => titleOf('AD-001'), 'Antenna of the bus');
    await eventually(focused, 'AD-001 title');
  });

  it('and goes on to the next row when somebody withdraws its item', async () => {
    await visit(page, '/trackers/1?sort=id');
    await cell(page, 'AD-003', 'status').focus();
    await session.api.post('/api/items/AD-003/withdraw', { reason: 'Twice' });
    await cell(page, 'AD-003', 'status').waitFor({ state: 'detached' });
    expect(await focused()).toBe('AD-004 status');
    await press('ArrowUp');
    expect(await focused()).toBe('AD-002 status');
  });
});

it('A browser that is never idle says what was not saved', async () => {
  const busy = await page.context().newPage();
  await busy.addInitScript(`globalThis.requestIdleCallback = (then, { timeout } = {}) =>
    timeout ? setTimeout(() => then({ didTimeout: true, timeRemaining: () => 0 }), timeout) : 0`);
  await busy.goto(`${session.product.url}${BY_PRIORITY}`);
  await busy.route('**/api/items/AD-004', (route) => route.abort());
  await cell(busy, 'AD-004', 'title').focus();
  await busy.keyboard.press('F2');
  await busy.keyboard.type(' shaft');
  await busy.keyboard.press('Enter');
  await busy.getByRole('alert').getByText('AD-004 was not saved.').waitFor();
  await busy.close();
});
