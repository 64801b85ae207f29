/** A tracker shared with people of each role: what the client offers them, and what it says. */
import type { Import, Item, Tracker } from '@action-tracker/contracts';
import { IMPORT_PATHS } from '@action-tracker/contracts/imports';
import { ApiClient } from './support/api-client';
import { ANY_RULE, violations } from './support/axe';
import { eventually } from './support/eventually';
import { cell, signIn, startWebSession, visit, type WebSession } from './support/web-session';

let session: WebSession;
const ID = 'AD-001';
const VENDOR = 'ana@vendor.example';

beforeAll(async () => {
  session = await startWebSession();
  await session.api.createItem(session.trackerId, { title: 'Sign the contract' });
  await signIn(session.browser.page, `${session.product.url}/trackers`);
  await session.browser.page.getByText('Astro Digital').waitFor();
});

afterAll(() => session.close());

const page = () => session.browser.page;
const go = (path: string) => visit(page(), path);
/** Loads the list, with the rights of now. */
const loadList = () => page().goto(`${session.product.url}/trackers/1?sort=id`);
const roleOfVendor = () => page().getByRole('combobox', { name: 'Role of ana' });
const link = (name: string) => page().getByRole('link', { name });

async function vendor(): Promise<ApiClient> {
  return ApiClient.signIn(session.product.url, 'ana', VENDOR);
}

/** Their role, as the ledger has it; undefined where they see nothing. */
const roleInLedger = async () => {
  const { body } = await (await vendor()).get<readonly Tracker[]>('/api/trackers');
  return body[0]?.my_role;
};

async function become(name: string, email: string): Promise<void> {
  await page().context().clearCookies();
  await signIn(page(), `${session.product.url}/trackers/1?sort=id`, { name, email });
}

describe('A manager', () => {
  it('shares the tracker with the people it is for, and invites a guest', async () => {
    await link('Tracker settings: AD').click();
    await page().getByRole('radio', { name: 'Only the people below' }).check();
    await page().getByLabel('Person or e-mail address').fill(VENDOR);
    await page().getByRole('combobox', { name: 'Role', exact: true }).selectOption('viewer');
    await page().getByRole('button', { name: 'Add', exact: true }).click();
    await roleOfVendor().waitFor();
    expect(await roleOfVendor().inputValue()).toBe('viewer');
    await eventually(roleInLedger, 'viewer');
    const { body } = await session.api.get<Tracker>('/api/trackers/1');
    expect(body.visibility).toBe('members');
  });

  it('renames, reorders and adds categories by keyboard, and items can have them at once', async () => {
    const press = async (name: string) => page().getByRole('button', { name }).press('Enter');
    const offered = async () =>
      (await session.api.get<Tracker>('/api/trackers/1')).body.categories.map(({ name }) => name);
    await press('Rename ADCS');
    await page().locator('at-category-row input:focus').waitFor();
    await page().keyboard.type('GNC');
    await page().keyboard.press('Enter');
    await page().getByRole('button', { name: 'Rename GNC' }).waitFor();
    await press('Move GNC up');
    await page().keyboard.press('Enter');
    await page().getByLabel('New category').fill('Thermal');
    await page().keyboard.press('Enter');
    const names = ['Programmatic', 'GNC', 'SW / Ops', 'Mechanical', 'Systems', 'ConOps', 'Thermal'];
    await eventually(offered, names);
    await session.api.patch(`/api/items/${ID}`, { category: 'Thermal' });
  });

  it('cannot leave the tracker without one', async () => {
    await page().getByRole('button', { name: 'Remove Maria Fitzgerald' }).click();
    const dialog = page().getByRole('dialog');
    await dialog.getByRole('button', { name: 'Remove' }).click();
    await page().getByText('This is the only manager.').waitFor();
    await page().getByRole('button', { name: 'Remove Maria Fitzgerald' }).waitFor();
  });
});

