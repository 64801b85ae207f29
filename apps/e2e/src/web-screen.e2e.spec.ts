import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { ApiClient } from './support/api-client';
import { eventually } from './support/eventually';
import { redPixels } from './support/red-pixels';
import {
  cell,
  fillSignIn,
  signIn,
  startWebSession,
  visit,
  type WebSession,
} from './support/web-session';

let session: WebSession;
let page: Page;
let url: string;

beforeAll(async () => {
  session = await startWebSession({ acceptDownloads: true });
  const { api, trackerId, browser, product } = session;
  ({ page } = browser);
  ({ url } = product);
  const wide = await (await ApiClient.signIn(url, 'William Wong', 'ww@example.com')).me();
  await api.createItem(trackerId, { title: 'Sign the contract', due_date: '2026-01-01' });
  await api.createItem(trackerId, { title: 'Test the harness', owner_id: wide.id });
  for (let number = 3; number <= 12; number++) {
    await api.createItem(trackerId, { title: `Item ${number}`, category: 'Systems' });
  }
  await signIn(page, `${url}/trackers`);
  await isThere();
});

afterAll(() => session.close());

/** The page has its heading and its data. */
const isThere = async () => {
  await page.locator('main :is(h1, .state)').first().waitFor({ state: 'attached' });
  await page.locator('.bars').waitFor({ state: 'detached' });
};
/** Opens a page without loading the client again. */
const see = async (path: string, [width, height]: readonly [number, number] = [1440, 900]) => {
  await page.setViewportSize({ width, height });
  await visit(page, path);
  await isThere();
};
const load = async (path: string) => {
  await page.goto(url + path);
  await isThere();
};
/** In whole pixels. */
async function edges(selector: string) {
  const box = await page.locator(selector).first().boundingBox();
  if (!box) throw new Error(`Expected ${selector} on the page`);
  const { x, y, width } = box;
  return { left: Math.round(x), right: Math.round(x + width), top: Math.round(y) };
}

describe('Every page', () => {
  it.each([1920, 1440, 1024, 390])('has the edges of the header at %i px', async (width) => {
    const paths = ['/trackers', '/trackers/1?sort=id', '/items/AD-001', '/trackers/new'];
    for (const path of [...paths, '/trackers/1/settings', '/nothing', '/items/AD-999']) {
      await see(path, [width, 900]);
      const header = await edges('header .brand');
      const heading = async () => (await edges('main :is(h1:not(.visually-hidden), .state)')).left;
      await eventually(async () => [path, await heading()], [path, header.left]);
    }
    await see('/trackers/1?sort=id', [width, 900]);
    const { right } = await edges('at-account');
    await eventually(async () => (await edges('at-item-table')).right, right);
  });

  it('marks in the header where somebody is', async () => {
    const current = (name: string) =>
      page.getByRole('navigation').getByRole('link', { name }).getAttribute('aria-current');
    await see('/items/AD-001');
    await eventually(() => Promise.all(['Trackers', 'All items'].map(current)), ['true', null]);
    await see('/items');
    await eventually(() => Promise.all(['Trackers', 'All items'].map(current)), [null, 'page']);
  });

  it('is painted in the colours that were chosen before any code has come', async () => {
    await see('/trackers');
    await page.getByRole('button', { name: /^Account of/ }).click();
    await page.getByRole('radio', { name: 'Dark' }).check();
    await page.route('**/*.js', (route) => route.abort());
    await page.goto(`${url}/trackers`);
    const scheme = 'getComputedStyle(document.documentElement).colorScheme';
    expect(await page.evaluate(scheme)).toBe('dark');
    await page.unroute('**/*.js');
    await load('/trackers');
    await page.getByRole('button', { name: /^Account of/ }).click();
    await page.getByRole('radio', { name: 'Same as the system' }).check();
    await eventually(() => page.evaluate(scheme), 'light dark');
  });
});

