import type { Item } from '@action-tracker/contracts';
import { eventually } from './support/eventually';
import { cell, signIn, startWebSession, visit, type WebSession } from './support/web-session';

let session: WebSession;

beforeAll(async () => {
  session = await startWebSession();
  const { api, trackerId } = session;
  await api.createItem(trackerId, { title: 'Beta', priority: 'Low' });
  await api.createItem(trackerId, { title: 'Alpha', category: 'Systems' });
  await api.createItem(trackerId, { title: 'Gamma', due_date: '2026-01-01' });
});

afterAll(() => session.close());

const titles = async () =>
  (await session.browser.page.locator('td.title').allInnerTexts()).map((text) => text.trim());

describe('The table', () => {
  it('gives the same picture after a reload and the one before with the back button', async () => {
    const { page } = session.browser;
    await signIn(page, `${session.product.url}/trackers/${session.trackerId}`);
    await page.getByRole('columnheader', { name: 'Title' }).click();
    await eventually(titles, ['Alpha', 'Beta', 'Gamma']);
    await page.getByRole('button', { name: 'Category' }).first().click();
    await page.getByRole('checkbox', { name: /Systems/ }).check();
    await page.waitForURL(/category=Systems.*sort=title/);
    await eventually(titles, ['Alpha']);
    await page.reload();
    await cell(page, 'AD-002', 'title').waitFor();
    await eventually(titles, ['Alpha']);
    await page.goBack();
    await cell(page, 'AD-001', 'title').waitFor();
    await eventually(titles, ['Alpha', 'Beta', 'Gamma']);
  });

  it('leads from "/" back to the tracker with what was chosen last', async () => {
    const { page } = session.browser;
    await page.goto(session.product.url);
    await page.waitForURL(/\/trackers\/\d+\?.*sort=title/);
  });

  it('edits by keyboard alone, and the ledger has it', async () => {
    const { page } = session.browser;
    await cell(page, 'AD-001', 'title').focus();
    await page.keyboard.press('F2');
    await page.keyboard.type(' two');
    await page.keyboard.press('Tab');
    await page.getByLabel('Due of AD-001').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('s');
    await page.getByLabel('Status of AD-001').waitFor();
    // From New past two others: none of them is meant.
    for (const status of ['Not Started', 'In Progress', 'TBC']) {
      await page.keyboard.press('ArrowDown');
      await eventually(() => page.getByLabel('Status of AD-001').inputValue(), status);
    }
    await page.keyboard.press('Enter');
    const saved = async () => {
      const { body } = await session.api.get<Item>('/api/items/AD-001');
      return [body.title, body.status, body.version];
    };
    await eventually(saved, ['Beta two', 'TBC', 3]);
  });

  it('saves a choice of the mouse at once', async () => {
    const { page } = session.browser;
    await cell(page, 'AD-001', 'category').dblclick();
    await page.getByLabel('Category of AD-001').click();
    // Keys in an open list go to the browser, as presses there do: the page sees the choice alone.
    await page.keyboard.type('Systems');
    await page.keyboard.press('Enter');
    await cell(page, 'AD-001', 'category').getByText('Systems').waitFor();
    await page.getByLabel('Category of AD-001').waitFor({ state: 'detached' });
    const category = async () =>
      (await session.api.get<{ category: string }>('/api/items/AD-001')).body.category;
    await eventually(category, 'Systems');
  });

  it('shows in one tab within moments what another tab changed', async () => {
    const { page } = session.browser;
    const other = await page.context().newPage();
    await other.goto(`${session.product.url}/trackers/${session.trackerId}?sort=id`);
    await cell(other, 'AD-002', 'priority').dblclick();
    await other.getByLabel('Priority of AD-002').selectOption('Low');
    await cell(page, 'AD-002', 'priority').getByText('Low').waitFor();
    await other.close();
  });

  it('keeps what is being typed while somebody else changes the same row, and then asks', async () => {
    const { page } = session.browser;
    await cell(page, 'AD-003', 'title').focus();
    await page.keyboard.press('F2');
    await page.keyboard.type(' of mine');
    await session.api.patch('/api/items/AD-003', { title: 'Gamma of theirs', priority: 'Low' });
    await cell(page, 'AD-003', 'priority').getByText('Low').waitFor();
    expect(await page.getByLabel('Title of AD-003').inputValue()).toBe('Gamma of mine');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Gamma of theirs').waitFor();
    await dialog.getByRole('button', { name: 'Save mine' }).click();
    await cell(page, 'AD-003', 'title').getByText('Gamma of mine').waitFor();
  });

  it.each([
    ['title', ' ', 'Enter a title', 1440],
    ['due_date', '02302026', 'February 2026 has no day 30', 1440],
    ['title', ' ', 'Enter a title', 390],
    ['due_date', '02302026', 'February 2026 has no day 30', 390],
  ])(
    'says what is wrong with a %s below the last row, where nothing covers it',
    async (...given) => {
      const [column, typed, reason, width] = given;
      const { page } = session.browser;
      await page.setViewportSize({ width, height: 900 });
      await visit(page, `/trackers/${session.trackerId}?sort=id&q=gamma`);
      await cell(page, 'AD-003', column).focus();
      await page.keyboard.press('Enter');
      await page.keyboard.press('Control+a');
      await page.keyboard.type(typed);
      await page.keyboard.press('Enter');
      await page.getByText(reason).waitFor();
      const shown = () =>
        page.evaluate(`(() => {
        const says = document.querySelector('at-cell-editor :is(.says.is-error, .reason)');
        if (!says) return 'nothing';
        const { left, right, top, bottom } = says.getBoundingClientRect();
        const isOn = ([x, y]) => says.contains(document.elementFromPoint(x, y));
        return [[left + 3, top + 3], [right - 3, bottom - 3]].every(isOn) ? 'all of it' : 'a part';
      })()`);
      await eventually(shown, 'all of it');
      await page.keyboard.press('Escape');
      await page.setViewportSize({ width: 1440, height: 900 });
    },
  );
});
