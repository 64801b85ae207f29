/** The screens of undo, in the tracker AD. @param request as in `screens.mjs` */
export const undoScreens = (request) => ({
  'undo-toast': ['/trackers/1?sort=id', changePriority],
  'undo-preview': ['/trackers/1/batches', (page) => conflict(page, request)],
  'undo-history': ['/items/AD-003', (page) => undoEntry(page, request)],
  'history-run': ['/items/AD-005', (page) => changeQuickly(page, request)],
  'history-run-open': ['/items/AD-005', (page) => openRun(page, request)],
  batches: ['/trackers/1/batches', (page) => open(page, request)],
  'batches-none': ['/trackers/4/batches'],
});

const IDS = ['AD-001', 'AD-002', 'AD-003'];

const bulk = (request, changes) =>
  request('POST', '/api/items/bulk', { item_ids: IDS, ...changes });

async function changePriority(page) {
  await page.locator('[data-cell="AD-002 priority"]').dblclick();
  const list = page.locator('select').and(page.getByLabel(/AD-002/));
  await list.selectOption((await list.inputValue()) === 'High' ? 'Low' : 'High');
  await page.locator('at-undo-toast .toast').waitFor();
}

async function open(page, request) {
  await bulk(request, { changes: { priority: 'Low' }, note: 'Agreed with the vendor' });
  await page.reload();
  await page.locator('.batches button.open').first().click();
  await page.locator('.items a').first().waitFor();
}

/** The notes can be taken back; the priorities have been changed since. */
async function conflict(page, request) {
  await bulk(request, { changes: { priority: 'Low' } });
  await bulk(request, { changes: { priority: 'High' }, note: 'Agreed with the vendor' });
  await bulk(request, { changes: { priority: 'Medium' } });
  await page.reload();
  await page.locator('.batches .button').nth(1).click();
  await page.locator('dialog').waitFor();
}

/** Four changes within minutes, with and without an effect in the end. */
async function changeQuickly(page, request) {
  for (const status of ['Blocked', 'TBC']) {
    await request('POST', '/api/items/AD-005/status', { status });
  }
  for (const priority of ['Low', 'High']) {
    await request('PATCH', '/api/items/AD-005', { priority });
  }
  await page.reload();
  await page.locator('at-item-history .fold').first().waitFor();
  await page.locator('at-item-history').evaluate((history) => history.scrollIntoView());
}

async function openRun(page, request) {
  await changeQuickly(page, request);
  await page.locator('at-item-history .fold').first().click();
}

async function undoEntry(page, request) {
  await request('POST', '/api/items/AD-003/status', { status: 'Blocked', comment: 'By mistake' });
  await page.reload();
  await page.locator('at-item-history .undo').first().click();
  await page.locator('at-undo-toast .toast').waitFor();
}