describe('The list on a small screen', () => {
  it.each([
    ['a phone', 390, 844],
    ['1440 px at 200 % zoom', 720, 450],
    ['1920 px at 200 % zoom', 960, 540],
  ])('has more than half of %s for the items', async (_, width, height) => {
    await see('/trackers/1?sort=id', [width, height]);
    expect((await edges('tr.item')).top).toBeLessThan(height / 2);
  });

  it('keeps its menus on the screen', async () => {
    await see('/trackers/1?sort=id', [390, 844]);
    await page.locator('.expander').click();
    await page.getByRole('button', { name: 'Due' }).click();
    const { left, right } = await edges('at-facet-menu [data-panel]');
    expect(left).toBeGreaterThanOrEqual(0);
    expect(right).toBeLessThanOrEqual(390);
  });

  it('has the status on a screen of 1024 px, without moving the table', async () => {
    await see('/trackers/1?sort=id', [1024, 768]);
    expect((await edges('td.status')).right).toBeLessThanOrEqual(1000);
  });

  it('begins every name at the same place, however wide the initials are', async () => {
    await see('/trackers/1?sort=id');
    await page.locator('td .person').nth(11).waitFor();
    const lefts = await page.evaluate<number[]>(`[...document.querySelectorAll('td .person')].map(
      (person) => {
        const range = document.createRange();
        range.selectNodeContents(person);
        return Math.round(range.getBoundingClientRect().left);
      })`);
    expect(lefts).toHaveLength(12);
    expect(new Set(lefts).size).toBe(1);
  });
});

/** How much of a cell of the first item is drawn in the colour of danger. */
const redPixelsOf = (column: string) => redPixels(cell(page, 'AD-001', column));

describe('The columns', () => {
  const width = async (column: string) => {
    const { left, right } = await edges(`th.${column}`);
    return right - left;
  };

  it('are resized with the pointer, stay so after a reload, and go back with two presses', async () => {
    await see('/trackers/1?sort=id');
    const edge = page.getByRole('separator', { name: 'Width of Category' });
    await edge.waitFor();
    const before = await width('category');
    const { right, top } = await edges('th.category');
    await page.mouse.move(right - 3, top + 10);
    await page.mouse.down();
    await page.mouse.move(right + 57, top + 10, { steps: 4 });
    await page.mouse.up();
    await eventually(() => width('category'), before + 60);
    await page.reload();
    await edge.waitFor();
    await eventually(() => width('category'), before + 60);
    await edge.dblclick();
    await eventually(() => width('category'), before);
  });

  it('are resized with the keyboard', async () => {
    await see('/trackers/1?sort=id');
    await page.getByRole('separator', { name: 'Width of Owner' }).focus();
    const before = await width('owner_id');
    await page.keyboard.press('ArrowRight');
    await eventually(() => width('owner_id'), before + 16);
    await page.keyboard.press('Enter');
    await eventually(() => width('owner_id'), before);
  });

  it('have all of the days that an item is overdue, or none of them', async () => {
    await see('/trackers/1?sort=id');
    const edge = page.getByRole('separator', { name: 'Width of Due' });
    await edge.focus();
    await eventually(async () => (await redPixelsOf('due_date')) > 0, true);
    const all = await redPixelsOf('due_date');
    for (let presses = 1; presses <= 10; presses++) {
      await page.keyboard.press('ArrowLeft');
      await eventually(async () => [0, all].includes(await redPixelsOf('due_date')), true);
    }
    await page.keyboard.press('Home');
    await eventually(() => redPixelsOf('due_date'), 0);
    await page.keyboard.press('Enter');
    await eventually(() => redPixelsOf('due_date'), all);
  });

  it('show the latest note', async () => {
    await session.api.post('/api/items/AD-002/notes', {
      content: 'Harness is late\nMore below',
      note_date: '2026-02-03',
    });
    await see('/trackers/1?sort=id');
    const text = () => cell(page, 'AD-002', 'latest_note').innerText();
    await eventually(text, '02/03/2026 MF: Harness is late');
  });
});

