/** A meeting about 10,000 items: every one once, in order, and few of them in the page at a time. */
import type { Agenda, AgendaItem, Review } from '@action-tracker/contracts';
import { createEmptyDatabase } from '@action-tracker/runtime/testing';
import { Cli } from './support/cli';
import { eventually } from './support/eventually';
import { signIn, startWebSession, type WebSession } from './support/web-session';

const ITEMS = 10_000;
/** Elements of the list, however long the agenda is. */
const FEW = 60;
const REVIEWS = '/api/trackers/1/reviews';

const MAPPING = {
  dates: { formats: ['yyyy-MM-dd'], zone: 'UTC' },
  no_value: ['TBD'],
  key: ['No'],
  fields: {
    title: { column: 'Item' },
    category: { default: 'Systems' },
    owner: { default: 'maria' },
    priority: { default: 'Medium' },
    status: { column: 'Status' },
    due_date: { column: 'Due' },
    create_date: { column: 'Date' },
  },
  people: { maria: { email: 'mf@example.com' } },
};

/** A third is overdue, a third has no date, every seventh of the rest is blocked. */
const ROWS = Array.from({ length: ITEMS }, (_, index) => {
  const day = String(1 + (index % 28)).padStart(2, '0');
  const due = [`2026-01-${day}`, 'TBD', `2199-01-${day}`][index % 3];
  return `${index + 1},2025-12-01,Topic ${index + 1},${due},${index % 7 === 2 ? 'Blocked' : 'New'}`;
});

let session: WebSession;
let agenda: Agenda;
let ids: readonly string[];

beforeAll(async () => {
  const databaseUrl = await createEmptyDatabase();
  session = await startWebSession({}, databaseUrl);
  const { api, browser, product } = session;
  const cli = new Cli({ DATABASE_URL: databaseUrl });
  const mapping = cli.write('mapping.json', JSON.stringify(MAPPING));
  const file = cli.write('topics.csv', ['No,Date,Item,Due,Status', ...ROWS, ''].join('\n'));
  const given = ['--tracker', 'AD', '--mapping', mapping, '--as', 'mf@example.com'];
  await cli.succeed('import', file, ...given);
  await api.post<Review>(REVIEWS, { name: 'Everything' });
  // The history of 10,000 items is filled first, which takes longer beside other tests.
  await eventually(async () => (await api.get(`${REVIEWS}/1/agenda`)).status, 200, 90_000);
  agenda = (await api.get<Agenda>(`${REVIEWS}/1/agenda`)).body;
  ids = agenda.sections.flatMap(({ items }) => items.map(({ id }) => id));
  await signIn(browser.page, `${product.url}/trackers/1/reviews/1`);
  await browser.page.locator('at-walked-item').waitFor();
}, 180_000);

afterAll(() => session.close());

const page = () => session.browser.page;
const topic = () => page().locator('at-walked-item h2 .id').innerText();
const drawn = () => page().locator('at-agenda-list li').count();
const inList = (id: string | undefined) =>
  page()
    .locator('at-agenda-list .entry')
    .filter({ has: page().getByText(String(id), { exact: true }) });

describe('An agenda of 10,000 items', () => {
  it('has every open item once, in the order of its sections', () => {
    expect(new Set(ids).size).toBe(ITEMS);
    const filled = agenda.sections.filter(({ items }) => items.length > 0);
    expect(filled.map(({ section }) => section)).toEqual(['overdue', 'blocked', 'tbd', 'rest']);
    const overdue = filled[0]?.items ?? [];
    expect(overdue).toHaveLength(Math.ceil(ITEMS / 3));
    const order = ({ due_date, number }: AgendaItem) =>
      `${due_date} ${String(number).padStart(6, '0')}`;
    expect(overdue.map(order)).toEqual(overdue.map(order).toSorted());
  });

  it('is walked from the first to the last with few elements in the page', async () => {
    await eventually(topic, ids[0]);
    for (const id of ids.slice(1, 30)) {
      await page().keyboard.press('n');
      await eventually(topic, id);
    }
    expect(await drawn()).toBeLessThan(FEW);
    await inList(ids[29]).getByRole('button').focus();
    await page().keyboard.press('End');
    await eventually(topic, ids.at(-1));
    const last = inList(ids.at(-1));
    await last.waitFor();
    expect(await last.getAttribute('aria-posinset')).toBe(String(ITEMS));
    expect(await last.getAttribute('aria-setsize')).toBe(String(ITEMS));
    for (const id of ids.slice(-12, -1).toReversed()) {
      await page().keyboard.press('p');
      await eventually(topic, id);
    }
    expect(await drawn()).toBeLessThan(FEW);
  });

  it('is reached by scrolling, marked, and found again', async () => {
    const middle = ids[ITEMS / 2];
    await page().evaluate(`(() => {
      const list = document.querySelector('at-agenda-list');
      list.scrollTop = list.scrollHeight / 2;
    })()`);
    await inList(middle).getByRole('button').click();
    await eventually(topic, middle);
    await page().keyboard.press('x');
    await eventually(() => page().locator('.progress').innerText(), '1 of 10,000 items discussed');
    await page().reload();
    await eventually(topic, middle);
    await inList(middle).waitFor();
    expect(await drawn()).toBeLessThan(FEW);
  });

  it('says before the close how many were not discussed, and names some', async () => {
    await page().getByRole('button', { name: 'Close the review' }).click();
    const dialog = page().getByRole('dialog');
    await dialog.getByText('9,999 items were not discussed').waitFor();
    expect(await dialog.locator('li').count()).toBeLessThan(FEW);
    await dialog.getByRole('button', { name: 'Close it now' }).click();
    const review = async () => (await session.api.get<Review>(`${REVIEWS}/1`)).body;
    const closed = expect.objectContaining({ state: 'closed', discussed: [ids[ITEMS / 2]] });
    await eventually<unknown>(review, closed);
  });
});
