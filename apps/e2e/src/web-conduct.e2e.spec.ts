import { createEmptyDatabase } from '@action-tracker/runtime/testing';
import { builtFilesOf } from './support/built-files';
import { eventually } from './support/eventually';
import { startProduct } from './support/product';
import { cell, signIn, startWebSession, visit, type WebSession } from './support/web-session';

const CONTRACT = 'Sign the contract';

let session: WebSession;
/** The table of the tracker, in the order of ids. */
let table: string;

beforeAll(async () => {
  session = await startWebSession({ locale: 'pt-BR' });
  table = `${session.product.url}/trackers/${session.trackerId}?sort=id`;
  await signIn(session.browser.page, `${session.product.url}/trackers`);
  await session.browser.page.waitForURL('**/trackers');
});

afterAll(() => session.close());

const evaluate = (code: string) => session.browser.page.evaluate(code);
/** What has the keyboard, as its tag, id or text; `BODY` when nothing has. */
const focused = () =>
  evaluate(
    `(({ dataset, id, innerText, tagName }) =>
      dataset.cell || id || innerText || tagName)(document.activeElement)`,
  );

describe('Where there is nothing', () => {
  it('the page says what to do: no tracker', async () => {
    const { page } = session.browser;
    const empty = await startProduct({ DATABASE_URL: await createEmptyDatabase() });
    await signIn(page, `${empty.url}/trackers`);
    const state = page.locator('.state');
    await state.getByText('Ainda não há listas').waitFor();
    await eventually(
      () => state.locator('a, button').allInnerTexts(),
      ['Nova lista', 'Nova lista a partir de uma planilha', 'Adicionar dados de exemplo'],
    );
    await empty.stop();
    await signIn(page, `${session.product.url}/trackers`);
    await page.getByText('Astro Digital').waitFor();
  });

  it.each([
    ['no item anywhere', '/items', ['Todas as listas']],
    ['no item in the tracker', '/trackers/1?sort=id', ['Importar uma planilha', 'Nova ação']],
  ])('the page says what to do: %s', async (_, path, actions) => {
    const { page } = session.browser;
    await visit(page, path);
    const state = page.locator('.state');
    await state.getByText('Ainda não há ações').waitFor();
    await eventually(() => state.locator('a, button').allInnerTexts(), actions);
  });

  it('the page says what to do: no item that matches', async () => {
    const { api, browser, trackerId } = session;
    await api.createItem(trackerId, { title: CONTRACT, due_date: '2026-01-26' });
    await api.createItem(trackerId, { title: 'Álgebra de atitude', category: 'ADCS' });
    await api.createItem(trackerId, { title: 'Boom' });
    await visit(browser.page, `${table}&q=nothing`);
    const state = browser.page.locator('.state');
    await state.getByText('Nenhuma ação encontrada').waitFor();
    await eventually(() => state.locator('a, button').allInnerTexts(), ['Limpar filtros']);
  });
});

