/** A whole meeting in the client: by keyboard only, by mouse, and with a second person. */
import type { Item, ItemDetail, ItemEventEntry, Minutes, Review } from '@action-tracker/contracts';
import type { Page } from 'playwright-core';
import { ApiClient } from './support/api-client';
import { openBrowser, type OpenBrowser } from './support/browser';
import { eventually } from './support/eventually';
import { textOfPages } from './support/pdf-text';
import { signIn, startWebSession, type WebSession } from './support/web-session';

const ITEMS = 12;
const REVIEWS = '/api/trackers/1/reviews';

let session: WebSession;
let items: readonly Item[];

beforeAll(async () => {
  session = await startWebSession();
  const { api, browser, product, trackerId } = session;
  const dates = ['2026-01-05', '2026-01-02', '2026-02-01', null, '2099-05-01', null];
  const created: Item[] = [];
  for (let number = 1; number <= ITEMS; number += 1) {
    const due_date = dates[number % dates.length] ?? null;
    created.push(await api.createItem(trackerId, { title: `Topic ${number}`, due_date }));
  }
  items = created;
  await ApiClient.signIn(product.url, 'Jun Kawasaki', 'jk@example.com');
  await api.post(`/api/items/${created[4]?.id}/status`, { status: 'Blocked' });
  await signIn(browser.page, `${product.url}/trackers`);
  await browser.page.getByText('Astro Digital').waitFor();
});

afterAll(() => session.close());

const page = () => session.browser.page;
const review = async (number: number) =>
  (await session.api.get<Review>(`${REVIEWS}/${number}`)).body;
const itemOf = async (id: string) => (await session.api.get<ItemDetail>(`/api/items/${id}`)).body;
const lastEvent = async (id: string) =>
  (await session.api.get<ItemEventEntry[]>(`/api/items/${id}/events`)).body.at(-1);
const topic = (target: Page) => target.locator('at-walked-item h2 .id').innerText();
const isDiscussed = (target: Page) => target.locator('.mark').getAttribute('aria-pressed');

async function press(...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page().keyboard.press(key);
}

/** Presses Tab until something with this name has the focus. */
async function tabTo(name: string): Promise<void> {
  const focused = () =>
    page().evaluate<string>(`(() => {
      const { activeElement: at } = document;
      return at?.getAttribute('aria-label') ?? at?.labels?.[0]?.innerText ?? at?.innerText ?? '';
    })()`);
  for (let presses = 0; presses < 60; presses += 1) {
    if ((await focused()).trim().startsWith(name)) return;
    await press('Tab');
  }
  throw new Error(`Expected to reach "${name}" with Tab, found ${await focused()}`);
}

