/** Every page and every state of one worth looking at: where it is, and what is done there first. */

import { BULK_SCREENS } from './bulk-screens.mjs';
import { CORRECTION_SCREENS, prepareCorrections } from './correction-screens.mjs';
import { accountScreens } from './account-screens.mjs';
import { DASHBOARD_SCREENS } from './dashboard-screens.mjs';
import { IMPORT_SCREENS } from './import-screens.mjs';
import { pastScreens } from './past-screens.mjs';
import { sharingScreens } from './sharing-screens.mjs';
import { undoScreens } from './undo-screens.mjs';

const TABLE = '/trackers/1?sort=id';
const LONG = 'Definitized contract with every annex, the price breakdown and the export licence; ';

/** @param request Sends a request to the API: method, path, body. */
export const screensWith = (request) => ({
  trackers: ['/trackers'],
  'trackers-none': ['/trackers', (page) => answerWith(page, '**/api/trackers', [])],
  'trackers-error': ['/trackers', (page) => failAt(page, '**/api/trackers')],
  'new-tracker': ['/trackers/new', submit],
  'edit-tracker': ['/trackers/1/settings'],
  'edit-tracker-conflict': ['/trackers/5/settings', (page) => collideInTracker(page, request)],
  table: [TABLE],
  'table-open': ['/trackers/2'],
  'table-grouped': [
    '/trackers/1?sort=-due_date&group=owner_id&status=In%20Progress&status=Blocked',
  ],
  'table-filters': [TABLE, openFilters],
  'table-columns': [TABLE, (page) => press(page, 'at-table-options at-facet-menu button')],
  'table-edit': [TABLE, (page) => page.locator('[data-cell="AD-002 status"]').dblclick()],
  'table-calendar': [TABLE, openCellCalendar],
  'table-wrong-date': [TABLE, (page) => typeIntoCell(page, 'AD-002 due_date', '31 Feb')],
  'table-not-saved': [TABLE, saveOffline],
  'table-conflict': [TABLE, (page) => collideInCell(page, request)],
  'table-leaving': ['/trackers/2?sort=id&status=New', (page) => complete(page, request)],
  'table-no-match': [`${TABLE}&q=nothing`],
  'table-empty': ['/trackers/4'],
  'table-long': ['/trackers/5?sort=id'],
  'table-print': ['/trackers/1?sort=id&status=In%20Progress', print],
  'all-items': ['/items?sort=due_date'],
  'all-items-grouped': ['/items?sort=id&group=tracker_id&status=Blocked'],
  'all-items-none': ['/items', (page) => answerWith(page, '**/api/items', [])],
  'new-item': ['/trackers/1/items/new', submit],
  'new-item-next': ['/trackers/1/items/new', createOneOfSeveral],
  'new-item-calendar': ['/trackers/1/items/new', openFormCalendar],
  item: ['/items/AD-003'],
  'item-long': ['/items/LONGT-001'],
  'item-edit-fact': ['/items/AD-003', (page) => press(page, '[data-fact="priority"]')],
  'item-origin': ['/items/AD-003', (page) => page.locator('at-value-origin button').nth(1).click()],
  ...sharingScreens(request),
  ...BULK_SCREENS,
  ...DASHBOARD_SCREENS,
  ...CORRECTION_SCREENS,
  ...IMPORT_SCREENS,
  ...pastScreens(request),
  ...accountScreens(request),
  ...undoScreens(request),
  'past-of-table': ['/trackers/1?sort=id&as_of=review:1', showTimeline],
  slips: ['/reports/slips'],
  'slips-past': ['/reports/slips?by=category&tracker_id=1&as_of=-P7D'],
  'slips-list': ['/items?moved=true&sort=id'],
  'slips-print': ['/reports/slips', print],
  reviews: ['/trackers/1/reviews'],
  'reviews-none': ['/trackers/4/reviews'],
  'reviews-open': ['/trackers/5/reviews', openReview],
  walk: ['/trackers/1/reviews', walk],
  meeting: ['/trackers/2/reviews', meet],
  'walk-date': ['/trackers/1/reviews', walkToDate],
  'walk-list': ['/trackers/1/reviews', walkByList],
  'walk-edit': ['/trackers/1/reviews', editReview],
  'walk-close': ['/trackers/1/reviews', askToClose],
  'walk-none': ['/trackers/4/reviews', openOrContinue],
  'walk-long': ['/trackers/5/reviews', openOrContinue],
  minutes: ['/trackers/1/reviews', openMinutes],
  'minutes-print': ['/trackers/1/reviews', printMinutes],
  'item-missing': ['/items/AD-999'],
  'item-print': ['/items/AD-003', print],
  'edit-item': ['/items/AD-003/edit'],
  'edit-item-draft': ['/items/AD-003/edit', leaveDraft],
  'not-found': ['/nothing'],
  account: ['/trackers', (page) => press(page, 'at-account button')],
  'sign-out': ['/items/AD-003/edit', signOutWithDraft],
  keys: [TABLE, (page) => page.keyboard.press('?')],
  palette: [TABLE, (page) => find(page, 'contract')],
  'palette-settings': [TABLE, (page) => find(page, 'dark')],
  'palette-nothing': [TABLE, (page) => find(page, 'qqqq')],
  offline: [TABLE, goOffline],
  'part-not-loaded': [TABLE, loseParts],
  crash: ['/trackers', breakPage],
  'sign-in': ['/trackers', (page) => signInAgain(page, '/auth/login')],
  'sign-in-reason': ['/items/AD-003', (page) => signInAgain(page)],
});