describe('The usual widths of the columns', () => {
  const CATEGORIES = ['Programmatic', 'SW / Ops', 'Mechanical', 'ADCS', 'Systems', 'ConOps'];
  const STATUSES = ['New', 'Not Started', 'In Progress', 'TBC', 'Complete', 'Blocked'];
  const PRIORITIES = ['High', 'Medium', 'Low'];
  /** What nobody writes freely: a text of these that is cut off cannot be read anywhere. */
  const WORDS = ['id', 'due_date', 'status', 'priority', 'category', 'updated_at'];
  const DAYS = [-1_110, -110, 0, 7, undefined, undefined];
  let tracker: number;

  beforeAll(async () => {
    const { api } = session;
    ({ id: tracker } = await api.openTracker('GNCTM', 'Wide'));
    const { body } = await api.get<{ today: string }>('/auth/me');
    for (const [index, category] of CATEGORIES.entries()) {
      const days = DAYS[index];
      const due = days === undefined ? null : Date.parse(body.today) + days * 86_400_000;
      const { id } = await api.createItem(tracker, {
        title: 'Item',
        category,
        priority: PRIORITIES[index % 3],
        due_date: due === null ? null : new Date(due).toISOString().slice(0, 10),
      });
      await api.post(`/api/items/${id}/status`, { status: STATUSES[(index + 2) % 6] });
    }
  });

  const speak = async (language: string) => {
    if ((await page.locator('html').getAttribute('lang')) === language) return;
    const stored = JSON.stringify(JSON.stringify({ version: 1, language }));
    await page.evaluate(`localStorage.setItem('action-tracker-language', ${stored})`);
    await load('/trackers');
    await eventually(() => page.locator('html').getAttribute('lang'), language);
  };

  afterAll(async () => {
    await page.evaluate(`localStorage.removeItem('action-tracker-language')`);
    await load('/trackers');
  });

  it.each([
    ['en', 1024],
    ['en', 1440],
    ['en', 1920],
    ['pt-BR', 1024],
    ['pt-BR', 1440],
    ['pt-BR', 1920],
  ])('hold every text in %s at %i px', async (language, width) => {
    await speak(language);
    await see(`/trackers/${tracker}?sort=id`, [width, 900]);
    const cells = WORDS.map((name) => `tr.item td.${name}`).join();
    const cut = () =>
      page.evaluate<string[]>(`[
      ...document.querySelectorAll('th .sort, ${cells}'),
    ].filter((cell) => {
      const text = document.createRange();
      text.selectNodeContents(cell);
      const edge = cell.getBoundingClientRect().right - parseFloat(getComputedStyle(cell).paddingRight);
      return cell.scrollWidth > cell.clientWidth || text.getBoundingClientRect().right > edge;
    }).map((cell) => cell.innerText)`);
    await eventually(() => page.locator('tr.item').count(), 6);
    await eventually(cut, []);
  });
});

describe('What is shown', () => {
  it('is exported as CSV: those rows in that order, in a file that says so', async () => {
    await see('/trackers/1?category=Systems&q=item+1&sort=-title');
    await eventually(() => page.locator('td.id').count(), 3);
    const rows = await page.locator('td.id').allInnerTexts();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export CSV' }).click(),
    ]);
    const { body } = await session.api.get<{ today: string }>('/auth/me');
    expect(file.suggestedFilename()).toBe(`action-items-AD-${body.today}-filtered.csv`);
    const text = readFileSync(await file.path(), 'utf8');
    expect(text.startsWith('\uFEFF')).toBe(true);
    const lines = text.slice(1).trim().split('\r\n');
    expect(lines[0]).toBe(
      'ID,Title,Created,Created by,Due date,Category,Owner,Priority,Status,Last update,Latest note',
    );
    expect(lines.slice(1).map((line) => line.split(',')[0])).toEqual(rows);
  });

  it('goes to paper with its header on every page, its filter, the date and page numbers', async () => {
    await see('/trackers/1?status=New&group=category&sort=id');
    await page.locator('tr.item').nth(11).waitFor();
    const count = page.locator('at-item-list .print-only');
    expect(await count.isVisible()).toBe(false);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length).toBe(1);
    await page.emulateMedia({ media: 'print' });
    await eventually(() => count.innerText(), '12 of 12 items · Status: New');
    expect(await page.locator('.printed').innerText()).toMatch(/^Printed \d\d\/\d\d\/\d{4}, /);
    // Chromium repeats no header that has a control in it.
    const display = `getComputedStyle(document.querySelector('thead')).display`;
    await eventually(() => page.evaluate(display), 'table-header-group');
    for (const control of await page.locator('button, input, select, at-column-edge').all()) {
      await eventually(() => control.isVisible(), false);
    }
    await page.emulateMedia({ media: null });
  });
});

