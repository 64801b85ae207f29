import { OF_TEXTS, violations, violationsInBothColours } from './support/axe';
import { eventually } from './support/eventually';
import {
  cell,
  goWithin,
  signIn,
  startWebSession,
  visit,
  type WebSession,
} from './support/web-session';

let session: WebSession;

beforeAll(async () => {
  session = await startWebSession();
  const { api, trackerId } = session;
  await api.createItem(trackerId, { title: 'Long '.repeat(90).trim(), due_date: '2026-01-01' });
  await api.createItem(trackerId, { title: 'Sign the contract' });
  await api.post('/api/items/AD-001/status', { status: 'Blocked', comment: 'Waiting for legal' });
  await api.post('/api/items/AD-001/notes', { content: 'Comments received' });
  await api.patch('/api/items/AD-001/notes/3', { content: 'Comments received, all accepted' });
  await api.createItem(trackerId, { title: 'Entered twice' });
  await api.post('/api/items/AD-003/withdraw', { reason: 'See AD-002' });
  await api.openTracker('EM', 'Empty');
  const { id } = await api.me();
  const reviews = '/api/trackers/1/reviews';
  await api.post(reviews, { name: 'Kick-off', participants: [id] });
  await api.post(`${reviews}/1/discussed`, { item_id: 'AD-001' });
  await api.patch(`${reviews}/1`, { minutes: 'Agreed to meet weekly' });
  await api.send('POST', `${reviews}/1/close`, {});
  await api.post(reviews, { name: 'Weekly', participants: [id] });
  await api.post('/api/trackers/2/reviews', { name: 'Nothing yet' });
  const ids = ['AD-001', 'AD-002'];
  await api.post('/api/items/bulk', { item_ids: ids, changes: { priority: 'Low' } });
  await signIn(session.browser.page, `${session.product.url}/trackers`);
  await session.browser.page.waitForURL('**/trackers');
});

afterAll(() => session.close());

/** With a text of each that shows that it is there, in English and in Portuguese if it is another one. */
const PAGES = [
  ['the list of trackers', '/trackers', 'Astro Digital'],
  ['a new tracker', '/trackers/new', 'Create tracker', 'Criar lista'],
  ['the settings of a tracker', '/trackers/1/settings', 'Add a person', 'Incluir uma pessoa'],
  ['the people', '/people', 'Everybody who has signed in', 'Todos que já entraram'],
  ['the table', '/trackers/1?group=status&sort=id', 'Sign the contract'],
  ['an empty tracker', '/trackers/2', 'No items yet', 'Ainda não há ações'],
  [
    'a filter that matches nothing',
    ...['/trackers/1?q=nothing&sort=id', 'No items match', 'Nenhuma ação encontrada'],
  ],
  ['all items', '/items', 'Sign the contract'],
  ['a new item', '/trackers/1/items/new', 'Create item', 'Criar ação'],
  ['an item', '/items/AD-001', 'Waiting for legal'],
  ['a withdrawn item', '/items/AD-003', 'Withdrawn by', 'Retirada por'],
  ['the withdrawn items', '/trackers/1?withdrawn=true&sort=id', 'Entered twice'],
  [
    'an item before it existed',
    ...['/items/AD-001?as_of=2026-01-01', 'did not exist yet', 'Ainda não existia'],
  ],
  [
    'a moment that is none',
    '/items/AD-001?as_of=yesterday',
    ...['This moment cannot be shown', 'Este momento não pode ser mostrado'],
  ],
  [
    'a list of the past',
    '/trackers/1?as_of=position:6&sort=id',
    ...['Only what had been recorded', 'Somente o que já estava registrado'],
  ],
  [
    'an item of the past',
    '/items/AD-001?as_of=position:6',
    ...['Only what had been recorded', 'Somente o que já estava registrado'],
  ],
  [
    'a comparison in the table',
    ...['/trackers/1?since=position:3&sort=id', 'Changed only', 'Somente alteradas'],
  ],
  [
    'a list of changes',
    ...['/trackers/1/changes?from=position:3', 'Status changed', 'Situação alterada'],
  ],
  [
    'what was done at once',
    ...['/trackers/1/batches', 'Change of many items', 'Alteração de muitas ações'],
  ],
  [
    'nothing done at once',
    ...['/trackers/2/batches', 'Nothing has been imported', 'Nada foi importado'],
  ],
  ['editing an item', '/items/AD-001/edit', 'Save', 'Salvar'],
  ['the reviews of a tracker', '/trackers/1/reviews', 'Kick-off'],
  ['a review that is walked', '/trackers/1/reviews/2', 'Carried over from', 'Vem de'],
  [
    'a review of an empty tracker',
    ...['/trackers/2/reviews/1', 'Nothing to discuss', 'Nada para discutir'],
  ],
  ['minutes', '/trackers/1/reviews/1', 'Agreed to meet weekly'],
  [
    'a page that does not exist',
    ...['/nothing', 'This page does not exist', 'Esta página não existe'],
  ],
  ['an item that does not exist', '/items/AD-999', 'Not found', 'Não encontrado'],
].map(([name = '', path = '', text = '', inPortuguese = text]) => ({
  ...{ name, path, text, inPortuguese },
}));

