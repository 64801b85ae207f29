/** Two reviews of a tracker compared: in its table, as a list, and as counts since the last one. */
import type { Page } from 'playwright-core';
import { eventually } from './support/eventually';
import { cell, signIn, startWebSession, visit, type WebSession } from './support/web-session';

const REVIEWS = '/api/trackers/1/reviews';

let session: WebSession;
let page: Page;
let url: string;

beforeAll(async () => {
  session = await startWebSession();
  ({ page } = session.browser);
  ({ url } = session.product);
  const { api, trackerId } = session;
  const dated = (title: string) => ({ title, due_date: '2027-01-15' });
  await api.createItem(trackerId, dated('Sign the contract'));
  await api.createItem(trackerId, dated('Baseline the ICD'));
  await api.createItem(trackerId, dated('Left alone'));
  await review('Preliminary design');
  await api.patch('/api/items/AD-001', { due_date: '2027-02-15', due_date_reason: 'Legal' });
  await api.post('/api/items/AD-001/notes', { content: 'Legal needs a month' });
  await api.post('/api/items/AD-002/status', { status: 'Complete' });
  await api.createItem(trackerId, dated('Test the harness'));
  await review('Critical design');
  await api.patch('/api/items/AD-003', { priority: 'Low' });
  await signIn(page, `${url}/trackers`);
  await page.waitForURL('**/trackers');
});

afterAll(() => session.close());

async function review(name: string): Promise<void> {
  const { number } = (await session.api.post<{ number: number }>(REVIEWS, { name })).body;
  await session.api.send('POST', `${REVIEWS}/${number}/close`, {});
}

const param = (name: string) => new URL(page.url()).searchParams.get(name);
const ids = () => page.locator('tr.item td.id').allInnerTexts();
const text = (column: string) => async (id: string) =>
  (await cell(page, id, column).innerText()).replaceAll(/\s+/g, ' ').trim();
const choose = async (use: string, name: string) => {
  await page.getByRole('button', { name: 'As of…' }).click();
  await page.getByRole('radio', { name: use }).check();
  await page.locator('at-moment-panel .reviews button', { hasText: name }).click();
};

describe('Two reviews', () => {
  it('are chosen by name, and the address names both', async () => {
    await visit(page, '/trackers/1?sort=id');
    await choose('Show as of', 'Critical design');
    await eventually(() => param('as_of'), 'review:2');
    await page.locator('at-past-banner').getByText('Only what had been recorded').waitFor();
    await choose('Mark changes since', 'Preliminary design');
    await eventually(() => param('since'), 'review:1');
    await page.getByText('3 items · New 1 · Completed 1 · Due date moved 1').waitFor();
  });

  it('are compared in the table: the old value struck through, the new one beside it', async () => {
    expect(await text('due_date')('AD-001')).toMatch(/^01\/15\/2027 02\/15\/2027/);
    expect(await cell(page, 'AD-001', 'due_date').locator('del').innerText()).toBe('01/15/2027');
    expect(await text('title')('AD-001')).toBe('Sign the contract 1 note');
    expect(await text('status')('AD-002')).toBe('New Complete');
    expect(await text('title')('AD-002')).toBe('Baseline the ICD Completed');
    expect(await text('title')('AD-004')).toBe('Test the harness New');
    expect(await cell(page, 'AD-004', 'title').locator('at-icon').count()).toBe(1);
    expect(await cell(page, 'AD-003', 'title').locator('.leaving').count()).toBe(0);
  });

  it('show only what changed, on request', async () => {
    await page.getByLabel('Changed only').check();
    await eventually(ids, ['AD-001', 'AD-002', 'AD-004']);
    await page.reload();
    await eventually(ids, ['AD-001', 'AD-002', 'AD-004']);
  });

  it('say how many changed rows the filters hide', async () => {
    await page.getByRole('button', { name: /^Open/ }).click();
    await page.getByText('1 of them is hidden by the filters.').waitFor();
    await page.locator('at-comparison').getByRole('button', { name: 'Clear filters' }).click();
    await eventually(ids, ['AD-001', 'AD-002', 'AD-004']);
  });

  it('are read as a list, with the way back to the table of then', async () => {
    await page.getByRole('link', { name: 'Read as a list' }).click();
    await page.waitForURL('**/changes?*');
    const sections = () => page.locator('main section h2').allInnerTexts();
    await eventually(sections, [
      ...['New 1', 'Completed 1', 'Due date moved 1', 'Notes added 1', 'Untouched 1'],
    ]);
    await page.getByText('(+31 days)').waitFor();
    await page.locator('.ends select').nth(1).selectOption('now');
    await page.getByRole('heading', { name: /^Priority changed/ }).waitFor();
    await page.goBack();
    await page.locator('a.back').click();
    await page.waitForURL('**/trackers/1?*');
    await eventually(() => param('as_of'), 'review:2');
  });
});

describe('Since the last review', () => {
  it('the page of the tracker counts what changed, and each number leads to it', async () => {
    await visit(page, '/trackers/1?sort=id');
    const summary = page.locator('at-since-review');
    await summary.getByText('Since the review of').waitFor();
    await summary.getByRole('link', { name: 'Priority changed 1' }).click();
    await page.waitForURL('**/changes?from=review:2#reprioritised');
    await page.getByRole('heading', { name: /^Priority changed/ }).waitFor();
    await page.goBack();
    await summary.getByRole('link', { name: 'Since the review of' }).click();
    await eventually(() => param('since'), 'review:2');
    await eventually(() => text('priority')('AD-003'), 'High Low');
  });

  it('follows the changes of other users', async () => {
    await visit(page, '/trackers/1?sort=id');
    const summary = page.locator('at-since-review');
    await summary.getByText('Since the review of').waitFor();
    await session.api.post('/api/items/AD-004/status', { status: 'Complete' });
    await summary.getByRole('link', { name: 'Completed 1' }).waitFor();
  });

  it('a tracker without a review says nothing', async () => {
    const { id } = await session.api.openTracker('SP', 'Second tracker');
    await session.api.createItem(id);
    await page.goto(`${url}/trackers/${id}?sort=id`, { waitUntil: 'networkidle' });
    await page.locator('tr.item').waitFor();
    expect(await page.locator('at-since-review p').count()).toBe(0);
  });
});
