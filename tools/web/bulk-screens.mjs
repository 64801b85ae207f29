/** Selected rows of the table, and what is done with them. */

const TABLE = '/trackers/1?sort=id';

export const BULK_SCREENS = {
  'table-selected': [TABLE, select],
  'table-selected-all': [TABLE, selectAll],
  'bulk-status': [TABLE, (page) => choose(page, 0)],
  'bulk-owner': [TABLE, (page) => choose(page, 1)],
  'bulk-due-date': [TABLE, (page) => choose(page, 2)],
  'bulk-note': [TABLE, (page) => choose(page, 5)],
  'bulk-withdraw': [TABLE, (page) => choose(page, 6)],
  'bulk-refused': [TABLE, refuse],
  'bulk-undone': [TABLE, undo],
  paste: [TABLE, paste],
  'bulk-only-read': ['/items?sort=id', selectOfReader],
};

async function select(page) {
  const boxes = page.locator('td .pick');
  for (const row of [1, 2, 4]) await boxes.nth(row).click();
  await page.locator('at-bulk-bar section').waitFor();
}

async function selectAll(page) {
  await select(page);
  await page.locator('at-bulk-bar .plain').click();
}

/** As somebody who may only read the second tracker. */
async function selectOfReader(page) {
  await page.route('**/api/trackers', async (route) => {
    const response = await route.fetch();
    const trackers = await response.json();
    const json = trackers.map((one) => (one.id === 2 ? { ...one, my_role: 'viewer' } : one));
    await route.fulfill({ response, json });
  });
  await page.reload({ waitUntil: 'networkidle' });
  await selectAll(page);
}

async function choose(page, place) {
  await select(page);
  await page.locator('at-bulk-bar .actions button').nth(place).click();
  await page.getByRole('dialog').waitFor();
}

/** Answers as if somebody else had withdrawn two of the items. */
async function refuse(page) {
  const message = 'Expected an item that is not withdrawn';
  const error = { code: 'CONFLICT', message };
  const items = [
    { item_id: 'AD-002', outcome: 'changed' },
    ...['AD-003', 'AD-005'].map((item_id) => ({ item_id, outcome: 'refused', error })),
  ];
  await page.route('**/api/items/bulk', (route) => route.fulfill({ json: { batch: null, items } }));
  await choose(page, 0);
  await page.locator('at-bulk-dialog select').selectOption('Blocked');
  await page.locator('at-bulk-dialog [type=submit]').click();
  await page.locator('at-bulk-outcome .callout').waitFor();
}

async function undo(page) {
  await choose(page, 3);
  await page.locator('at-bulk-dialog select').selectOption('High');
  await page.locator('at-bulk-dialog [type=submit]').click();
  await page.locator('at-bulk-outcome .button').click();
  await page.locator('at-undo-toast .toast').waitFor();
}

/** Two good cells of each of two rows, and one that is no date. */
async function paste(page) {
  await page.locator('at-table-acts').waitFor({ state: 'attached' });
  await page.locator('[data-cell="AD-004 due_date"]').focus();
  await page.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', '+14\tBlocked\nsoon\tNew\ntbd\tTBC\n');
    const init = { clipboardData, bubbles: true, cancelable: true };
    document.activeElement.dispatchEvent(new ClipboardEvent('paste', init));
  });
  await page.locator('at-paste-dialog table').waitFor();
}