/** What the pages above need beside the sample data. */
export async function prepare(request) {
  await request('POST', '/api/trackers', { prefix: 'EM', name: 'Empty tracker' });
  const { id } = await request('POST', '/api/trackers', {
    prefix: 'LONGT',
    name: 'Long-lead procurement of the second flight model and its ground support equipment',
    description: LONG.repeat(2),
  });
  const item = { category: 'SW / Ops', owner_id: 1, priority: 'Medium', due_date: '2024-01-31' };
  const path = `/api/trackers/${id}/items`;
  await request('POST', path, { ...item, title: LONG.repeat(6).slice(0, 500) });
  await request('POST', path, { ...item, title: 'x'.repeat(200) });
  await request('POST', path, { ...item, title: 'Short' });
  await request('POST', '/api/items/LONGT-001/notes', { content: LONG.repeat(30) });
  await prepareCorrections(request, id);
  await holdReviews(request);
  await request('POST', '/api/items/LONGT-001/notes', {
    content: 'See https://example.com/a/very/long/address/that/does/not/break and AD-003.',
  });
}

/** A closed review of the first tracker, and an open one with some items discussed. */
async function holdReviews(request) {
  const reviews = '/api/trackers/1/reviews';
  const people = [1, 2, 3];
  const first = await request('POST', reviews, { name: 'Weekly with Astro', participants: people });
  const { sections } = await request('GET', `${reviews}/${first.number}/agenda`);
  const ids = sections.flatMap(({ items }) => items.map(({ id }) => id));
  for (const item_id of ids.slice(0, 5)) {
    await request('POST', `${reviews}/${first.number}/discussed`, { item_id });
  }
  await request('POST', `/api/items/${ids[0]}/notes`, { content: 'Vendor promised the drawings.' });
  await request('POST', `/api/items/${ids[1]}/status`, { status: 'Blocked', comment: 'No parts' });
  await request('PATCH', `${reviews}/${first.number}`, {
    minutes: 'Agreed to meet weekly until CDR.\n\nAstro sends the drawings by Friday.',
  });
  await request('POST', `${reviews}/${first.number}/close`);
  const next = await request('POST', reviews, { name: 'Weekly with Astro', participants: people });
  for (const item_id of ids.slice(0, 2)) {
    await request('POST', `${reviews}/${next.number}/discussed`, { item_id });
  }
}

const press = (page, selector) => page.locator(selector).first().click();
const submit = (page) => press(page, 'main [type=submit]');
const print = (page) => page.emulateMedia({ media: 'print' });

async function answerWith(page, path, json) {
  await page.route(path, (route) => route.fulfill({ json }));
  await page.reload({ waitUntil: 'networkidle' });
}

async function failAt(page, path) {
  await page.route(path, (route) => route.abort());
  await page.reload();
  await page.locator('main [role=alert]').waitFor();
}

/** On a small screen the menus are behind a button. */
async function openFilters(page) {
  const expander = page.locator('.expander');
  if (await expander.isVisible()) await expander.click();
  await press(page, 'at-item-filters at-facet-menu button');
}

async function typeIntoCell(page, cell, text) {
  await page.locator(`[data-cell="${cell}"]`).focus();
  await page.keyboard.press('F2');
  await page.keyboard.press('Control+a');
  await page.keyboard.type(text);
}

async function openCellCalendar(page) {
  await typeIntoCell(page, 'AD-002 due_date', '12/15/26');
  await page.keyboard.press('Alt+ArrowDown');
  await page.locator('mat-calendar').waitFor();
}

async function createOneOfSeveral(page) {
  await page.keyboard.type('Countersign the amendment');
  await page.locator('main select').nth(0).selectOption('Systems');
  await page.locator('at-person-field input').click();
  await page.locator('at-person-field [role=option]').nth(1).click();
  await page.keyboard.press('Control+Shift+Enter');
  await page.locator('main [role=status] a').waitFor();
}

