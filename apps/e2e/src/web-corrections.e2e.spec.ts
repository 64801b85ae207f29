/** An item withdrawn and reinstated, notes amended and withdrawn: by keyboard, and by mouse. */
import type { Page } from 'playwright-core';
import { ANY_RULE, violations } from './support/axe';
import { eventually } from './support/eventually';
import { signIn, startWebSession, visit, type WebSession } from './support/web-session';

let session: WebSession;
let page: Page;
let url: string;

beforeAll(async () => {
  session = await startWebSession();
  ({ page } = session.browser);
  ({ url } = session.product);
  const { api, trackerId } = session;
  await api.createItem(trackerId, { title: 'Order the connectors' });
  await api.createItem(trackerId, { title: 'Order the connectors again' });
  await api.post('/api/items/AD-001/notes', { content: 'Caled the vendor' });
  await api.post('/api/items/AD-001/notes', { content: 'Belongs elsewhere' });
  await signIn(page, `${url}/trackers`);
  await page.waitForURL('**/trackers');
});

afterAll(() => session.close());

const press = (...keys: readonly string[]) =>
  keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());
const banner = () => page.locator('at-withdrawn-banner');
const ids = () => page.locator('tr.item td.id').allInnerTexts();
const textOf = (selector: string) => () => page.locator(selector).allInnerTexts();
const note = (text: string) => page.locator('at-item-note', { hasText: text });
const palette = async (text: string) => {
  await press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').waitFor();
  await page.keyboard.type(text);
  await press('Enter');
};

const expectNoViolation = async () =>
  expect(await violations(page, { rules: ANY_RULE })).toEqual([]);

describe('By keyboard only, an item', () => {
  it('is withdrawn with a reason, from the palette', async () => {
    await visit(page, '/items/AD-002');
    await page.locator('at-withdraw-item').waitFor();
    await palette('withdraw');
    await page.locator('at-reason-dialog textarea').waitFor();
    await expectNoViolation();
    await page.keyboard.type('Entered twice, see AD-001');
    await press('Control+Enter');
    await banner().getByText('Entered twice').waitFor();
    await banner().getByRole('link', { name: 'AD-001' }).waitFor();
  });

  it('cannot be changed then, and says so on paper too', async () => {
    for (const gone of ['at-add-note', 'at-change-status', 'at-withdraw-item', '[data-fact]']) {
      expect(await page.locator(gone).count()).toBe(0);
    }
    await press('e', 's', 'm');
    expect(await page.locator('main input, main textarea, main select').count()).toBe(0);
    await expectNoViolation();
    await page.emulateMedia({ media: 'print' });
    expect(await banner().getByText('Withdrawn by').isVisible()).toBe(true);
    expect(await banner().getByRole('button').isVisible()).toBe(false);
    await page.emulateMedia({ media: 'screen' });
  });

  it('is not in the list, but in the list of withdrawn items', async () => {
    await visit(page, '/trackers/1?sort=id');
    await eventually(ids, ['AD-001']);
    const { api, trackerId } = session;
    const { body } = await api.get<readonly object[]>(`/api/trackers/${trackerId}/items`);
    expect(body).toHaveLength(1);
    await page.getByRole('button', { name: 'Withdrawn', exact: true }).focus();
    await press('Enter');
    await eventually(ids, ['AD-002']);
    await page.getByText('Withdrawn items').waitFor();
    expect(new URL(page.url()).searchParams.get('withdrawn')).toBe('true');
    expect(await page.locator('td .pick').count()).toBe(0);
    await expectNoViolation();
    await press('j', 'Enter');
    await banner().waitFor();
  });

  it('is reinstated, and in the list again', async () => {
    await palette('reinstate');
    await page.locator('at-add-note').waitFor();
    expect(await banner().count()).toBe(0);
    await eventually(textOf('at-item-history .head p'), [
      expect.stringContaining('reinstated the item'),
      expect.stringContaining('withdrew the item'),
      expect.stringContaining('created the item'),
    ]);
    await visit(page, '/trackers/1?sort=id');
    await eventually(ids, ['AD-001', 'AD-002']);
  });
});

