/** What a programme manager does with the past: look at it, play it, and find the way back. */
import { createEmptyDatabase } from '@action-tracker/runtime/testing';
import type { ListedItem, Me } from '@action-tracker/contracts';
import type { Page } from 'playwright-core';
import { eventually } from './support/eventually';
import { ledgerOf } from './support/ledger';
import { dayBefore, importPast, lastTuesday } from './support/past-tracker';
import { cell, signIn, startWebSession, visit, type WebSession } from './support/web-session';

const PW = 2;
const WRITES = 'main :is(form, input:not([type=search], [type=range]), textarea, [data-fact])';

let session: WebSession;
let page: Page;
let url: string;
let today: string;

beforeAll(async () => {
  const databaseUrl = await createEmptyDatabase();
  session = await startWebSession({}, databaseUrl);
  ({ page } = session.browser);
  ({ url } = session.product);
  ({ today } = (await session.api.get<Me>('/auth/me')).body);
  await importPast(databaseUrl, today);
  await session.api.createItem(PW, { title: 'Written today' });
  await signIn(page, `${url}/trackers`);
  await page.waitForURL('**/trackers');
});

afterAll(() => session.close());

const statuses = () => page.locator('tr.item td.status').allInnerTexts();
const search = () => new URL(page.url()).searchParams;
const banner = () => page.locator('at-past-banner');
const slider = () => page.getByRole('slider', { name: 'Moment' });
const open = async (path: string) => {
  await visit(page, path);
  await page.locator('tr.item').first().waitFor();
};

async function openTimeline(): Promise<void> {
  // The timeline of the test before may be open.
  await page.goto(`${url}/trackers/${PW}?sort=id`);
  await page.locator('tr.item').first().waitFor();
  // A key, because what is still loading may move the button between press and release of a mouse.
  await page.getByRole('button', { name: 'Timeline' }).press('Enter');
  await slider()
    .waitFor()
    .catch(async () => {
      throw new Error(`Expected the timeline, found ${await page.locator('body').innerText()}`);
    });
}

