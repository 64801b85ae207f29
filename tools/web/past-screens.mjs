/** The pages of the past, and the comparisons with it. */

const THEN = 'sort=id&as_of=-P30D';
const SINCE = 'sort=id&since=-P30D';
const PREPARING = 'Preparing the past of AD: 12,000 of 60,000 entries are ready; try again shortly';

/** @param request Sends a request to the API: method, path, body. */
export const pastScreens = (request) => ({
  'trackers-past': ['/trackers?as_of=-P30D'],
  'all-items-past': [`/items?${THEN}`],
  'table-past': [`/trackers/1?${THEN}`],
  'table-past-refused': ['/trackers/1?as_of=yesterday'],
  'table-past-preparing': ['/trackers', prepareThePast],
  'table-past-print': [`/trackers/1?${THEN}`, print],
  'table-timeline': ['/trackers/1?sort=id', openTimeline],
  'table-compared': [`/trackers/1?${SINCE}`],
  'table-compared-only': [`/trackers/1?${SINCE}&changed=only`],
  'table-compared-refused': ['/trackers/1?sort=id&since=2199-01-01'],
  'table-compared-print': [`/trackers/1?${SINCE}&changed=only`, print],
  'table-since-review': ['/trackers/3?sort=id', (page) => closeReview(page, request)],
  'moment-panel': ['/trackers/3?sort=id', chooseMoment],
  'item-past': ['/items/AD-003?as_of=-P30D'],
  'item-past-not-yet': ['/items/AD-040?as_of=2020-01-01'],
  'item-past-print': ['/items/AD-003?as_of=-P30D', print],
  changes: ['/trackers/1/changes?from=-P30D'],
  'changes-none': ['/trackers/4/changes'],
  'changes-refused': ['/trackers/1/changes?from=2199-01-01'],
  'changes-print': ['/trackers/1/changes?from=-P30D', print],
});

const print = (page) => page.emulateMedia({ media: 'print' });

async function openTimeline(page) {
  await page.locator('at-moment-control button').nth(1).click();
  await page.locator('at-timeline input').press('Home');
  for (let day = 0; day < 20; day++) await page.keyboard.press('ArrowRight');
}

async function chooseMoment(page) {
  await page.locator('at-moment-control button').first().click();
  await page.locator('at-moment-panel').waitFor();
}

async function prepareThePast(page) {
  const error = { code: 'UNAVAILABLE', message: PREPARING, correlation_id: 'none', details: [] };
  const answer = { status: 503, headers: { 'Retry-After': '1' }, json: { error } };
  await page.route('**/api/trackers/1/items?*', (route) => route.fulfill(answer));
  await page.goto(new URL(`/trackers/1?${THEN}`, page.url()).href);
  await page.locator('progress').waitFor();
}

/** The first look closes a review and then changes something. */
async function closeReview(page, request) {
  const reviews = '/api/trackers/3/reviews';
  if ((await request('GET', reviews)).length === 0) {
    const { number } = await request('POST', reviews, { name: 'Readiness for shipment' });
    await request('POST', `${reviews}/${number}/close`);
    await request('PATCH', '/api/items/RL-001', { due_date: '2027-03-01', priority: 'Low' });
    await request('POST', '/api/items/RL-002/notes', { content: 'Confirmed by phone' });
  }
  await page.reload();
  await page.locator('at-since-review p').waitFor();
}