describe('A manager whose tracker is over', () => {
  it('archives it, finds it again, and opens it', async () => {
    await page().getByRole('button', { name: 'Archive this tracker' }).click();
    await page().getByRole('button', { name: 'Open it again' }).waitFor();
    await link('Trackers').first().click();
    await page().getByText('No trackers yet').waitFor();
    await page().getByText('Archived trackers').click();
    await link('AD Astro Digital').click();
    await page().getByText('This tracker is archived').waitFor();
    await cell(page(), ID, 'title').waitFor();
    expect(await link('New item').count()).toBe(0);
    await page().getByRole('note').getByRole('link', { name: 'Tracker settings' }).click();
    await page().getByRole('button', { name: 'Open it again' }).click();
    await page().getByRole('button', { name: 'Archive this tracker' }).waitFor();
    const { body } = await session.api.get<readonly Tracker[]>('/api/trackers');
    expect(body.map(({ archived }) => archived)).toEqual([false]);
  });
});

describe('A guest who reads', () => {
  it('is offered nothing that is refused', async () => {
    await become('ana', VENDOR);
    await cell(page(), ID, 'title').waitFor();
    for (const name of ['New item', 'Import', 'New tracker']) {
      expect(await link(name).count()).toBe(0);
    }
    expect(await cell(page(), ID, 'category').textContent()).toContain('Thermal');
    expect(await page().locator('input.pick').count()).toBe(0);
    await page().keyboard.press('c');
    await cell(page(), ID, 'status').dblclick();
    await page().waitForURL(`**/items/${ID}`);
    await page().getByText('You can read this tracker.').waitFor();
    expect(await page().locator('at-add-note, at-change-status, [data-fact]').count()).toBe(0);
    expect(await page().getByRole('button', { name: /^Undo/ }).count()).toBe(0);
    await link('Who is in this tracker').click();
    await page().getByText('Only managers of this tracker').waitFor();
    expect(await page().locator('main select, main form').count()).toBe(0);
  });
});

describe('A guest who contributes', () => {
  it('writes notes and changes the status of their own items only', async () => {
    const ana = (await (await vendor()).get<{ id: number }>('/auth/me')).body.id;
    await session.api.patch(`/api/trackers/1/members/${ana}`, { role: 'contributor' });
    const own = await session.api.createItem(1, { title: 'Send the drawings', owner_id: ana });
    await loadList();
    await cell(page(), own.id, 'status').dblclick();
    await page().locator('at-cell-editor select').selectOption('Complete');
    await page().keyboard.press('Enter');
    const status = async () =>
      (await session.api.get<{ status: string }>(`/api/items/${own.id}`)).body.status;
    await eventually(status, 'Complete');
    await go(`/items/${ID}`);
    await page().locator('at-add-note textarea').waitFor();
    await page().getByText('You can add items and notes here').waitFor();
    expect(await page().locator('at-change-status, [data-fact]').count()).toBe(0);
  });

  it('keeps what is typed when the right to it is taken away', async () => {
    const note = page().locator('at-add-note textarea');
    await note.fill('Called them');
    const ana = (await (await vendor()).get<{ id: number }>('/auth/me')).body.id;
    await session.api.patch(`/api/trackers/1/members/${ana}`, { role: 'viewer' });
    await note.press('Control+Enter');
    await page().getByText('You do not have permission to do this').waitFor();
    expect(await note.inputValue()).toBe('Called them');
  });

  it('edits everything about items as an editor, and neither imports nor shares', async () => {
    const ana = (await (await vendor()).get<{ id: number }>('/auth/me')).body.id;
    await session.api.patch(`/api/trackers/1/members/${ana}`, { role: 'editor' });
    await loadList();
    await link('New item').waitFor();
    expect(await link('Import').count()).toBe(0);
    await cell(page(), ID, 'priority').dblclick();
    await page().locator('at-cell-editor select').selectOption('Low');
    await page().keyboard.press('Enter');
    const item = async () => (await session.api.get<Item>(`/api/items/${ID}`)).body;
    await eventually(async () => (await item()).priority, 'Low');
    await go('/trackers/1/settings');
    await page().getByText('Only managers of this tracker').waitFor();
    expect(await page().locator('main select, main form, main button').count()).toBe(0);
  });

  it('sees that the tracker is gone when they are removed', async () => {
    await loadList();
    await cell(page(), ID, 'title').waitFor();
    const ana = (await (await vendor()).get<{ id: number }>('/auth/me')).body.id;
    await session.api.send('DELETE', `/api/trackers/1/members/${ana}`, {});
    await page().getByText('Not found').waitFor();
    await eventually(roleInLedger, undefined);
  });
});

