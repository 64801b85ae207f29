/** Selected rows of the table. */

const TABLE = '/trackers/1?sort=id';

export const BULK_SCREENS = {
  'table-selected': [TABLE, select],
  'table-selected-all': [TABLE, selectAll],
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