describe('By keyboard only, a note', () => {
  it('is amended in its place, and says by whom and when', async () => {
    await visit(page, '/items/AD-001');
    await note('Caled').getByRole('button', { name: /^Edit/ }).focus();
    await press('Enter');
    await page.locator('at-note-editor textarea').waitFor();
    await expectNoViolation();
    await press('Control+a');
    await page.keyboard.type('Called the vendor');
    await press('Control+Enter');
    await note('Called the vendor').getByText('edited by').waitFor();
    await eventually(() => page.locator('at-note-editor').count(), 0);
  });

  it('is left as it was with Escape', async () => {
    const edit = note('Called the vendor').getByRole('button', { name: /^Edit/ });
    await edit.focus();
    await press('Enter');
    await page.locator('at-note-editor textarea').waitFor();
    await page.keyboard.type('x');
    await press('Escape');
    await note('Called the vendor').waitFor();
    expect(await page.locator(':focus').getAttribute('aria-label')).toMatch(/^Edit the note/);
  });

  it('is withdrawn, and stays struck through', async () => {
    await note('Belongs elsewhere')
      .getByRole('button', { name: /^Withdraw/ })
      .focus();
    await press('Enter');
    await page.locator('at-reason-dialog textarea').waitFor();
    await page.keyboard.type('Wrong item');
    await press('Control+Enter');
    await eventually(textOf('at-item-note del'), ['Belongs elsewhere']);
    await note('Belongs elsewhere').getByText('Wrong item').waitFor();
    await expectNoViolation();
  });

  it('keeps in the history what it said before', async () => {
    const amended = page.locator('at-item-history li', { hasText: 'edited a note' });
    await amended.locator('summary').focus();
    await press('Enter');
    await amended.locator('del', { hasText: 'Caled the vendor' }).waitFor();
  });
});

describe('By mouse only', () => {
  it('an item is withdrawn and reinstated', async () => {
    await visit(page, '/items/AD-002');
    await page.getByRole('button', { name: 'Withdraw this item' }).click();
    const dialog = page.locator('at-reason-dialog');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await eventually(() => dialog.count(), 0);
    await page.getByRole('button', { name: 'Withdraw this item' }).click();
    await dialog.getByRole('button', { name: 'Withdraw' }).click();
    await banner().getByRole('button', { name: 'Reinstate' }).click();
    await page.locator('at-add-note').waitFor();
  });

  it('a note is amended and withdrawn', async () => {
    await visit(page, '/items/AD-001');
    await note('Called').getByRole('button', { name: /^Edit/ }).click();
    await page.locator('at-note-editor textarea').fill('Called them');
    await page.getByRole('button', { name: 'Save note' }).click();
    await note('Called them')
      .getByRole('button', { name: /^Withdraw/ })
      .click();
    await page.locator('at-reason-dialog').getByRole('button', { name: 'Withdraw' }).click();
    await eventually(textOf('at-item-note del'), ['Belongs elsewhere', 'Called them']);
  });

  it('the withdrawn items are shown and left again', async () => {
    await session.api.post('/api/items/AD-002/withdraw', {});
    await visit(page, '/trackers/1?status=New&sort=id');
    await eventually(ids, ['AD-001']);
    await page.getByRole('button', { name: 'Withdrawn', exact: true }).click();
    await eventually(ids, ['AD-002']);
    await page.getByRole('button', { name: 'Withdrawn', exact: true }).click();
    await eventually(ids, ['AD-001']);
    expect(new URL(page.url()).searchParams.get('status')).toBe('New');
  });
});

it('an item that somebody else withdraws shows so without being loaded again', async () => {
  await visit(page, '/items/AD-001');
  await page.locator('at-add-note').waitFor();
  await session.api.post('/api/items/AD-001/withdraw', { reason: 'By somebody else' });
  await banner().getByText('By somebody else').waitFor();
});
