/** The page of the account: sessions and access tokens. @param request as in `screens.mjs` */
export const accountScreens = (request) => ({
  'account-page': ['/account', (page) => withTokens(page, request)],
  'account-new-token': ['/account', chooseTrackers],
  'account-created': ['/account', create],
});

const inDays = (days) => new Date(Date.now() + days * 86_400_000).toISOString();

async function withTokens(page, request) {
  const name =
    'Status of all vendors for the weekly report to the programme board and its deputies';
  await request('POST', '/api/tokens', { name, scope: 'read', expires_at: inDays(30) });
  const token = { name: 'CI', scope: 'write', expires_at: inDays(365), tracker_ids: [1, 2] };
  await request('POST', '/api/tokens', token);
  await page.reload();
  await page.locator('at-token-list li').nth(1).waitFor();
}

async function chooseTrackers(page) {
  await page.locator('.page-head button').click();
  await page.locator('[name=where]').nth(1).check();
  await page.locator('at-new-token .actions button').first().click();
  await page.locator('mat-error').waitFor();
}

async function create(page) {
  await page.locator('.page-head button').click();
  await page.locator('at-new-token input').first().fill('Weekly report');
  await page.locator('at-new-token .actions button').first().click();
  await page.locator('.secret').waitFor();
}
