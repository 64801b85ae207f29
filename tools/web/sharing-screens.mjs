/** Who is in a tracker, and the people of the organisation. @param request as in `screens.mjs` */
export const sharingScreens = (request) => ({
  'tracker-settings': ['/trackers/1/settings', (page) => withMembers(page, request)],
  'tracker-settings-remove': ['/trackers/1/settings', (page) => askToRemove(page, request)],
  'tracker-settings-refused': ['/trackers/1/settings', (page) => addNobody(page, request)],
  categories: ['/trackers/1/settings', (page) => withCategories(page, request)],
  'tracker-settings-viewer': ['/trackers/1/settings', (page) => asViewer(page)],
  'table-viewer': ['/trackers/1?sort=id', (page) => asViewer(page)],
  'item-viewer': ['/items/AD-003', (page) => asViewer(page)],
  'tracker-settings-archived': ['/trackers/1/settings', asArchived],
  'table-archived': ['/trackers/1?sort=id', asArchived],
  'trackers-archived': ['/trackers', showArchived],
  people: ['/people', asAdmin],
  'people-change': ['/people', changeOne],
  'people-merge': ['/people', mergeOne],
  'people-merge-refused': ['/people', refuseMerge],
  'people-merge-again': ['/people', mergeAgain],
  'people-merged': ['/people', haveMerged],
});

async function withMembers(page, request) {
  const path = '/api/trackers/1/members';
  const email = 'ana.carolina.de-oliveira-e-silva@astro-digital.example';
  await request('POST', path, { email, role: 'contributor' });
  await request('POST', path, { email: 'joao@astro-digital.example', role: 'viewer' });
  await page.reload();
  await page.locator('at-member-list li').nth(2).waitFor();
}

async function askToRemove(page, request) {
  await withMembers(page, request);
  await page.locator('at-member-list button').nth(1).click();
  await page.locator('dialog').waitFor();
}

async function withCategories(page, request) {
  const { categories } = await request('GET', '/api/trackers/1');
  const own = categories.map(({ key, name, retired }) => ({
    ...{ key, retired: retired || key === 'ConOps' },
    name: key === 'ADCS' ? 'Guidance, navigation and control' : name,
  }));
  const added = own.some(({ key }) => key === 'Thermal') ? [] : [{ name: 'Thermal' }];
  await request('PATCH', '/api/trackers/1', { categories: [...own, ...added] });
  await page.reload();
  await page.locator('at-category-row [data-act=rename]').nth(1).click();
  await page.locator('at-category-row input').fill('Systems');
  await page.locator('at-category-row [type=submit]').click();
  await page.locator('at-category-row [role=alert]').waitFor();
  await page.locator('at-tracker-categories').scrollIntoViewIfNeeded();
}

async function addNobody(page, request) {
  await withMembers(page, request);
  await page.locator('at-add-member input').fill('Somebody else');
  await page.locator('at-add-member .actions button').click();
  await page.locator('at-add-member mat-error').waitFor();
}

const asViewer = (page) => withTrackers(page, /"my_role":"\w+"/g, '"my_role":"viewer"');
const asArchived = (page) => withTrackers(page, /"archived":false/g, '"archived":true');

async function withTrackers(page, what, instead) {
  await page.route(/\/api\/trackers(\/1)?(\?archived=true)?$/, async (route) => {
    const response = await route.fetch();
    const text = (await response.text()).replaceAll(what, instead);
    await route.fulfill({ response, body: text });
  });
  await page.reload();
  await page.locator('main h1').waitFor();
  await page.waitForLoadState('networkidle');
}

async function showArchived(page) {
  await asArchived(page);
  await page.locator('details summary').click();
  await page.locator('at-archived-trackers li').first().waitFor();
}

async function asAdmin(page) {
  await page.route('**/auth/me', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...(await response.json()), site_role: 'admin' } });
  });
  await page.reload();
  await page.locator('.entries li').first().waitFor();
}

async function changeOne(page) {
  await asAdmin(page);
  await page.locator('.entries button').nth(1).click();
  await page.locator('at-change-person [type=checkbox]').uncheck();
}

/** What the server would say to an administrator, who nobody is here. */
const MERGED = {
  ...{ dry_run: true, batch: null, user_id: 3, into_id: 1, was_merged: false },
  items: Array.from({ length: 40 }, (_, n) => `AD-${String(n + 1).padStart(3, '0')}`),
  archived_items: ['MO-003', 'MO-004', 'MO-011'],
  roles: [{ tracker_id: 1, role: 'editor' }],
};
const REFUSED = { error: { code: 'CONFLICT', message: 'Expected', correlation_id: 'x' } };

/** @param answer what the server says to each request */
const merge = (answer) => async (page) => {
  await page.route('**/api/users/*/merge', (route) => route.fulfill(answer(route.request())));
  await page.route('**/api/users', async (route) => {
    const response = await route.fetch();
    const [first, second, ...others] = await response.json();
    const email = 'somebody@import.invalid';
    const long = 'Maximiliana Konstantinopolitanska-Wittelsbacher (Subcontractor, Thermal)';
    const json = [
      first,
      { ...second, email, name: long },
      ...others.map((one, n) => ({ ...one, email, merged_into_id: n < 2 ? first.id : null })),
    ];
    await route.fulfill({ response, json });
  });
  await asAdmin(page);
};

async function fillMerge(page) {
  await page.getByText('Maximiliana').locator('..').locator('[data-opens^=merge]').click();
  const field = page.locator('at-merge-person input');
  await field.fill('Mar');
  await field.press('Enter');
  await page.locator('at-merge-person [type=submit]').click();
  await page.locator('at-merge-person :is(.callout, .merge-box)').waitFor();
}

async function mergeOne(page) {
  await merge(() => ({ json: MERGED }))(page);
  await fillMerge(page);
}

async function refuseMerge(page) {
  await merge(() => ({ status: 409, json: REFUSED }))(page);
  await fillMerge(page);
}

async function mergeAgain(page) {
  await merge(() => ({ json: { ...MERGED, was_merged: true, items: [], roles: [] } }))(page);
  await page.locator('[data-opens^=merge]').first().click();
  await page.locator('at-merge-person .merge-box').waitFor();
}

async function haveMerged(page) {
  const done = { json: { ...MERGED, dry_run: false, batch: 'b' } };
  await merge((request) => (request.postDataJSON().dry_run ? { json: MERGED } : done))(page);
  await fillMerge(page);
  await page.locator('at-merge-person .actions .is-filled').click();
  await page.locator('.merge-box [type=button]').waitFor();
}
