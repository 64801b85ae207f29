/** What one person changed within minutes is one line in the history of an item, which opens. */
import { ANY_RULE, violations } from './support/axe';
import { textOfPages } from './support/pdf-text';
import { signIn, startWebSession, type WebSession } from './support/web-session';

let session: WebSession;

beforeAll(async () => {
  session = await startWebSession();
  const { api, browser, product, trackerId } = session;
  const { id } = await api.createItem(trackerId, { priority: 'Low' });
  for (const status of ['Blocked', 'TBC', 'In Progress']) {
    await api.post(`/api/items/${id}/status`, { status });
  }
  await api.post(`/api/items/${id}/status`, { status: 'Complete', comment: 'Signed' });
  await api.patch(`/api/items/${id}`, { priority: 'High' });
  await api.patch(`/api/items/${id}`, { category: 'ConOps' });
  await signIn(browser.page, `${product.url}/items/${id}`);
  await history().getByText('created the item').waitFor();
});

afterAll(() => session.close());

const history = () => session.browser.page.getByRole('region', { name: 'History' });
const button = (count: number) => history().getByRole('button', { name: `${count} changes` });
const undo = (place: number) => history().getByRole('button', { name: `Undo #${place}` });

const expectNoViolation = async () =>
  expect(await violations(session.browser.page, { rules: ANY_RULE })).toEqual([]);

it('shows what a run of changes came to, and a comment for itself', async () => {
  const lines = await history().getByRole('listitem').allInnerTexts();
  expect(lines).toHaveLength(4);
  const [later, signed, run, created] = lines.map((line) => line.replace(/\s+/g, ' '));
  expect(later).toMatch(/changed the priority and changed the category .* 2 changes .* #7–8/);
  expect(signed).toMatch(/#6 Status from In Progress ?→ to Complete Signed$/);
  expect(run).toMatch(/3 changes .* #3–5 Status from New ?→ to In Progress$/);
  expect(created).toContain('created the item');
  await expectNoViolation();
});

it('opens by keyboard and closes again', async () => {
  const { page } = session.browser;
  await button(3).press('Enter');
  for (const place of [3, 4, 5]) await undo(place).waitFor();
  await expectNoViolation();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Space');
  await undo(4).waitFor({ state: 'hidden' });
});

it('opens by mouse, and an entry in it is undone', async () => {
  await button(2).click();
  await undo(7).click();
  await history().getByText('undone by #9').waitFor();
  await history().getByText('undoes #7').waitFor();
  await button(2).waitFor({ state: 'detached' });
});

it('prints every entry', async () => {
  const { page } = session.browser;
  const text = textOfPages(await page.pdf()).join('');
  for (const place of [3, 4, 5]) expect(text).toContain(`#${place}Status`);
  expect(text).not.toContain('Undo');
});
