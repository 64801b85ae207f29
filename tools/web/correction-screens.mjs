/** Withdrawn items, and notes that were amended or withdrawn. */

const WITHDRAWN = '/items/LONGT-004';
const CORRECTED = '/items/LONGT-005';

export const CORRECTION_SCREENS = {
  'withdrawn-item': [WITHDRAWN],
  'withdrawn-item-print': [WITHDRAWN, (page) => page.emulateMedia({ media: 'print' })],
  'withdrawn-list': ['/trackers/5?sort=id&withdrawn=true'],
  'withdrawn-none': ['/trackers/4?sort=id&withdrawn=true'],
  'withdraw-item': [CORRECTED, (page) => ask(page, 'at-withdraw-item button')],
  'notes-corrected': [CORRECTED],
  'notes-corrected-print': [CORRECTED, (page) => page.emulateMedia({ media: 'print' })],
  'note-edit': [CORRECTED, edit],
  'note-withdraw': [CORRECTED, (page) => ask(page, 'at-item-note .actions button:last-child')],
};

/** What the pages above need. @param trackerId the tracker LONGT, which has three items */
export async function prepareCorrections(request, trackerId) {
  const item = { category: 'SW / Ops', owner_id: 1, priority: 'Medium', due_date: '2026-12-31' };
  for (const title of ['Order the connectors', 'Order the connectors for the second unit']) {
    await request('POST', `/api/trackers/${trackerId}/items`, { ...item, title });
  }
  await request('POST', `/api${WITHDRAWN}/notes`, { content: 'Quotation received.' });
  await request('POST', `/api${WITHDRAWN}/withdraw`, { reason: 'Entered twice, see LONGT-005.' });
  for (const content of ['Caled the vendor.', 'Belongs to another item.', 'Delivery in week 6.']) {
    await request('POST', `/api${CORRECTED}/notes`, { content });
  }
  await request('PATCH', `/api${CORRECTED}/notes/2`, { content: 'Called the vendor.' });
  await request('POST', `/api${CORRECTED}/notes/3/withdraw`, { reason: 'Wrong item' });
}

async function ask(page, selector) {
  await page.locator(selector).first().click();
  await page.locator('at-reason-dialog textarea').waitFor();
}

async function edit(page) {
  await page.locator('at-item-note .actions button').first().click();
  await page.locator('at-note-editor textarea').waitFor();
}