describe('The board of last Tuesday', () => {
  const endOf = (day: string) => `${day}T23:59:59.999Z`;

  it('opens from a pasted address, and looks like the past', async () => {
    const tuesday = lastTuesday(today);
    await open(`/trackers/${PW}?as_of=${tuesday}&sort=id`);
    await eventually(statuses, ['Complete', 'In Progress', 'New']);
    const { body } = await session.api.get<ListedItem[]>(
      `/api/trackers/${PW}/items?as_of=${tuesday}`,
    );
    expect(await statuses()).toEqual(body.map(({ status }) => status));
    await eventually(() => search().get('as_of'), endOf(tuesday));
    await banner().getByText('Nothing can be changed here').waitFor();
    await eventually(async () => (await page.title()).includes('as of the end of'), true);
    expect(await page.locator('main.is-past').count()).toBe(1);
  });

  it('has no way to write, and keys that write elsewhere do nothing', async () => {
    const ids = ['PW-001', 'PW-002', 'PW-003'];
    const ledgers = () => Promise.all(ids.map((id) => ledgerOf(session.api, id)));
    const before = await ledgers();
    const here = page.url();
    await cell(page, 'PW-002', 'title').focus();
    for (const key of 'cespodn') await page.keyboard.press(key);
    await page.keyboard.type('Typed into the past');
    expect(await page.locator(WRITES).count()).toBe(0);
    expect(await page.getByRole('link', { name: /New item|Tracker settings/ }).count()).toBe(0);
    expect(page.url()).toBe(here);
    expect(await ledgers()).toEqual(before);
  });

  it('stays while one goes to an item and back, and Escape returns to now', async () => {
    const asOf = endOf(lastTuesday(today));
    await cell(page, 'PW-002', 'title').focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/items/PW-002?as_of=${asOf}`);
    await page.getByRole('heading', { name: 'Baseline the ICD' }).waitFor();
    expect(await page.locator(WRITES).count()).toBe(0);
    await page.locator('a.back').click();
    await page.waitForURL(`**/trackers/${PW}?*`);
    await eventually(() => search().get('as_of'), asOf);
    await page.getByRole('link', { name: 'All items' }).click();
    await page.waitForURL('**/items?*');
    await eventually(() => search().get('as_of'), asOf);
    await page.goBack();
    await page.locator('tr.item').first().waitFor();
    await page.keyboard.press('Escape');
    await eventually(() => search().get('as_of'), null);
    await page.getByRole('link', { name: 'New item' }).waitFor();
    expect(await banner().count()).toBe(0);
  });

  it('is chosen with the mouse as well', async () => {
    await open(`/trackers/${PW}?sort=id`);
    await page.getByRole('button', { name: 'As of…' }).click();
    await page.getByRole('button', { name: 'A week ago' }).click();
    await eventually(() => search().get('as_of')?.slice(0, 10), dayBefore(today, 7));
    await eventually(statuses, ['Complete', 'In Progress', 'New']);
    await page.getByRole('button', { name: 'Back to now' }).click();
    await eventually(statuses, ['Complete', 'In Progress', 'New', 'New']);
  });

  it('of a tracker that was not there says so', async () => {
    await visit(page, `/trackers/1?as_of=${dayBefore(today, 7)}`);
    await page.getByText('It did not exist yet at the moment you chose').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { name: 'Astro Digital' }).waitFor();
  });
});

describe('Six weeks', () => {
  const caption = () => slider().getAttribute('aria-valuetext');
  const speed = (name: string) => page.getByLabel('Speed').selectOption(name);
  const play = () => page.getByRole('button', { name: 'Play' });

  it('are replayed from loaded entries, day by day, up to now', async () => {
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    await openTimeline();
    await slider().focus();
    await page.keyboard.press('Home');
    await eventually(statuses, ['New']);
    await eventually(() => search().get('as_of')?.slice(0, 10), dayBefore(today, 42));
    let lists = 0;
    page.on('request', (request) => (lists += request.url().includes('/items') ? 1 : 0));
    await speed('A month per second');
    await play().click();
    const seen: string[] = [];
    while ((await caption()) !== 'Now') {
      const now = (await statuses()).join();
      if (now !== seen.at(-1)) seen.push(now);
    }
    expect(seen.length).toBeGreaterThan(3);
    expect(seen).toContain('In Progress,Blocked,New');
    expect(lists).toBe(0);
    await eventually(statuses, ['Complete', 'In Progress', 'New', 'New']);
    await eventually(() => search().get('as_of'), null);
  });

  it('pause on a key, and follow the arrow keys with the counts', async () => {
    await speed('A week per second');
    await play().click();
    await eventually(async () => Boolean((await caption())?.includes('ledger')), true);
    await slider().focus();
    await page.keyboard.press('ArrowRight');
    await play().waitFor();
    await page.keyboard.press('Home');
    for (let day = 0; day < 12; day++) await page.keyboard.press('ArrowRight');
    await eventually(statuses, ['In Progress', 'New']);
    await page.getByText('2 items', { exact: true }).first().waitFor();
    await page.keyboard.press('Escape');
    await eventually(statuses, ['Complete', 'In Progress', 'New', 'New']);
  });

  it('move once a second when less motion is wanted', async () => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await speed('A month per second');
    await play().click();
    const places = new Set<string>();
    while ((await caption()) !== 'Now' || places.size < 2) {
      places.add(await slider().inputValue());
    }
    expect([...places].filter((place) => Number(place) % 30 === 0)).toEqual(['0', '30']);
  });

  it('follow the mouse', async () => {
    await openTimeline();
    const box = await slider().boundingBox();
    if (!box) throw new Error('Expected a slider');
    const middle = box.y + box.height / 2;
    await page.mouse.move(box.x + box.width - 10, middle);
    await page.mouse.down();
    await page.mouse.move(box.x + 4, middle, { steps: 8 });
    await page.mouse.up();
    await eventually(statuses, ['New']);
    await eventually(() => search().get('as_of')?.slice(0, 10), dayBefore(today, 42));
  });
});
