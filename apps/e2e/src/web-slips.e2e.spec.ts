import type { ListedItem } from '@action-tracker/contracts';
import { violationsInBothColours } from './support/axe';
import { eventually } from './support/eventually';
import { signIn, startWebSession, visit, type WebSession } from './support/web-session';

let session: WebSession;
/** Before any date moved. */
let before: string;

beforeAll(async () => {
  session = await startWebSession();
  const { api, browser, product, trackerId } = session;
  const due_date = '2030-03-01';
  for (const title of ['Slips twice', 'Slips once', 'Stays', 'Done on time']) {
    await api.createItem(trackerId, { title, due_date });
  }
  before = (await api.get<ListedItem>('/api/items/AD-004')).body.created_at;
  await api.patch('/api/items/AD-001', { due_date: '2030-03-08', due_date_reason: 'Redlines' });
  await api.patch('/api/items/AD-001', { due_date: '2030-03-15' });
  await api.patch('/api/items/AD-002', { due_date: '2030-03-05', category: 'ADCS' });
  await api.post('/api/items/AD-004/status', { status: 'Complete' });
  await signIn(browser.page, `${product.url}/trackers`);
  await browser.page.waitForURL('**/trackers');
});

afterAll(() => session.close());

const page = () => session.browser.page;
const open = (path: string) => visit(page(), path);
const rows = () => page().locator('tbody tr').allInnerTexts();
const ids = () => page().locator('td.id').allInnerTexts();
const row = (name: string) => page().locator('tbody tr', { hasText: name });

describe('The report of slips', () => {
  it('is reached from the navigation, and from the palette', async () => {
    await page().getByRole('link', { name: 'Slips', exact: true }).click();
    await page().waitForURL('**/reports/slips');
    await open('/trackers');
    await page().getByRole('heading', { name: 'Trackers' }).waitFor();
    await page().keyboard.press('Control+k');
    await page().getByRole('combobox').fill('slips');
    await page().keyboard.press('Enter');
    await page().waitForURL('**/reports/slips');
    await eventually(() => page().title(), 'Slips · Action Tracker');
  });

  it('counts by owner, and each number leads to the items behind it', async () => {
    await open('/reports/slips');
    await row('Maria Fitzgerald').waitFor();
    expect((await rows()).map((text) => text.replaceAll(/\s+/g, ' ').trim())).toEqual([
      'Maria Fitzgerald 4 2 3 9 d 12.5 d 1 1 100% 1 100%',
    ]);
    for (const [column, expected] of [
      ['Items', ['AD-001', 'AD-002', 'AD-003', 'AD-004']],
      ['Date moved', ['AD-001', 'AD-002']],
      ['Completed', ['AD-004']],
      ['On time', ['AD-004']],
    ] as const) {
      await open('/reports/slips');
      await page()
        .getByRole('link', { name: new RegExp(`^${column}, `) })
        .click();
      await page().waitForURL('**/items?**');
      await eventually(ids, [...expected]);
    }
  });

  it('leads to a list that says what it leaves out, and shows it when asked', async () => {
    await open('/reports/slips?by=category');
    await page()
      .getByRole('link', { name: /^Date moved, ADCS/ })
      .click();
    await eventually(ids, ['AD-002']);
    await page().getByText('Due date moved').waitFor();
    await page().reload();
    await eventually(ids, ['AD-002']);
    await page().getByRole('button', { name: 'Show the others too' }).click();
    await eventually(() => new URL(page().url()).searchParams.get('moved'), null);
    await page().getByRole('button', { name: 'Clear filters' }).click();
    await eventually(ids, ['AD-001', 'AD-002', 'AD-003', 'AD-004']);
  });

  it('is grouped in other ways, of one tracker, and the address keeps it', async () => {
    await open('/reports/slips');
    await page().locator('.choices select').first().selectOption('Category');
    await row('ADCS').waitFor();
    await page().locator('.choices select').last().selectOption('AD Astro Digital');
    await page().waitForURL('**/reports/slips?by=category&tracker_id=1');
    await page().reload();
    await row('ADCS').waitFor();
    expect(await page().locator('tbody tr').count()).toBe(2);
  });

  it('is as it was at a moment in the past, with the lists of then', async () => {
    await open(`/reports/slips?as_of=${before}`);
    await row('Maria Fitzgerald').waitFor();
    expect((await rows()).map((text) => text.replaceAll(/\s+/g, ' ').trim())).toEqual([
      'Maria Fitzgerald 4 0 0 – – 0 0 0',
    ]);
    await page()
      .getByRole('link', { name: /^Items, / })
      .click();
    await page().waitForURL(/\/items\?.*as_of=/);
    await eventually(ids, ['AD-001', 'AD-002', 'AD-003', 'AD-004']);
    await page().getByRole('link', { name: 'Slips', exact: true }).click();
    await page().waitForURL(/\/reports\/slips\?as_of=/);
    await page().keyboard.press('Escape');
    await page().waitForURL('**/reports/slips');
  });

  it.each(['/reports/slips', '/reports/slips?tracker_id=99', '/items?moved=true'])(
    'In light and in dark, at 1440 and at 390 px, axe finds nothing wrong: %s',
    async (path) => {
      await open(path);
      await page().locator('td.number, .state, at-narrowed-list').first().waitFor();
      const overflow =
        'document.documentElement.scrollWidth - document.documentElement.clientWidth';
      for (const width of [1440, 390]) {
        await page().setViewportSize({ width, height: 900 });
        expect([width, await violationsInBothColours(page())]).toEqual([width, []]);
        expect([width, await page().evaluate(overflow)]).toEqual([width, 0]);
      }
    },
  );
});
