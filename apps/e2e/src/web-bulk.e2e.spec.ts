/** Rows are selected and changed together, with the keyboard, with the mouse and on a phone. */
import { ANY_RULE, violations, violationsInBothColours } from './support/axe';
import { eventually } from './support/eventually';
import { importItems } from './support/import-items';
import { cell, signIn, startWebSession, visit, type WebSession } from './support/web-session';

let session: WebSession;

beforeAll(async () => {
  const permissions = ['clipboard-read', 'clipboard-write'];
  session = await startWebSession({ permissions });
  const { api, browser, product, trackerId } = session;
  for (let number = 1; number <= 60; number += 1) {
    await api.createItem(trackerId, { title: `Item ${number}`, due_date: '2026-01-26' });
  }
  await signIn(browser.page, `${product.url}/trackers`);
  await browser.page.getByText('Astro Digital').waitFor();
});

afterAll(() => session.close());

const page = () => session.browser.page;
const press = async (...keys: readonly string[]) => {
  for (const key of keys) await page().keyboard.press(key);
};
const bar = () => page().getByRole('region', { name: 'Selected items' });
const selected = () => page().locator('tr[aria-selected=true] td.id a').allInnerTexts();

async function open(query = 'sort=id'): Promise<void> {
  await page().goto(`${session.product.url}/trackers/1?${query}`);
  await cell(page(), 'AD-001', 'title').waitFor();
  await page().locator('at-table-acts').waitFor({ state: 'attached' });
}

describe('Rows are selected', () => {
  it('by keyboard: one by one, as a range, and all that match', async () => {
    await open();
    await cell(page(), 'AD-002', 'due_date').focus();
    await press('x', 'j', 'j', 'x', 'Shift+ArrowDown', 'Shift+ArrowDown');
    await bar().getByText('4 selected').waitFor();
    expect(await selected()).toEqual(['AD-002', 'AD-004', 'AD-005', 'AD-006']);
    await press('Control+a');
    await bar().getByText('All 60 that match are selected').waitFor();
    await press('Escape');
    await bar().waitFor({ state: 'detached' });
    expect(await selected()).toEqual([]);
    // The keyboard is where it was.
    await press('x');
    expect(await selected()).toEqual(['AD-006']);
  });

  it('with the mouse: checkboxes, a range with Shift, and all with one click', async () => {
    await open();
    await page().getByRole('checkbox', { name: 'Select AD-003' }).check();
    await page()
      .getByRole('checkbox', { name: 'Select AD-006' })
      .click({ modifiers: ['Shift'] });
    expect(await selected()).toEqual(['AD-003', 'AD-004', 'AD-005', 'AD-006']);
    expect(await page().evaluate('getSelection().toString()')).toBe('');
    await cell(page(), 'AD-004', 'due_date').click({ modifiers: ['Control'] });
    await bar().getByText('3 selected').waitFor();
    await bar().getByRole('button', { name: 'Select all 60 that match' }).click();
    await bar().getByText('All 60 that match are selected').waitFor();
    await page().getByRole('checkbox', { name: 'Select all items that match' }).click();
    await bar().waitFor({ state: 'detached' });
  });

  it('on a phone, where the bar and the page have room', async () => {
    await page().setViewportSize({ width: 390, height: 844 });
    await open();
    await page().getByRole('checkbox', { name: 'Select AD-001' }).check();
    await bar().getByText('1 selected').waitFor();
    await eventually(() => page().evaluate('document.documentElement.scrollWidth'), 390);
    expect(await violations(page(), { rules: ANY_RULE })).toEqual([]);
    await bar().getByRole('button', { name: 'Clear the selection' }).click();
    await page().setViewportSize({ width: 1440, height: 900 });
  });
});

const dialog = () => page().getByRole('dialog');
const items = async (...numbers: readonly number[]) => {
  const { body } = await session.api.get<readonly Item[]>('/api/trackers/1/items');
  return numbers.map((number) => body.find((item) => item.number === number));
};

interface Entry {
  readonly type: string;
}

interface Item {
  readonly number: number;
  readonly [field: string]: unknown;
}

describe('Selected items are changed', () => {
  it('by keyboard: status with a comment, with one undo for all', async () => {
    await open();
    await cell(page(), 'AD-010', 'status').focus();
    await press('x', 'Shift+ArrowDown', 'Shift+ArrowDown', 's');
    await dialog().getByRole('heading', { name: 'Change 3 items: Status' }).waitFor();
    await page().keyboard.type('Blocked');
    await press('Tab');
    await page().keyboard.type('No parts');
    await press('Control+Enter');
    await page().getByText('3 items changed').first().waitFor();
    await cell(page(), 'AD-011', 'status').getByText('Blocked').waitFor();
    expect(await items(10, 11, 12)).toMatchObject(Array(3).fill({ status: 'Blocked' }));
    await page().getByRole('button', { name: 'Undo' }).press('Enter');
    await page().getByText('Undone.').first().waitFor();
    await cell(page(), 'AD-011', 'status').getByText('New').waitFor();
    expect(await items(10, 11, 12)).toMatchObject(Array(3).fill({ status: 'New' }));
  });

  it('with the mouse: another date, a note, and withdrawn', async () => {
    await open();
    for (const id of ['AD-003', 'AD-004']) {
      await page()
        .getByRole('checkbox', { name: `Select ${id}` })
        .check();
    }
    await bar().getByRole('button', { name: 'Due', exact: true }).click();
    await dialog().getByRole('textbox', { name: 'Due' }).fill('12/15/2026');
    await dialog().getByRole('button', { name: 'Change 2 items' }).click();
    await cell(page(), 'AD-004', 'due_date').getByText('12/15/2026').waitFor();
    await bar().getByRole('button', { name: 'Note', exact: true }).click();
    await dialog().getByRole('textbox', { name: 'Note' }).fill('Moved together');
    await dialog().getByRole('button', { name: 'Add a note to 2 items' }).click();
    await cell(page(), 'AD-003', 'latest_note').getByText('Moved together').waitFor();
    await bar().getByRole('button', { name: 'Withdraw', exact: true }).click();
    await dialog().getByRole('button', { name: 'Withdraw 2 items' }).click();
    const types = async () => {
      const { body } = await session.api.get<readonly Entry[]>('/api/items/AD-003/events');
      return body.map(({ type }) => type);
    };
    await eventually(types, ['ItemCreated', 'ItemDueDateMoved', 'NoteAdded', 'ItemWithdrawn']);
  });
});