describe('A list on A4', () => {
  it('has the latest note, and the days overdue on the line of their date', async () => {
    // A word without an end must not make all of the table smaller.
    const item = { title: `Late ${'word'.repeat(40)}`, due_date: '2024-01-31' };
    const { id } = await session.api.createItem(session.trackerId, item);
    await see('/trackers/1?sort=id', [1032, 700]);
    await page.emulateMedia({ media: 'print' });
    await page.locator('th.latest_note').waitFor();
    const due = page.locator(`[data-cell="${id} due_date"]`);
    const bottomOf = async (part: string) => {
      const box = await due.locator(part).boundingBox();
      return box ? box.y + box.height : 0;
    };
    const gap = (await bottomOf('.aside')) - (await bottomOf('.due'));
    expect(Math.abs(gap)).toBeLessThan(6);
    await eventually(() => page.evaluate('document.documentElement.scrollWidth'), 1032);
    await page.emulateMedia({ media: 'screen' });
    await page.locator('th.latest_note').waitFor({ state: 'detached' });
    await page.emulateMedia({ media: null });
  });
});

describe('The item page', () => {
  it('edits facts where they stand, by mouse and by keyboard, and the ledger has them', async () => {
    await see('/items/AD-001');
    const saved = () =>
      page.waitForResponse((answer) => answer.request().method() === 'PATCH' && answer.ok());
    await page.locator('[data-fact="priority"]').click();
    await Promise.all([saved(), page.getByLabel('Priority of AD-001').selectOption('Low')]);
    await page.locator('[data-fact="priority"]').press('Enter');
    await page.keyboard.press('Tab');
    await page.getByLabel('Category of AD-001').waitFor();
    await page.keyboard.type('ConOps');
    await Promise.all([saved(), page.keyboard.press('Enter')]);
    await page.locator('[data-fact="title"]').focus();
    await page.keyboard.press('F2');
    await page.getByLabel('Title of AD-001').fill('Not this');
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { name: 'AD-001 Sign the contract' }).waitFor();
    await page.getByRole('region', { name: 'History' }).getByText('ConOps').first().waitFor();
    const { body } = await session.api.get('/api/items/AD-001');
    expect(body).toMatchObject({ title: 'Sign the contract', priority: 'Low', category: 'ConOps' });
    expect(body).toMatchObject({ version: 3 });
  });

  it('leads from a note to another item and back to the tracker by its name', async () => {
    await session.api.post('/api/items/AD-001/notes', { content: 'After AD-2.' });
    await see('/items/AD-001');
    await page.locator('.note').getByRole('link', { name: 'AD-2' }).click();
    await page.getByRole('heading', { name: 'AD-002 Test the harness' }).waitFor();
    await page.getByRole('link', { name: 'AD Astro Digital' }).click();
    await cell(page, 'AD-002', 'title').waitFor();
  });
});

describe('A tracker', () => {
  it('gets another name, which every place shows', async () => {
    await see('/trackers');
    await page.getByRole('link', { name: 'Tracker settings: AD' }).click();
    await page.locator('at-tracker-form').getByLabel('Name').fill('Astro Digital Ltd');
    await page.getByLabel('Description').fill('Bus and payload');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'AD Astro Digital Ltd' }).waitFor();
    const { body } = await session.api.get('/api/trackers/1');
    expect(body).toMatchObject({ name: 'Astro Digital Ltd', description: 'Bus and payload' });
    await see('/items/AD-001');
    await page.getByRole('link', { name: 'AD Astro Digital Ltd' }).waitFor();
  });

  it('is not changed behind the back of somebody else', async () => {
    await see('/trackers/1/settings');
    await page.locator('at-tracker-form').getByLabel('Name').fill('Mine');
    await session.api.patch('/api/trackers/1', { name: 'Theirs' });
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('alert').getByText('Name is now “Theirs”.').waitFor();
    expect((await session.api.get('/api/trackers/1')).body).toMatchObject({ name: 'Theirs' });
  });
});

describe('The sign-in page', () => {
  it('says that the session ended, and leads back', async () => {
    await see('/items/AD-002');
    await page.context().clearCookies();
    await page.getByText('Your session ended.').waitFor();
    await fillSignIn(page);
    await page.waitForURL('**/items/AD-002');
  });

  it('follows the language that was chosen in the client, and says that one is signed out', async () => {
    await load('/trackers');
    await page.getByRole('button', { name: /^Account of/ }).click();
    await page.getByRole('radio', { name: 'Português' }).check();
    await page.getByRole('button', { name: 'Sair', exact: true }).click();
    await page.getByText('Você saiu da sua conta.').waitFor();
  });
});