/** What a screen of 1440 px has left at 200 % zoom: nothing may need to be scrolled sideways. */
const ZOOMED_PX = 720;
const WIDTHS = [1440, ZOOMED_PX, 390];

const OVERFLOW = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';

const show = (width: number) => session.browser.page.setViewportSize({ width, height: 900 });

describe('At 1440 and at 390 px, in light and in dark, axe finds nothing wrong with', () => {
  beforeAll(() => session.browser.page.getByText('Astro Digital').waitFor());

  it.each(PAGES)('$name', async ({ path, text }) => {
    const { page } = session.browser;
    await goWithin(page, path);
    await page.getByText(text).first().waitFor({ state: 'attached' });
    // The page before has left its width.
    const begin = page.viewportSize()?.width;
    for (const width of begin === 390 ? WIDTHS.toReversed() : WIDTHS) {
      if (width !== begin) await show(width);
      if (width !== ZOOMED_PX) {
        expect([width, await violationsInBothColours(page)]).toEqual([width, []]);
      }
      expect([width, await page.evaluate(OVERFLOW)]).toEqual([width, 0]);
    }
  });
});

describe('In Portuguese, axe finds nothing wrong with', () => {
  beforeAll(async () => {
    const { page } = session.browser;
    await show(1440);
    await choose('Português');
    await eventually(() => page.locator('html').getAttribute('lang'), 'pt-BR');
  });

  afterAll(() => choose('English'));

  it.each(PAGES)('$name', async ({ path, inPortuguese }) => {
    const { page } = session.browser;
    await goWithin(page, path);
    await page.getByText(inPortuguese).first().waitFor();
    expect(await violations(page, { rules: OF_TEXTS })).toEqual([]);
  });
});

async function choose(language: string): Promise<void> {
  const { page } = session.browser;
  await page.locator('at-account button').first().click();
  const choice = page.getByRole('radio', { name: language });
  await choice.check();
  await page.keyboard.press('Escape');
  await choice.waitFor({ state: 'detached' });
}

