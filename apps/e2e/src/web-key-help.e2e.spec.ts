/** Every key that the help lists for a page works on that page. */
import { eventually } from './support/eventually';
import { cell, goWithin, signIn, startWebSession, type WebSession } from './support/web-session';

let session: WebSession;
let downloads = 0;
/** The state of the page that was loaded last, before any key. */
let untouched = '';

beforeAll(async () => {
  session = await startWebSession({ acceptDownloads: true });
  const { api, browser, product, trackerId } = session;
  for (const title of ['Sign the contract', 'Thermal test', 'Review']) {
    await api.createItem(trackerId, { title });
  }
  await api.openTracker('EM', 'Empty');
  await api.post('/api/trackers/1/reviews', { name: 'Weekly' });
  browser.page.on('download', () => (downloads += 1));
  await signIn(browser.page, `${product.url}/trackers`);
  await browser.page.getByText('Astro Digital').waitFor();
});

afterAll(() => session.close());

const page = () => session.browser.page;

/** What a key may change: the page, what has the keyboard, what is open, what was downloaded. */
const state = async () =>
  JSON.stringify([
    ...(await page().evaluate<readonly unknown[]>(`(() => {
    const { activeElement } = document;
    const { tagName, id, dataset, name } = activeElement ?? {};
    return [
      location.pathname, tagName, id, dataset?.cell, dataset?.fact, name, activeElement?.value,
      activeElement?.getAttribute('aria-label'),
      [...document.querySelectorAll('main input')].indexOf(activeElement),
      document.querySelectorAll('dialog[open]').length,
      document.querySelectorAll('[aria-pressed=true]').length,
      document.querySelectorAll('[aria-selected=true]').length,
      document.querySelector('[data-cell][tabindex="0"]')?.dataset.cell,
      [...document.querySelectorAll('td.title')].map((e) => e.textContent).join(),
      document.querySelector('at-walked-item h2')?.textContent,
      document.querySelectorAll('at-cell-editor').length,
      [...document.querySelectorAll('mat-error, .is-error, .created a')].map((e) => e.textContent).join(),
    ];
  })()`)),
    downloads,
  ]);

const LIST = [
  ...['c', '/', 'j', 'k', 'e', 's', 'a', 'p', 'd', 'm', 'x'],
  ...['Shift J', 'Shift K', 'Shift E', 'Ctrl A'],
  ...['Enter', 'F2', 'Delete', 'Ctrl D', '← ↑ ↓ →', 'Tab', 'Esc'],
];
const FORM = ['Esc', 'Ctrl Enter'];

/** The keys of each page beside those that lead away from it. */
const PAGES = [
  ['/trackers', 'Astro Digital', ['c', 'g i']],
  ['/trackers/new', 'Create tracker', ['g t', 'g i', ...FORM]],
  ['/trackers/1?sort=id', 'Thermal test', [...LIST, 'g t', 'g i', 'g r']],
  ['/trackers/1?sort=id&q=nothing', 'No items match', ['c', '/', 'g t', 'g i', 'g r', 'Esc']],
  ['/trackers/2?sort=id', 'No items yet', ['c', 'g t', 'g i', 'g r']],
  ['/trackers/1/settings', 'Save', ['c', 'g t', 'g i', 'g r', ...FORM]],
  ['/trackers/1/items/new', 'Create item', ['g t', 'g i', 'g r', ...FORM, 'Ctrl Shift Enter']],
  ['/items?sort=id', 'Thermal test', [...LIST, 'g t', 'g r']],
  [
    '/items/AD-001',
    'Record status',
    [...['c', 'e', 's', 'a', 'p', 'd', 'm', 'g t', 'g i', 'g r'], ...['F2', 'Tab', ...FORM]],
  ],
  ['/items/AD-001?as_of=2026-01-01', 'did not exist yet', ['g t', 'g i', 'g r']],
  ['/items/AD-999', 'Not found', ['c', 'g t', 'g i', 'g r']],
  ['/items/AD-001/edit', 'Save', ['c', 'g t', 'g i', 'g r', ...FORM]],
  ['/nothing', 'This page does not exist', ['c', 'g t', 'g i', 'g r']],
  ['/trackers/1/reviews', 'Weekly', ['c', 'g t', 'g i']],
  [
    '/trackers/1/reviews/1',
    'Add a note',
    [
      ...['c', 'e', 's', 'a', 'd', 'm', 'n', 'x', 'w', 'g t', 'g i', 'g r'],
      ...['F2', 'Tab', ...FORM],
    ],
  ],
] as const;

/** What has to have the keyboard for keys of what has it, by page; a form begins in its first field. */
async function prepare(path: string, key: string): Promise<void> {
  const isList = /^\/(items|trackers\/\d+)\?/.test(path);
  const isForm = /\/(new|edit|settings)$/.test(path);
  const target = page();
  if (/^(Shift )?k$/i.test(key)) await cell(target, 'AD-002', 'title').focus();
  if (key === 'Ctrl D') await beginFill(path);
  if (key === 'Delete') await cell(target, 'AD-001', 'title').focus();
  if (!/^(Enter|F2|←|Tab|Esc|Ctrl (Shift )?Enter)/.test(key)) {
    // Single keys mean nothing in a field, where a form begins.
    if (isForm) await target.keyboard.press('Escape');
    return;
  }
  if (isForm) return;
  if (key.startsWith('Ctrl')) {
    await target.getByLabel('Add a note').focus();
    return;
  }
  if (isList && (await cell(target, 'AD-001', 'title').count()) === 0) {
    await target.getByRole('searchbox').focus();
    return;
  }
  const begin = isList ? cell(target, 'AD-001', 'title') : target.locator('[data-fact="status"]');
  await begin.focus();
  if (key === 'Tab' || key === 'Esc') {
    await target.keyboard.press('F2');
    await target.locator('at-cell-editor select, at-cell-editor input').first().waitFor();
  }
}