describe('A meeting by keyboard only', () => {
  const order: string[] = [];

  it('is opened from the tracker', async () => {
    await page().goto(`${session.product.url}/trackers/1?sort=id`);
    await page().getByText('Topic 1').first().waitFor();
    await press('g', 'r');
    await page().getByText('No reviews yet').waitFor();
    await tabTo('Open a review');
    await press('Enter');
    await page().getByLabel('Name').waitFor();
    await page().keyboard.type('Weekly with Astro');
    await tabTo('Participants');
    await page().keyboard.type('Maria');
    await page().getByRole('option').first().waitFor();
    await press('Enter', 'Control+Enter');
    await page().waitForURL(/\/trackers\/1\/reviews\/1$/);
    await page().locator('at-walked-item').waitFor();
    expect(await page().title()).toBe('Review 1 Weekly with Astro · Action Tracker');
    const { id } = await session.api.me();
    expect(await review(1)).toMatchObject({ state: 'open', participants: [id] });
  });

  it('walks every item of every section, and marks each', async () => {
    const headings = await page().locator('at-agenda-list .heading').allInnerTexts();
    expect(headings.map((text) => text.replaceAll(/\s+/g, ' '))).toEqual([
      ...['Overdue 6', 'Blocked 1', 'Due date TBD 3', 'Untouched longest 2'],
    ]);
    for (let at = 0; at < ITEMS; at += 1) {
      order.push(await topic(page()));
      await press('x');
      await eventually(() => isDiscussed(page()), 'true');
      if (at === ITEMS - 1) break;
      await press('n');
      await eventually(async () => (await topic(page())) !== order.at(-1), true);
    }
    expect(new Set(order).size).toBe(ITEMS);
    await eventually(async () => (await review(1)).discussed, order);
    await eventually(() => page().locator('.progress').innerText(), '12 of 12 items discussed');
  });

  it('takes a note, a status, a later date with its reason, and an owner', async () => {
    for (let steps = 1; steps < ITEMS; steps += 1) await press('p');
    const [first = '', second = ''] = order;
    await eventually(() => topic(page()), first);
    await press('m');
    await page().keyboard.type('Vendor has the drawings');
    await press('Control+Enter');
    await page().getByText('Vendor has the drawings').waitFor();
    expect((await itemOf(first)).notes[0]?.content).toBe('Vendor has the drawings');
    await press('s');
    await page().getByLabel(`Status of ${first}`).waitFor();
    await press('B', 'Enter');
    await eventually(async () => (await itemOf(first)).status, 'Blocked');
    await press('n');
    await eventually(() => topic(page()), second);
    await press('d');
    await page().getByLabel(`Due of ${second}`).waitFor();
    await page().keyboard.type('05/01/2099');
    await press('Enter');
    await page().getByLabel('Why later?').or(page().locator('.why')).first().waitFor();
    await page().keyboard.type('Parts are late');
    await press('Enter');
    await eventually(async () => (await itemOf(second)).due_date, '2099-05-01');
    expect(JSON.stringify(await lastEvent(second))).toContain('Parts are late');
    await press('a');
    await page()
      .getByRole('combobox', { name: `Owner of ${second}` })
      .waitFor();
    await page().keyboard.type('Jun');
    await press('Enter');
    await page().locator('at-item-facts').getByText('Jun Kawasaki').waitFor();
    await eventually(async () => (await itemOf(second)).owner_id !== items[0]?.owner_id, true);
  });

  it('finds its place again', async () => {
    await press('g', 't');
    await page().waitForURL(/\/trackers$/);
    await page().goBack();
    await page().waitForURL(/\/reviews\/1$/);
    await eventually(() => topic(page()), order[1]);
  });

  it('writes minutes, and closes', async () => {
    await press('w');
    await page().keyboard.type('Agreed to meet every week.');
    await press('Control+Enter');
    await page().getByText('Saved', { exact: true }).waitFor();
    expect((await review(1)).minutes).toBe('Agreed to meet every week.');
    await press('Control+k');
    await page().getByRole('dialog').getByRole('combobox').fill('close the review');
    await press('Enter');
    const dialog = page().getByRole('dialog', { name: 'Close the review' });
    await dialog.getByText('Every open item was discussed.').waitFor();
    await dialog.getByText('Agreed to meet every week.').waitFor();
    await tabTo('Close it now');
    await press('Enter');
    await page().getByRole('heading', { name: 'Open items, next dates first' }).waitFor();
    expect(await review(1)).toMatchObject({ state: 'closed', discussed: order });
    expect(await page().locator('at-topics li').count()).toBe(ITEMS);
  });

  it('prints its minutes on A4, with what it is and the page number on every page', async () => {
    const pdf = await page().pdf({ preferCSSPageSize: true });
    const pages = textOfPages(pdf);
    expect(pages.length).toBeGreaterThan(1);
    expect(pdf.toString('latin1')).toMatch(/\/MediaBox\s*\[0 0 59[45]\.?\d* 84[12]/);
    const { position } = await review(1);
    pages.forEach((text, index) => {
      expect(text).toContain('ADAstroDigital·Review1WeeklywithAstro·');
      expect(text).toContain(`entry${position}oftheledgerAD`);
      expect(text).toContain(`${index + 1}/${pages.length}`);
    });
    const all = pages.join('');
    for (const said of [
      'Agreedtomeeteveryweek.',
      'MF:Vendorhasthedrawings',
      'Blocked',
      'dayslater)',
      ...items.map(({ title }) => title.replaceAll(' ', '')),
    ]) {
      expect(all).toContain(said);
    }
  });

  it('hands them out as a page for mail', async () => {
    const [mail] = await Promise.all([
      page().context().waitForEvent('page'),
      page().getByRole('link', { name: 'Page for mail' }).click(),
    ]);
    await mail.getByText('Agreed to meet every week.').waitFor();
    await mail.getByText(/^Due: .* → May 1, 2099/).waitFor();
    await mail.close();
  });
});

describe('The same meeting by mouse', () => {
  const fact = (name: string) => page().locator(`[data-fact="${name}"]`);

  it('opens, and marks every item with the pointer', async () => {
    await page().getByRole('link', { name: 'Reviews' }).click();
    await page().getByRole('button', { name: 'Open a review' }).click();
    expect(await page().getByLabel('Name').inputValue()).toBe('Weekly with Astro');
    await page().getByRole('button', { name: 'Open the review' }).click();
    await page().waitForURL(/\/reviews\/2$/);
    const entries = page().locator('at-agenda-list .entry button');
    await eventually(() => entries.count(), ITEMS);
    for (let at = 0; at < ITEMS; at += 1) {
      const title = await entries.nth(at).locator('.id').innerText();
      await entries.nth(at).click();
      await eventually(() => topic(page()), title);
      await page().locator('.mark').click();
      await eventually(() => isDiscussed(page()), 'true');
    }
  });

  it('notes and changes status, owner, priority and due date, with the reason', async () => {
    const dated = items.find(({ due_date }) => due_date === '2026-02-01');
    const { id } = dated ?? { id: '' };
    await page().locator('at-agenda-list .entry button').filter({ hasText: id }).click();
    await eventually(() => topic(page()), id);
    await page().getByLabel('Add a note').fill('By mouse');
    await page().getByRole('button', { name: 'Add note' }).click();
    await page().locator('at-item-notes').getByText('By mouse').waitFor();
    await fact('priority').click();
    await page().getByLabel(`Priority of ${id}`).selectOption('Low');
    await fact('status').click();
    await page().getByLabel(`Status of ${id}`).selectOption('Blocked');
    await fact('owner_id').click();
    await page().getByRole('option', { name: 'Jun Kawasaki' }).click();
    await page().locator('at-item-facts').getByText('Jun Kawasaki').waitFor();
    await fact('due_date').click();
    const facts = page().locator('at-item-facts');
    await facts.getByRole('button', { name: 'Open the calendar' }).click();
    await page().getByRole('dialog').getByRole('button', { name: 'Next month' }).click();
    await page().getByRole('button', { name: 'March 16, 2026' }).click();
    await page().getByLabel('Why is it later?').fill('The vendor is late');
    await page().locator('at-walked-item h2').click();
    await eventually(
      async () => {
        const { status, priority, due_date, owner_id } = await itemOf(id);
        return { status, priority, due_date, isMine: owner_id === dated?.owner_id };
      },
      { status: 'Blocked', priority: 'Low', due_date: '2026-03-16', isMine: false },
    );
    expect(JSON.stringify(await lastEvent(id))).toContain('The vendor is late');
  });

  it('steps, writes minutes, and closes', async () => {
    const id = await topic(page());
    await page().getByRole('button', { name: 'Previous item' }).click();
    await eventually(async () => (await topic(page())) !== id, true);
    await page().getByLabel('Minutes').fill('Second meeting');
    await page().getByRole('button', { name: 'Close the review' }).click();
    const dialog = page().getByRole('dialog');
    await dialog.getByText('Second meeting').waitFor();
    await dialog.getByRole('button', { name: 'Close it now' }).click();
    await page().getByRole('link', { name: 'Changes since review 1' }).waitFor();
    const { body } = await session.api.get<Minutes>(`${REVIEWS}/2/minutes`);
    expect(body.discussed).toHaveLength(ITEMS);
    expect(body.open_items.every(({ carried_over }) => carried_over === 2)).toBe(true);
  });

  it('compares the two', async () => {
    await page().getByRole('link', { name: 'Reviews' }).click();
    await page().getByRole('link', { name: 'Show changes' }).click();
    await page().waitForURL(/\/changes\?from=review:1&to=review:2/);
    await page()
      .getByRole('heading', { name: /Notes added/ })
      .waitFor();
  });
});

describe('With a second person', () => {
  let other: OpenBrowser;

  beforeAll(async () => {
    other = await openBrowser({ viewport: { width: 1440, height: 900 } });
    await other.page.goto(session.product.url);
    await other.page.locator('[name=name]').fill('Jun Kawasaki');
    await other.page.locator('[name=email]').fill('jk@example.com');
    await other.page.locator('form button').click();
    await other.page.getByText('Astro Digital').first().waitFor();
  });

  afterAll(() => other.close());

  // There is one open review at a time, and a test that fails leaves its own.
  afterEach(async () => {
    const { body } = await session.api.get<readonly Review[]>(REVIEWS);
    for (const { number } of body.filter(({ state }) => state === 'open')) {
      await session.api.send('POST', `${REVIEWS}/${number}/cancel`, {});
    }
  });

  async function meet(): Promise<number> {
    const { body } = await session.api.post<Review>(REVIEWS, { name: 'Together' });
    for (const target of [page(), other.page]) {
      await target.goto(`${session.product.url}/trackers/1/reviews/${body.number}`);
      await target.locator('at-walked-item').waitFor();
    }
    return body.number;
  }

  it('an item that one of them creates joins the agenda of both', async () => {
    const number = await meet();
    await page().getByRole('link', { name: 'New item' }).click();
    await page().getByLabel('Title').fill('Order the spare');
    await page().locator('main select').first().selectOption('Systems');
    await page().locator('at-person-field input').click();
    await page().locator('at-person-field [role=option]').first().click();
    await page().getByRole('button', { name: 'Create item' }).click();
    for (const target of [page(), other.page]) {
      await target.waitForURL(new RegExp(`/reviews/${number}$`));
      await target.locator('at-agenda-list').getByText('Order the spare').waitFor();
      await target.locator('at-agenda-list').getByRole('heading', { name: 'New' }).waitFor();
    }
    await session.api.send('POST', `${REVIEWS}/${number}/cancel`, {});
  });

  it('both see what the other marks and changes', async () => {
    const number = await meet();
    const first = await topic(page());
    await page().keyboard.press('x');
    await eventually(() => isDiscussed(other.page), 'true');
    await session.api.patch(`/api/items/${first}`, { title: 'Renamed elsewhere' });
    await page().locator('at-walked-item').getByText('Renamed elsewhere').waitFor();
    await other.page.locator('at-agenda-list').getByText('Renamed elsewhere').waitFor();
    await session.api.send('POST', `${REVIEWS}/${number}/cancel`, {});
    await page().getByText('This review was cancelled.').waitFor();
  });

  it('one closes it, and the other sees it', async () => {
    await meet();
    for (const target of [page(), other.page]) {
      await target.getByRole('button', { name: 'Close the review' }).click();
      await target.getByRole('dialog').getByText('were not discussed').waitFor();
    }
    const close = (target: Page) => target.getByRole('button', { name: 'Close it now' }).click();
    await Promise.all([close(page()), close(other.page)]);
    const winners = await Promise.all(
      [page(), other.page].map(async (target) => {
        const minutes = target.getByRole('heading', { name: 'Open items, next dates first' });
        const notice = target.getByText('This review was closed on');
        await minutes.or(notice).first().waitFor();
        return (await minutes.count()) === 1;
      }),
    );
    expect(winners.toSorted()).toEqual([false, true]);
    const loser = winners[0] ? other.page : page();
    await loser.getByRole('button', { name: 'Show the minutes' }).click();
    await loser.getByRole('heading', { name: 'Open items, next dates first' }).waitFor();
  });

  it('closing while somebody types a note loses nothing of it', async () => {
    const number = await meet();
    const id = await topic(other.page);
    await other.page.getByLabel('Add a note').fill('Half a sen');
    await session.api.send('POST', `${REVIEWS}/${number}/close`, {});
    await other.page.getByText('This review was closed on').waitFor();
    expect(await other.page.getByLabel('Add a note').inputValue()).toBe('Half a sen');
    await other.page.getByLabel('Add a note').fill('Half a sentence, finished');
    await other.page.keyboard.press('Control+Enter');
    await other.page.locator('at-item-notes').getByText('Half a sentence, finished').waitFor();
    const { notes } = await itemOf(id);
    expect(notes.map(({ content }) => content)).toContain('Half a sentence, finished');
  });
});
