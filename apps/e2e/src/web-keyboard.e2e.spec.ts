import { cell, startWebSession, type WebSession } from './support/web-session';

let session: WebSession;

beforeAll(async () => {
  session = await startWebSession();
  await session.api.createItem(session.trackerId, { title: 'Sign the contract' });
});

afterAll(() => session.close());

describe('A walk with the keyboard only', () => {
  it('goes from sign-in to a changed status', async () => {
    const { page } = session.browser;
    const press = async (...keys: readonly string[]) => {
      for (const key of keys) await page.keyboard.press(key);
    };
    await page.goto(`${session.product.url}/trackers`);
    await page.getByLabel('Name').focus();
    await page.keyboard.type('Maria Fitzgerald');
    await press('Tab');
    await page.keyboard.type('mf@example.com');
    await press('Enter');
    await page.getByRole('link', { name: 'Astro Digital' }).waitFor();
    await page.locator('main:focus').waitFor();

    // Without a look whether the palette is there already.
    await press('Control+k');
    await page.keyboard.type('astro');
    await page.getByRole('option', { name: /^AD Astro Digital/ }).waitFor();
    await press('Enter');
    await cell(page, 'AD-001', 'title').waitFor();

    await press('j', 'Enter');
    await page.getByRole('heading', { name: 'AD-001 Sign the contract' }).waitFor();
    await press('s');
    await page.keyboard.type('Blocked');
    await press('Tab');
    await page.keyboard.type('Waiting for legal');
    await press('Tab', 'Enter');
    await page.getByRole('region', { name: 'History' }).getByText('Waiting for legal').waitFor();
    const { body } = await session.api.get('/api/items/AD-001');
    expect(body).toMatchObject({ status: 'Blocked' });
  });

  it('creates items one after another, finds one and writes a note', async () => {
    const { page } = session.browser;
    const press = async (...keys: readonly string[]) => {
      for (const key of keys) await page.keyboard.press(key);
    };
    await page.locator('#main').focus();
    await press('c');
    await page.getByRole('textbox', { name: 'Title' }).waitFor();
    await page.keyboard.type('Review the interface document');
    await press('Tab');
    await page.keyboard.type('Systems');
    await press('Tab');
    await page.keyboard.type('Maria');
    await press('Control+Shift+Enter');
    await page.getByRole('link', { name: 'AD-002 created' }).waitFor();
    await page.keyboard.type('Update the interface document');
    await press('Control+Enter');
    await page.getByRole('heading', { name: 'AD-003 Update the interface' }).waitFor();
    const { body } = await session.api.get('/api/items/AD-003');
    expect(body).toMatchObject({ category: 'Systems', priority: 'Medium' });

    await press('m');
    await page.keyboard.type('The vendor answers on Friday');
    await press('Control+Enter');
    await page.locator('.note').getByText('The vendor answers on Friday').waitFor();
    await press('Escape', 'Control+k');
    await page.getByRole('combobox', { name: /Find an item/ }).waitFor();
    await page.keyboard.type('astro');
    await page.getByRole('option', { name: /^AD Astro Digital/ }).waitFor();
    await press('Enter');
    await cell(page, 'AD-003', 'title').waitFor();
    await press('/');
    await page.keyboard.type('update');
    await cell(page, 'AD-002', 'title').waitFor({ state: 'detached' });
    await press('Enter', 'Enter');
    await page.getByRole('heading', { name: 'AD-003' }).waitFor();
  });

  it('exports all items, and goes on from there', async () => {
    const { page } = session.browser;
    await page.keyboard.press('g');
    await page.keyboard.press('i');
    await cell(page, 'AD-003', 'title').waitFor();
    const exported = page.waitForEvent('download');
    await page.keyboard.press('Shift+E');
    const file = await exported;
    expect(file.suggestedFilename()).toMatch(/^action-items-all-.*\.csv$/);
    await page.keyboard.press('/');
    await page.keyboard.type('update');
    await cell(page, 'AD-002', 'title').waitFor({ state: 'detached' });
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'AD-003' }).waitFor();
  });

  it('lists every key with ?, and none fires once single keys are off', async () => {
    const { page } = session.browser;
    await page.locator('#main').focus();
    await page.keyboard.press('?');
    const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await dialog.getByText('Go to the list of trackers').waitFor();
    await dialog.getByRole('checkbox').uncheck();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.keyboard.press('g');
    await page.keyboard.press('t');
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: /Find an item/ }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/items/AD-003');
  });

  it('signs out from the palette', async () => {
    const { page } = session.browser;
    await page.keyboard.type('sign out');
    await page.keyboard.press('Enter');
    await page.getByText('You are signed out.').waitFor();
  });
});