describe('The cells of the table work as in a spreadsheet', () => {
  it('typing replaces a value, Delete takes a date away, Ctrl-D copies from above', async () => {
    await open();
    await cell(page(), 'AD-013', 'title').focus();
    await page().keyboard.type('Sign it');
    await press('Enter');
    await cell(page(), 'AD-013', 'title').getByText('Sign it').waitFor();
    await press('ArrowDown', 'Control+d');
    await cell(page(), 'AD-014', 'title').getByText('Sign it').waitFor();
    await press('ArrowRight', 'Delete');
    await cell(page(), 'AD-014', 'due_date').getByText('TBD').waitFor();
    await eventually(() => items(14), [expect.objectContaining({ due_date: null })]);
    await page().keyboard.type('12/24/2026');
    await press('Enter');
    await cell(page(), 'AD-014', 'due_date').getByText('12/24/2026').waitFor();
    await eventually(
      () => items(13, 14),
      [
        expect.objectContaining({ title: 'Sign it', due_date: '2026-01-26' }),
        expect.objectContaining({ title: 'Sign it', due_date: '2026-12-24' }),
      ],
    );
  });

  it('rows are copied, and pasted from a spreadsheet after a preview', async () => {
    await open();
    await cell(page(), 'AD-016', 'title').focus();
    await press('x', 'Shift+ArrowDown', 'Control+c');
    const copied = () => page().evaluate('navigator.clipboard.readText()');
    await eventually(async () => String(await copied()).split('\n').length, 2);
    expect(await copied()).toMatch(/^AD-016\tItem 16\t01\/26\/2026\tNew\tMaria Fitzgerald\t/);
    await press('Escape', 'ArrowRight');
    await page().evaluate("navigator.clipboard.writeText('12/01/2026\\tBlocked\\nsoon\\tTBC\\n')");
    await cell(page(), 'AD-016', 'due_date').focus();
    await press('Control+v');
    await dialog().getByText('1 cell cannot be used and stays as it is.').waitFor();
    expect(await violations(page(), { rules: ANY_RULE })).toEqual([]);
    await press('Control+Enter');
    await page().getByText('2 items changed').first().waitFor();
    expect(await items(16, 17)).toMatchObject([
      { due_date: '2026-12-01', status: 'Blocked' },
      { due_date: '2026-01-26', status: 'TBC' },
    ]);
  });

  it('all items that match are changed', async () => {
    await open();
    await press('Control+a');
    await bar()
      .getByText(/^All \d+ that match/)
      .waitFor();
    await press('p');
    await dialog().getByRole('combobox').selectOption('Low');
    await press('Control+Enter');
    await page()
      .getByText(/\d+ items changed/)
      .first()
      .waitFor();
    expect(await items(50)).toMatchObject([{ priority: 'Low' }]);
  });
});

it('With rows selected, axe finds nothing wrong with the bar and its dialogs', async () => {
  await open();
  await page().getByRole('checkbox', { name: 'Select AD-005' }).check();
  const actions = bar().locator('.actions button');
  await actions.first().waitFor();
  expect(await violationsInBothColours(page(), { rules: ANY_RULE })).toEqual([]);
  for (const action of await actions.all()) {
    await action.click();
    await dialog().getByRole('heading').waitFor();
    expect(await violationsInBothColours(page(), { rules: ANY_RULE, root: 'dialog' })).toEqual([]);
    await press('Escape');
    await dialog().waitFor({ state: 'detached' });
  }
  await bar().getByText('1 selected').waitFor();
});

it('More items than the server changes at once are changed, and the list follows', async () => {
  const { api } = session;
  const { id } = await api.openTracker('BIG', 'Very many');
  await importItems(
    api,
    id,
    Array.from({ length: 1_040 }, (_, at) => `Item ${at}`),
  );
  await visit(page(), `/trackers/${id}?sort=id`);
  await page().locator('at-table-acts').waitFor({ state: 'attached' });
  await press('Control+a');
  await bar().getByText('All 1,040 that match are selected').waitFor();
  await press('p');
  await dialog().getByRole('combobox').selectOption('Low');
  await press('Control+Enter');
  await page().getByText('1,040 items changed').first().waitFor();
  await page().getByRole('button', { name: 'Undo' }).click();
  await page().getByText('Undone.').first().waitFor();
  await cell(page(), 'BIG-001', 'priority').getByText('High').waitFor();
});