describe('In Portuguese, which the browser asked for, the page', () => {
  it('speaks it everywhere, with dates and order of Brazil', async () => {
    const { page } = session.browser;
    await visit(page, `/trackers/${session.trackerId}?sort=title`);
    await cell(page, 'AD-001', 'due_date').getByText('26/01/2026').waitFor();
    await eventually(() => evaluate('document.documentElement.lang'), 'pt-BR');
    const titles = ['Álgebra de atitude', 'Boom', CONTRACT];
    await eventually(() => page.locator('td.title').allInnerTexts(), titles);
    const headings = (await page.locator('thead th').allInnerTexts()).map((text) => text.trim());
    expect(headings).toEqual([
      '#',
      'Título',
      'Prazo',
      'Situação',
      'Responsável',
      'Prioridade',
      'Categoria',
      'Última nota',
      'Alterada',
    ]);
    await visit(page, '/items/AD-001');
    await page.getByText('criou a ação').waitFor();
    await eventually(() => page.title(), `AD-001 ${CONTRACT} · Action Tracker`);
  });

  it('says a refusal by its code', async () => {
    const { page } = session.browser;
    await visit(page, '/items/AD-999');
    await page.getByRole('alert').getByText('Nada foi encontrado neste endereço.').waitFor();
  });

  it('fits a phone on every page', async () => {
    const { page } = session.browser;
    await page.setViewportSize({ width: 390, height: 844 });
    for (const [path, text] of [
      ['/trackers', 'Astro Digital'],
      ['/trackers/1?sort=id', CONTRACT],
      ['/items/AD-001', 'Registrar situação'],
      ['/items/AD-001/edit', 'Salvar'],
    ] as const) {
      await visit(page, path);
      await page.getByText(text).first().waitFor();
      const width = await evaluate('document.documentElement.scrollWidth');
      expect([path, width]).toEqual([path, 390]);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  it('switches to English at once, and stays with it', async () => {
    const { page } = session.browser;
    await visit(page, table);
    await page.getByRole('button', { name: /^Conta de/ }).click();
    await page.getByRole('radio', { name: 'English' }).check();
    await cell(page, 'AD-001', 'due_date').getByText('01/26/2026').waitFor();
    await page.reload();
    await page.getByRole('columnheader', { name: 'Title' }).waitFor();
    await eventually(() => evaluate('document.documentElement.lang'), 'en');
  });
});

describe('The keyboard is never nowhere', () => {
  it('when a dialog closes', async () => {
    const { page } = session.browser;
    await visit(page, table);
    await cell(page, 'AD-002', 'title').focus();
    for (const key of ['?', 'Control+k']) {
      await page.keyboard.press(key);
      await page.getByRole('dialog').waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await eventually(focused, 'AD-002 title');
    }
  });

  it('when a row moves, and when the button goes that was pressed', async () => {
    const { page } = session.browser;
    await visit(page, `${table}&status=New`);
    await cell(page, 'AD-003', 'status').focus();
    await page.keyboard.press('F2');
    await page.getByLabel('Status of AD-003').selectOption('Blocked');
    await eventually(focused, 'AD-003 status');
    await page.getByRole('button', { name: 'Update the order' }).press('Enter');
    await cell(page, 'AD-003', 'status').waitFor({ state: 'detached' });
    await eventually(focused, 'AD-001 id');
    await page.getByRole('button', { name: 'Clear filters' }).press('Enter');
    await cell(page, 'AD-003', 'status').waitFor();
    await eventually(() => evaluate('document.activeElement.type'), 'search');
  });

  it('when the page changes, and when it goes back to now', async () => {
    const { page } = session.browser;
    await page.getByRole('link', { name: CONTRACT }).click();
    await page.getByRole('heading', { name: 'History' }).waitFor();
    await eventually(focused, 'main');
    await visit(page, '/items/AD-001?as_of=2026-01-01');
    await page.locator('at-past-banner').getByRole('button').press('Enter');
    await page.getByRole('heading', { name: 'History' }).waitFor();
    await eventually(focused, 'main');
  });
});

describe('What the page reports', () => {
  it('shows grey bars where content will be, once it has been waited for', async () => {
    const { page } = session.browser;
    let answer: () => void = () => undefined;
    const gate = new Promise<void>((open) => (answer = open));
    await page.route('**/api/trackers/*/items*', async (route) => {
      await gate;
      await route.continue();
    });
    await page.goto(table);
    await page.getByRole('status', { name: 'Loading' }).waitFor({ state: 'attached' });
    const opacityAfter = (milliseconds: number) =>
      evaluate(`(() => {
        const bars = document.querySelector('.bars');
        for (const animation of bars.getAnimations()) animation.currentTime = ${milliseconds};
        return Number(getComputedStyle(bars).opacity);
      })()`);
    expect([await opacityAfter(149), await opacityAfter(301)]).toEqual([0, 1]);
    answer();
    await cell(page, 'AD-001', 'title').waitFor();
    expect(await page.locator('.bars').count()).toBe(0);
    await page.unroute('**/api/trackers/*/items*');
  });

  it('covers no button', async () => {
    const { page } = session.browser;
    await visit(page, table);
    await page.route('**/api/items/AD-001', (route) => route.abort());
    await cell(page, 'AD-001', 'title').focus();
    await page.keyboard.press('F2');
    await page.keyboard.type(' Refused');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('AD-001 was not saved.').waitFor();
    const covered = `[...document.querySelectorAll('button, a')].filter((element) => {
      const { left, top, width, height } = element.getBoundingClientRect();
      const shown = document.elementFromPoint(left + width / 2, top + height / 2);
      return width > 0 && shown?.closest('at-edit-feedback, .moved') && !shown.closest('button');
    }).map(({ innerText }) => innerText)`;
    await eventually(() => evaluate(covered), []);
    await page.getByRole('button', { name: 'Discard' }).press('Enter');
    await eventually(focused, 'main');
    await page.unroute('**/api/items/AD-001');
  });

  it('does not animate if reduced motion is preferred', async () => {
    const { page } = session.browser;
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').waitFor();
    await eventually(
      () =>
        evaluate(
          'document.getAnimations().filter(({ playState }) => playState === "running").length',
        ),
      0,
    );
    await page.emulateMedia({ reducedMotion: 'no-preference' });
  });
});

/** What a page fetches as soon as it has nothing else to do, because it may be offline when needed. */
const FETCHED_WHEN_IDLE =
  /\/(account-menu|column-edge|crash-page|edit-feedback|live|palette|problem-panel|sign-out-dialog|sign-out-failed|since-review|unsaved-edits|view-menu)\.ts$/;

describe('The first load', () => {
  it.each([
    ['/trackers', ['/auth/me', '/api/trackers']],
    ['/trackers/1?sort=id', ['/auth/me', '/api/trackers/1', '/api/trackers/1/items', '/api/users']],
    [
      '/items/AD-001',
      ['/auth/me', '/api/items/AD-001', '/api/items/AD-001/events', '/api/users', '/api/trackers'],
    ],
    ['/items?sort=id', ['/auth/me', '/api/items', '/api/users', '/api/trackers']],
  ])(
    'of %s asks for all code at once, then for all data, and shifts nothing',
    async (path, data) => {
      const { page } = session.browser;
      const asked: string[] = [];
      let answer: () => void = () => undefined;
      const gate = new Promise<void>((open) => (answer = open));
      await page.addInitScript(`globalThis.shift = 0;
      new PerformanceObserver((list) => {
        for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) shift += value;
      }).observe({ type: 'layout-shift', buffered: true });`);
      // What the page before fetches when idle is none of this one.
      await page.goto('about:blank');
      page.on('request', (request) => asked.push(new URL(request.url()).pathname));
      await page.route(/\/(api|auth)\//, async (route) => {
        await gate;
        await route.continue();
      });
      const waitForAll = data.map((wanted) =>
        page.waitForRequest((request) => new URL(request.url()).pathname === wanted),
      );
      await page.goto(session.product.url + path);
      // Nothing is answered until all of it was asked for.
      await Promise.all(waitForAll);
      const named = await page.evaluate<string[]>(
        `[...document.querySelectorAll('link[rel=modulepreload], script[src]')].map(
          (element) => new URL(element.href || element.src).pathname)`,
      );
      const expected = [...named, ...builtFilesOf(FETCHED_WHEN_IDLE)];
      expect(asked.filter((file) => file.endsWith('.js') && !expected.includes(file))).toEqual([]);
      answer();
      await page.getByText(CONTRACT).or(page.getByText('Astro Digital')).first().waitFor();
      expect(await evaluate('shift')).toBeLessThanOrEqual(0.02);
    },
  );
});