async function openFormCalendar(page) {
  await press(page, 'at-item-fields at-date-field button');
  await page.locator('mat-calendar').waitFor();
}

async function saveOffline(page) {
  await page.context().setOffline(true);
  await typeIntoCell(page, 'AD-002 title', 'Typed without a connection');
  await page.keyboard.press('Enter');
  await page.locator('at-unsaved-edits .callout').waitFor();
}

/** Somebody else changes the title that is being typed here. */
async function collideInCell(page, request) {
  await typeIntoCell(page, 'AD-002 title', 'Mine');
  await request('PATCH', '/api/items/AD-002', { title: `Theirs, at ${new Date().toISOString()}` });
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
}

async function collideInTracker(page, request) {
  await page.locator('main textarea').fill('Mine');
  await request('PATCH', '/api/trackers/5', { description: `Theirs, ${new Date().toISOString()}` });
  await submit(page);
  await page.getByRole('alert').waitFor();
}

/** The row stays where it is although the filter does not show it any more. */
async function complete(page, request) {
  const id = await page.locator('tr.item td.id').first().innerText();
  await page.locator(`[data-cell="${id} title"]`).focus();
  await typeIntoCell(page, `${id} status`, 'C');
  await page.keyboard.press('Enter');
  await page.locator('tr.is-leaving').waitFor();
  await request('POST', `/api/items/${id}/status`, { status: 'New' });
}

async function leaveDraft(page) {
  await page.locator('main input').first().fill('Definitized contract, second draft');
  await page.reload();
  await page.locator('at-draft-offers .callout').waitFor();
}

async function signOutWithDraft(page) {
  await page.locator('main input').first().fill('Definitized contract, second draft');
  await press(page, 'at-account button');
  await press(page, '.way-out');
  await page.getByRole('dialog').waitFor();
}

async function find(page, text) {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').fill(text);
}

async function showTimeline(page) {
  await page.locator('at-moment-control button').nth(1).click();
  await page.locator('at-timeline input').waitFor();
}

/** The review of the second tracker is opened once and then continued. */
async function meet(page) {
  const link = page.locator('.going a');
  await page.locator('h1').waitFor();
  if (await link.isVisible()) await link.click();
  else await openReview(page);
  await page.locator('at-walked-item at-item-notes').waitFor();
  for (const key of ['x', 'n', 'x', 'n']) await page.keyboard.press(key);
}

async function openReview(page) {
  await press(page, '.page-head button');
  await submit(page);
}

async function walk(page) {
  await press(page, '.going a');
  await page.locator('at-walked-item at-item-notes').waitFor();
}

async function walkToDate(page) {
  await walk(page);
  await page.keyboard.press('d');
  await page.locator('at-cell-editor input').waitFor();
}

/** On a small screen the list is behind a button. */
async function walkByList(page) {
  await walk(page);
  for (let step = 0; step < 8; step += 1) await page.keyboard.press('n');
  const fold = page.locator('.fold');
  if (await fold.isVisible()) await fold.click();
}

async function editReview(page) {
  await walk(page);
  await page.locator('at-review-head .is-text').first().click();
  await page.locator('at-edit-review form').waitFor();
}

async function askToClose(page) {
  await walk(page);
  await press(page, 'at-review-head .is-filled');
  await page.locator('at-close-review h3').first().waitFor();
}

/** A tracker without reviews gets one, which the other looks continue. */
async function openOrContinue(page) {
  if (await page.locator('.going a').isVisible()) {
    await press(page, '.going a');
  } else {
    await press(page, '.page-head button');
    await page.locator('main input').first().fill(LONG.slice(0, 120));
    await submit(page);
  }
  await page.locator('at-write-minutes').waitFor();
}

async function openMinutes(page) {
  await press(page, 'tbody .links a');
  await page.locator('at-topics').first().waitFor();
}

async function printMinutes(page) {
  await openMinutes(page);
  await print(page);
}

async function goOffline(page) {
  await page.context().setOffline(true);
  await page.locator('at-connection-banner p').waitFor();
}

async function loseParts(page) {
  await page.route('**/chunk-*.js', (route) => route.abort());
  await page.keyboard.press('Control+k');
  await page.locator('at-part-not-loaded p').waitFor(); // Its host has no size of its own.
}

/** The next page cannot be fetched. */
async function breakPage(page) {
  await page.route('**/chunk-*.js', (route) => route.abort());
  await press(page, 'a[href="/trackers/new"]');
  await page.locator('at-crash-page').waitFor();
}

/** @param path The page to ask for without a session; without it the page that is open notices. */
async function signInAgain(page, path) {
  await page.context().clearCookies();
  if (path) await page.goto(new URL(path, page.url()).href);
  else await page.reload();
  await page.locator('[name=email]').waitFor();
}