describe('An administrator', () => {
  it('deactivates somebody, who is signed out with the next request', async () => {
    const ana = await vendor();
    await become('Maria Fitzgerald', 'mf@example.com');
    await cell(page(), ID, 'title').waitFor();
    await page()
      .getByRole('button', { name: /^Account of/ })
      .click();
    await link('People').click();
    // The list has a search of its own.
    await page().getByRole('heading', { name: 'People' }).waitFor();
    await page().getByRole('searchbox').fill('ana');
    await page().getByRole('button', { name: 'Change ana' }).click();
    await page().getByRole('checkbox', { name: 'May sign in' }).uncheck();
    await page().getByRole('button', { name: 'Save' }).click();
    await page().getByText('Nobody matches.').waitFor();
    expect((await ana.get('/auth/me')).status).toBe(401);
  });

  it('merges a person of an import into themselves, and again what an archive has kept', async () => {
    const file = Buffer.from('Action,Owner\nMove the crane,M. Fitz\nShip the crane,M. Fitz\n');
    const { id } = (await session.api.upload<Import>(1, file, 'log.csv')).body;
    await session.api.patch(IMPORT_PATHS.one(id), { create_people: true });
    await session.api.post(IMPORT_PATHS.run(id), {});
    const owners = async () => {
      const { body } = await session.api.get<readonly Item[]>('/api/items?q=crane');
      return body.map(({ owner_id }) => owner_id);
    };
    await eventually(async () => (await owners()).length, 2);
    const [imported = 0] = await owners();
    const { id: maria } = await session.api.me();
    await page().reload();
    const press = (name: string) => page().getByRole('button', { name, exact: true });
    const preview = page().locator('at-merge-person .merge-box');
    await press('Merge M. Fitz into somebody else').press('Enter');
    await page().getByLabel('Who is meant').and(page().locator(':focus')).waitFor();
    for (const typed of ['M. Fitz', 'Maria']) {
      await page().keyboard.type(typed);
      await page().keyboard.press('Enter');
      await page().keyboard.press('Enter');
      if (typed !== 'Maria') await page().getByText('Choose another person').waitFor();
    }
    await preview
      .getByText('2 items will be reassigned to Maria Fitzgerald: AD-003, AD-004')
      .waitFor();
    expect(await violations(page(), { rules: ANY_RULE })).toEqual([]);
    await page().keyboard.press('Tab');
    await page().keyboard.press('Enter');
    await page().getByText('M. Fitz is now Maria Fitzgerald. 2 items were reassigned').waitFor();
    expect(await owners()).toEqual([maria, maria]);
    await press('Undo the reassignment').click();
    await eventually(owners, [imported, imported]);

    await session.api.patch('/api/trackers/1', { archived: true });
    await press('Merge M. Fitz again').click();
    await preview.getByText('2 items of archived trackers stay as they are').waitFor();
    await page().locator('at-merge-person .button.is-text').click();
    await session.api.patch('/api/trackers/1', { archived: false });
    await press('Merge M. Fitz again').click();
    await press('Merge again').click();
    await eventually(owners, [maria, maria]);
  });
});