/** A title that is not the one above it, which no page waits for. */
async function beginFill(path: string): Promise<void> {
  const title = `Review of ${path}`;
  await session.api.patch('/api/items/AD-003', { title });
  await cell(page(), 'AD-003', 'title').getByText(title).waitFor();
  await cell(page(), 'AD-003', 'title').focus();
}

const pressesOf = (key: string): readonly string[] => {
  if (key === '← ↑ ↓ →') return ['ArrowRight'];
  if (key === 'Esc') return ['Escape'];
  if (/^(Ctrl|Shift) /.test(key)) return [key.replaceAll('Ctrl', 'Control').replaceAll(' ', '+')];
  return key.split(' ');
};

const TRACKERS = ['/trackers', 'Astro Digital'] as const;
const NOWHERE = ['/trackers/none', 'This page does not exist'] as const;
/** After this time, loading the page is less work than waiting for it. */
const SOON_MS = 1_000;
/** A layer that Escape has closed is gone after one more drawing of the page. */
const AT_ONCE_MS = 200;

async function open(path: string, text: string): Promise<void> {
  await page().goto(session.product.url + path);
  await page().getByText(text).first().waitFor();
  await page().locator('main :focus, main:focus').first().waitFor();
  await page().evaluate(KEEP_BEGINNING);
  untouched = await untouchedState();
}

/** Where the keyboard of the untouched page is, and the cell of its table that Tab leads to. */
const KEEP_BEGINNING = `(() => {
  const stop = document.querySelector('[data-cell][tabindex="0"]');
  window.beginning = { focus: document.activeElement, stop };
})()`;

/** What had the keyboard has it again, in the same way: \`main\` can only have it while it does. */
const GO_TO_BEGINNING = `(() => {
  const { focus, stop } = window.beginning ?? {};
  if (!focus?.isConnected) return false;
  if (stop?.isConnected && stop.tabIndex !== 0) stop.focus();
  if (focus.localName === 'main' && document.activeElement !== focus) {
    focus.tabIndex = -1;
    focus.addEventListener('blur', () => focus.removeAttribute('tabindex'), { once: true });
  }
  focus.focus({ preventScroll: true });
  return true;
})()`;

const isUntouched = (patienceMs: number) =>
  eventually(untouchedState, untouched, patienceMs).then(
    () => true,
    () => false,
  );

/** Closes what the last key has opened, and says whether nothing of it is left. */
async function takeBack(path: string): Promise<boolean> {
  if (page().url() !== session.product.url + path) return false;
  for (let layer = 0; layer < 3; layer += 1) await page().keyboard.press('Escape');
  return (await page().evaluate<boolean>(GO_TO_BEGINNING)) && isUntouched(AT_ONCE_MS);
}

/** Takes back the last key, or leaves the page and opens it again, or loads it if something is still there. */
async function openAgain(path: string, text: string): Promise<void> {
  if (await takeBack(path)) return;
  // Coming back to it leads to the row that one left.
  if (path === '/trackers/1?sort=id') return open(path, text);
  const [elsewhere, shown] = path === '/trackers' ? NOWHERE : TRACKERS;
  await goWithin(page(), elsewhere);
  await page().getByText(shown).first().waitFor();
  // Its link begins anew, too.
  if (path.startsWith('/items?')) await page().getByRole('link', { name: 'All items' }).click();
  else await goWithin(page(), path);
  await page().getByText(text).first().waitFor();
  if (!(await isUntouched(SOON_MS))) return open(path, text);
  await page().evaluate(KEEP_BEGINNING);
}

/** Without the numbers in the names of fields, which go on, and without downloads. */
const untouchedState = async () =>
  new URL(page().url()).search +
  (await state()).replaceAll(/mat-input-\d+|ng\.form\d+/g, 'field').replace(/\d+\]$/, '');

/** Some keys of the table are loaded when the page is idle. */
async function allKeys(): Promise<void> {
  if ((await page().locator('at-item-table').count()) === 0) return;
  await page().locator('at-table-acts').waitFor({ state: 'attached' });
}

const LOADED_WHEN_IDLE = ['Ctrl D', 'Delete'];

async function listed(): Promise<readonly string[]> {
  if (await page().locator('input:focus, select:focus').count()) {
    await page().keyboard.press('Escape');
  }
  await page().keyboard.press('?');
  await page().getByRole('dialog').getByRole('checkbox').waitFor();
  const keys = await page().locator('dialog kbd').allInnerTexts();
  await page().keyboard.press('Escape');
  await page().getByRole('dialog').waitFor({ state: 'detached' });
  return keys;
}

it.each(PAGES)(
  'On %s the help lists the keys that do something, and no others',
  async (...given) => {
    const [path, text, keys] = given;
    await open(path, text);
    await allKeys();
    expect((await listed()).toSorted()).toEqual(['Ctrl K', '?', ...keys].toSorted());
    for (const key of ['Ctrl K', ...keys]) {
      await openAgain(path, text);
      if (LOADED_WHEN_IDLE.includes(key)) await allKeys();
      await prepare(path, key);
      const before = await state();
      for (const pressed of pressesOf(key === 'Ctrl K' ? 'Ctrl k' : key)) {
        await page().keyboard.press(pressed);
      }
      const what = `${key} on ${path}`;
      await eventually(async () => [what, (await state()) !== before], [what, true]);
    }
  },
);