describe('With something open over the page, axe finds nothing wrong with', () => {
  it.each([
    ['the keys', '?', 'Keyboard shortcuts'],
    ['the palette', 'Control+k', 'Find an item, a tracker or an action'],
  ] as const)('%s', async (_, key, name) => {
    const { page } = session.browser;
    await visit(page, '/trackers/1?sort=id');
    await cell(page, 'AD-001', 'title').waitFor();
    await page.keyboard.press(key);
    const dialog = page.getByRole('dialog', { name });
    await dialog.waitFor();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  it('an undo', async () => {
    const { page } = session.browser;
    await page.setViewportSize({ width: 390, height: 844 });
    await visit(page, '/trackers/1/batches');
    const list = page.getByRole('main');
    await list.getByRole('button', { name: 'Change of many items' }).first().click();
    await list.getByRole('link', { name: 'AD-001' }).waitFor();
    expect(await violationsInBothColours(page)).toEqual([]);
    const ids = ['AD-001', 'AD-002'];
    for (const priority of ['High', 'Medium']) {
      await session.api.post('/api/items/bulk', { item_ids: ids, changes: { priority } });
    }
    await visit(page, '/trackers/1/batches');
    await list.getByRole('button', { name: 'Undo', exact: true }).nth(1).click();
    await page.getByRole('dialog', { name: 'Undo?' }).waitFor();
    expect(await violationsInBothColours(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await list.getByRole('button', { name: 'Undo', exact: true }).first().click();
    await page.getByText('Undone.').waitFor();
    expect(await violationsInBothColours(page)).toEqual([]);
  });

  it('the dialogs of a review, its list and an editor', async () => {
    const { page } = session.browser;
    await page.setViewportSize({ width: 390, height: 844 });
    await visit(page, '/trackers/1/reviews/2');
    await page.getByRole('button', { name: 'Agenda' }).click();
    await page.keyboard.press('x');
    await page.getByRole('button', { name: 'Discussed', pressed: true }).waitFor();
    expect(await violationsInBothColours(page)).toEqual([]);
    await page.keyboard.press('x');
    await page.setViewportSize({ width: 1440, height: 900 });
    for (const name of ['Edit details', 'Cancel the review', 'Close the review']) {
      await page.getByRole('button', { name }).click();
      await page.getByRole('dialog', { name }).getByRole('heading').first().waitFor();
      const left = page.getByText(/(was|were) not discussed/);
      if (name.startsWith('Close')) await left.waitFor();
      expect(await violationsInBothColours(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
    await page.keyboard.press('d');
    await page.locator('at-cell-editor input').waitFor();
    expect(await violationsInBothColours(page)).toEqual([]);
  });

  it('the timeline and the choice of a moment', async () => {
    const { page } = session.browser;
    await visit(page, '/trackers/1?sort=id');
    await page.getByRole('button', { name: 'Timeline' }).click();
    await page.getByRole('slider', { name: 'Moment' }).press('Home');
    expect(await violationsInBothColours(page)).toEqual([]);
    await visit(page, '/items/AD-001');
    await page.getByRole('button', { name: 'As of…' }).click();
    await page.locator('at-moment-panel').getByText('Date').waitFor();
    expect(await violationsInBothColours(page)).toEqual([]);
  });

  it('a menu and a cell that is edited', async () => {
    const { page } = session.browser;
    await visit(page, '/trackers/1?sort=id');
    await page.locator('[data-cell="AD-002 status"]').dblclick();
    await page.getByLabel('Status of AD-002').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Owner' }).first().click();
    expect(await violations(page)).toEqual([]);
  });

  it('a date that is wrong, and its calendar', async () => {
    const { page } = session.browser;
    await visit(page, '/trackers/1?sort=id');
    await page.locator('[data-cell="AD-002 due_date"]').dblclick();
    await page.keyboard.type('02302026');
    await page.getByText('February 2026 has no day 30').waitFor();
    expect(await violationsInBothColours(page)).toEqual([]);
    await page.keyboard.press('Alt+ArrowDown');
    await page.getByRole('dialog', { name: 'Calendar' }).waitFor();
    expect(await violationsInBothColours(page)).toEqual([]);
    await visit(page, '/items/AD-002/edit');
    await page.getByLabel('Due date').fill('12/');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Incomplete date').waitFor();
    expect(await violationsInBothColours(page)).toEqual([]);
  });

  it('the account', async () => {
    const { page } = session.browser;
    await visit(page, '/trackers');
    await page.getByRole('button', { name: /^Account of/ }).click();
    await page.getByRole('radio', { name: 'English' }).waitFor();
    expect(await violationsInBothColours(page)).toEqual([]);
  });

  it('a collision while editing', async () => {
    const { page } = session.browser;
    await visit(page, '/items/AD-002/edit');
    await page.getByLabel('Title').fill('My words');
    await session.api.patch('/api/items/AD-002', { title: 'Their words' });
    await page.getByRole('button', { name: 'Save' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Their words').waitFor();
    expect(await violationsInBothColours(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Save mine' }).click();
    await page.getByRole('heading', { name: 'AD-002 My words' }).waitFor();
  });

  it('an import, step by step', async () => {
    const { page } = session.browser;
    await visit(page, '/trackers/2/import');
    const log = [
      'Action,Owner,Due,Status,In scope',
      'Sign,Ana,03/04/2026,Frozen,yes',
      'Test,Ana,04/05/2026,Open,',
    ].join('\n');
    const choose = (name: string, buffer: Buffer) =>
      page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer });
    await page.getByText('Drop a spreadsheet here').waitFor();
    expect(await violationsInBothColours(page)).toEqual([]);
    await choose('log.xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'));
    await page.getByText('This is an old workbook').waitFor();
    expect(await violationsInBothColours(page)).toEqual([]);
    await choose('log.csv', Buffer.from(log));
    await page.getByLabel('Row 1 is the header').waitFor();
    expect(await violationsInBothColours(page)).toEqual([]);
    for (const step of ['Columns', 'Values and people', 'Preview']) {
      await page.getByRole('link', { name: step }).click();
      await page.getByRole('heading', { name: step }).waitFor();
      expect([step, await violationsInBothColours(page)]).toEqual([step, []]);
    }
    await page.getByLabel('the month').check();
    await page.getByRole('button', { name: 'Import 2 rows' }).waitFor();
    expect(await violationsInBothColours(page)).toEqual([]);
    await page.getByRole('button', { name: 'Import 2 rows' }).click();
    await page.getByRole('heading', { name: 'Imported' }).waitFor();
    expect(await violationsInBothColours(page)).toEqual([]);
    await page.getByRole('button', { name: 'Undo the import' }).click();
    await page.getByRole('heading', { name: 'Undone' }).waitFor();
    expect(await violationsInBothColours(page)).toEqual([]);
  });

  it('the offer of sample data', async () => {
    const { page } = session.browser;
    await page.route('**/api/trackers', (route) => route.fulfill({ json: [] }));
    await page.goto(`${session.product.url}/trackers`);
    await page.getByRole('button', { name: 'Add sample data' }).waitFor();
    expect(await violationsInBothColours(page)).toEqual([]);
    await page.unroute('**/api/trackers');
  });

  it('a page that broke', async () => {
    const { page } = session.browser;
    await page.route('**/api/trackers', (route) => route.fulfill({ json: [null] }), { times: 1 });
    await page.goto(`${session.product.url}/trackers`);
    await page.getByText('Something went wrong on this page').waitFor();
    expect(await violationsInBothColours(page)).toEqual([]);
  });
});
