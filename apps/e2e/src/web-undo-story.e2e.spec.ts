/** Undo in the browser: by key, by mouse, of others' changes, and of what was done at once. */
import type { BulkResult } from '@action-tracker/contracts';
import { ApiClient } from './support/api-client';
import { eventually } from './support/eventually';
import { ledgerOf } from './support/ledger';
import { cell, signIn, startWebSession, visit, type WebSession } from './support/web-session';

let session: WebSession;
let john: ApiClient;

beforeAll(async () => {
  session = await startWebSession();
  john = await ApiClient.signIn(session.product.url, 'John Doe', 'jd@example.com');
  await signIn(session.browser.page, `${session.product.url}/trackers/${session.trackerId}`);
});

afterAll(() => session.close());

const statusOf = async (itemId: string) =>
  (await session.api.get<{ status: string }>(`/api/items/${itemId}`)).body.status;
const toast = () => session.browser.page.locator('at-undo-toast .toast');

/** A new item in the table. */
async function openedItem(): Promise<string> {
  const { page } = session.browser;
  const { id } = await session.api.createItem(session.trackerId);
  await visit(page, `/trackers/${session.trackerId}?sort=id`);
  await cell(page, id, 'status').getByText('New').waitFor();
  return id;
}

async function block(itemId: string): Promise<void> {
  const { page } = session.browser;
  await cell(page, itemId, 'status').dblclick();
  await page.getByLabel(`Status of ${itemId}`).selectOption('Blocked');
  await eventually(() => statusOf(itemId), 'Blocked');
  // The code behind the key is there, too.
  await toast().getByText(`${itemId} saved.`).waitFor();
}

it('takes a change of the table back by mouse, and restores it', async () => {
  const { page } = session.browser;
  const id = await openedItem();
  await block(id);
  await toast().getByRole('button', { name: 'Undo' }).click();
  await toast().getByText('Undone.').waitFor();
  await eventually(() => statusOf(id), 'New');
  await cell(page, id, 'status').getByText('New').waitFor();
  await toast().getByRole('button', { name: 'Redo' }).click();
  await eventually(() => statusOf(id), 'Blocked');
});

it('takes changes back by keyboard, latest first, and not while somebody types', async () => {
  const { page } = session.browser;
  const id = await openedItem();
  await block(id);
  await page.keyboard.press('Control+z');
  await eventually(() => statusOf(id), 'New');
  // Until the answer arrives, there is nothing to redo.
  await toast().getByText('Undone.').waitFor();
  await page.keyboard.press('Control+Shift+z');
  await eventually(() => statusOf(id), 'Blocked');
  await page.getByRole('searchbox').first().fill('abc');
  await page.keyboard.press('Control+z');
  expect(await statusOf(id)).toBe('Blocked');
});

it('undoes once when the key is pressed before the answer and the code behind it are there', async () => {
  const { product, api, browser, trackerId } = session;
  const { id } = await api.createItem(trackerId);
  const page = await browser.page.context().newPage();
  await page.goto(`${product.url}/trackers/${trackerId}?sort=id`);
  await cell(page, id, 'status').dblclick();
  const list = page.getByLabel(`Status of ${id}`);
  await list.waitFor();
  const { promise: isPressed, resolve: notePress } = Promise.withResolvers<undefined>();
  await page.route('**/*.js', (route) => isPressed.then(() => route.continue()));
  await page.route('**/status', async (route) => {
    const response = await route.fetch();
    await isPressed;
    await route.fulfill({ response });
  });
  await list.selectOption('Blocked');
  await eventually(() => statusOf(id), 'Blocked');
  for (let press = 0; press < 2; press++) await page.keyboard.press('Control+z');
  notePress(undefined);
  await eventually(() => statusOf(id), 'New');
  await page.locator('at-undo-toast').getByText('Undone.').waitFor();
  expect(await ledgerOf(api, id)).toHaveLength(3);
  await page.close();
});

it('asks when somebody else has changed the value since', async () => {
  const { page } = session.browser;
  const id = await openedItem();
  await block(id);
  await john.post(`/api/items/${id}/status`, { status: 'Complete' });
  await page.keyboard.press('Control+z');
  const dialog = page.getByRole('dialog');
  await dialog.getByText('1 value has been changed since and stays as it is.').waitFor();
  expect(await dialog.getByRole('row').nth(1).innerText()).toMatch(
    /^\S+\s+Status\s+Blocked\s+Complete\s+John Doe/,
  );
  await page.keyboard.press('Escape');
  expect(await statusOf(id)).toBe('Complete');
});

it('undoes an entry of the history, which says so in both directions', async () => {
  const { page } = session.browser;
  const { id } = await session.api.createItem(session.trackerId);
  await john.post(`/api/items/${id}/status`, { status: 'Blocked' });
  await visit(page, `/items/${id}`);
  const history = page.getByRole('region', { name: 'History' });
  const changed = history.getByRole('listitem').filter({ hasText: 'John Doe' });
  await changed.getByRole('button', { name: /^Undo #/ }).click();
  await eventually(() => statusOf(id), 'New');
  await history.getByText(/· undoes #\d+/).waitFor();
  await history.getByText(/· undone by #\d+/).waitFor();
  expect(await changed.getByRole('button', { name: /^Undo/ }).count()).toBe(0);
});

it('lists batches of changes, opens one and undoes it', async () => {
  const { page } = session.browser;
  const items = await Promise.all([1, 2, 3].map(() => session.api.createItem(session.trackerId)));
  const ids = items.map(({ id }) => id);
  await john.post<BulkResult>('/api/items/bulk', { item_ids: ids, status: 'TBC' });
  await visit(page, `/trackers/${session.trackerId}/batches`);
  const bulk = page.getByRole('listitem').filter({ hasText: 'Change of many items' });
  await bulk.getByText('3 items').waitFor();
  await bulk.getByRole('button', { name: 'Change of many items' }).press('Enter');
  for (const id of ids) await bulk.getByRole('link', { name: id }).waitFor();
  await bulk.getByRole('button', { name: 'Undo' }).press('Enter');
  for (const id of ids) await eventually(() => statusOf(id), 'New');
  await bulk.getByText('Undone').waitFor();
});
