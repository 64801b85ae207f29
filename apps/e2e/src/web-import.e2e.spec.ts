/** The import in the browser: by keyboard, left and continued, refused, undone, and a workbook that comes back. */
import { readFileSync } from 'node:fs';
import type { Item } from '@action-tracker/contracts';
import { readXlsx, writeXlsx } from 'hucre/xlsx';
import { eventually } from './support/eventually';
import { cell, signIn, startWebSession, visit, type WebSession } from './support/web-session';

let session: WebSession;

beforeAll(async () => {
  session = await startWebSession();
  const { page } = session.browser;
  await signIn(page, `${session.product.url}/trackers/${session.trackerId}`);
});

afterAll(() => session.close());

const LOG = `Vendor action log,,,,,
As of the last call,,,,,
No,Raised,Action,Owner,Due,Status
1,03/04/2026,Send the interface control document,Ana Souza,05/06/2026,Open
2,03/05/2026,Confirm the battery margin,Maria Fitzgerald,06/07/2026,Frozen
3,04/05/2026,Update the thermal model,Ana Souza,TBD,Done
`;

const page = () => session.browser.page;
const choose = (name: string, text: string | Buffer) =>
  page()
    .locator('input[type=file]')
    .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
const importAddress = () => `${session.product.url}/trackers/${session.trackerId}/import`;
const items = async () => {
  const { body } = await session.api.get<readonly Item[]>(
    `/api/trackers/${session.trackerId}/items`,
  );
  return body.map(({ id, title, status, due_date }) => [id, title, status, due_date]);
};

/** Moves the focus on with Tab until it is on the control with this name. */
async function tabTo(name: string): Promise<void> {
  const control = page().getByLabel(name).or(page().getByRole('button', { name })).first();
  await control.waitFor();
  for (let steps = 0; steps < 60; steps += 1) {
    if ((await control.and(page().locator(':focus')).count()) > 0) return;
    await page().keyboard.press('Tab');
  }
  throw new Error(`Expected to reach "${name}" with Tab`);
}

async function pressOn(name: string, key: 'Enter' | 'Space' = 'Enter'): Promise<void> {
  await tabTo(name);
  await page().keyboard.press(key);
}

it('brings a log in by keyboard: title lines, dates of two readings, an unknown word', async () => {
  await page().getByRole('link', { name: 'Import a spreadsheet' }).click();
  await choose('vendor-log.csv', LOG);
  await page().getByLabel('Row 3 is the header').waitFor();
  expect(await page().getByLabel('Row 3 is the header').isChecked()).toBe(true);
  await pressOn('Continue');
  const questions = page().getByRole('group', { name: /^Which comes first/ });
  await eventually(() => questions.count(), 2);
  for (const place of [0, 1]) {
    const month = questions.nth(place).getByLabel('the month');
    await month.focus();
    await page().keyboard.press('Space');
    await eventually(() => month.isChecked(), true);
  }
  await pressOn('Continue');
  await tabTo('“Frozen” becomes');
  await page().keyboard.type('Bl');
  await eventually(() => page().getByLabel('“Frozen” becomes').inputValue(), 'Blocked');
  await pressOn('Continue');
  await pressOn('Import 3 rows');
  await page().getByRole('heading', { name: 'Imported' }).waitFor();
  await eventually(items, [
    ['AD-001', 'Send the interface control document', 'New', '2026-05-06'],
    ['AD-002', 'Confirm the battery margin', 'Blocked', '2026-06-07'],
    ['AD-003', 'Update the thermal model', 'Complete', null],
  ]);
});

it('is undone with one press', async () => {
  await page().getByRole('button', { name: 'Undo the import' }).click();
  await page().locator('at-undo-toast .toast').getByText('Undone.').waitFor();
  await page().getByRole('heading', { name: 'Undone' }).waitFor();
  await eventually(items, []);
});

it('finds the file and the step again after a reload, and says what is wrong with another', async () => {
  await page().keyboard.press('Control+k');
  await page()
    .getByRole('combobox', { name: /Find an item/ })
    .fill('import ad');
  await page()
    .getByRole('option', { name: /^Import a spreadsheet into AD/ })
    .click();
  await choose('old.xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'));
  await page().getByRole('alert').getByText('old.xls cannot be imported.').waitFor();
  await choose('again.csv', LOG);
  await page()
    .getByRole('link', { name: /Columns/ })
    .click();
  await page().getByLabel('“Status” becomes').selectOption({ label: 'Note' });
  await page().getByText('Reading the file again').waitFor({ state: 'detached' });
  await page().reload();
  const target = page().getByLabel('“Status” becomes');
  await eventually(() => target.inputValue(), 'note');
  await visit(page(), importAddress());
  await page().getByRole('listitem').filter({ hasText: 'again.csv' }).waitFor();
});

it('takes a workbook back with what a partner changed, and asks about a conflict', async () => {
  for (const title of ['Sign', 'Test']) await session.api.createItem(session.trackerId, { title });
  const { body: created } = await session.api.get<readonly Item[]>(
    `/api/trackers/${session.trackerId}/items`,
  );
  const [first, second] = created.map(({ id }) => id);
  await visit(page(), `/trackers/${session.trackerId}?sort=id`);
  await cell(page(), first ?? '', 'title').waitFor();
  const [download] = await Promise.all([
    page().waitForEvent('download'),
    page().getByRole('button', { name: 'XLSX' }).click(),
  ]);
  const workbook = await withTitles(readFileSync(await download.path()), ['Sign it', 'Test it']);
  await session.api.patch(`/api/items/${second}`, { title: 'Test all' });
  await visit(page(), importAddress());
  await choose('items.xlsx', workbook);
  await page().getByText('1 conflict: both sides changed the value').waitFor();
  await page()
    .getByRole('radio', { name: /In the file: Test it/ })
    .check();
  await page().getByText('Reading the file again').waitFor({ state: 'detached' });
  await page().getByRole('button', { name: 'Import 2 rows' }).click();
  await page().getByRole('heading', { name: 'Imported' }).waitFor();
  await eventually(async () => (await items()).map(([, title]) => title), ['Sign it', 'Test it']);
});

/** What a spreadsheet program does, which writes the whole workbook anew. */
async function withTitles(bytes: Buffer, titles: readonly string[]): Promise<Buffer> {
  const { sheets } = await readXlsx(bytes);
  const written = sheets.map(({ name, rows, hidden }) => {
    const title = rows[0]?.indexOf('Title') ?? -1;
    const edited = rows.map((row, line) =>
      name === 'Items' && line > 0 ? row.with(title, titles[line - 1] ?? null) : row,
    );
    return { name, rows: edited, ...(hidden === true ? { hidden } : {}) };
  });
  return Buffer.from(await writeXlsx({ sheets: written }));
}
