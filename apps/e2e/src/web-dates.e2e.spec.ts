import type { Me } from '@action-tracker/contracts';
import { eventually } from './support/eventually';
import { ledgerOf, newEntries } from './support/ledger';
import { cell, signIn, startWebSession, visit, type WebSession } from './support/web-session';

const DUE = '2026-12-24';
const ID = 'AD-001';
const DAY_MS = 86_400_000;
const IS_ON_DAY = 'document.activeElement?.matches(".mat-calendar-body-cell")';

/** What people type and read in each language, one key after the other. */
const LANGUAGES = [
  {
    ...{ locale: 'en-US', due: `Due of ${ID}`, shown: '12/24/2026', nothing: 'TBD' },
    ...{ impossible: '02302026', noDay: 'February 2026 has no day 30' },
    ...{ halfDone: '12/', incomplete: 'Incomplete date' },
    ...{ otherOrder: '15/12/26', noMonth: 'There is no month 15. Write month/day/year' },
    ...{ year26: '12/15/0026', year6: '12/15/0006', year9999: '12/15/9999' },
    ...{ outOfRange: 'Enter a year from 1970 to 2199', empty: 'Enter a date, or TBD' },
    ...{ digits: '121526', words: '15 Dec 2026', understood: 'Tue, Dec 15, 2026' },
    ...{ stored: '12/15/2026', tomorrow: 'tomorrow', friday: 'fri', tbd: 'tbd' },
    ...{ title: 'Title', category: 'Category', owner: 'Owner', create: 'Create item' },
    ...{ formDue: 'Due date', note: 'Add a note', noteDate: 'Date', send: 'Add note' },
    ...{ asOf: 'As of', asOfTyped: '01/15/26', back: 'Back to now', save: 'Save' },
    ...{ noMoment: 'This moment cannot be shown', notYet: 'did not exist yet' },
    ...{ mistyped: 'mistyped', history: 'History', notes: 'Notes', why: 'Why is it later?' },
  },
  {
    ...{ locale: 'pt-BR', due: `Prazo de ${ID}`, shown: '24/12/2026', nothing: 'A definir' },
    ...{ impossible: '30022026', noDay: 'Não existe o dia 30 em fevereiro de 2026' },
    ...{ halfDone: '15/', incomplete: 'A data ainda não está completa' },
    ...{ otherOrder: '12/15/26', noMonth: 'Não existe o mês 15. Escreva dia/mês/ano' },
    ...{ year26: '15/12/0026', year6: '15/12/0006', year9999: '15/12/9999' },
    ...{ outOfRange: 'Informe um ano de 1970 a 2199', empty: 'Informe uma data, ou “a definir”' },
    ...{ digits: '151226', words: '15 dez 2026', understood: 'ter., 15 de dez. de 2026' },
    ...{ stored: '15/12/2026', tomorrow: 'amanhã', friday: 'sex', tbd: 'a definir' },
    ...{ title: 'Título', category: 'Categoria', owner: 'Responsável', create: 'Criar ação' },
    ...{ formDue: 'Prazo', note: 'Escrever uma nota', noteDate: 'Data', send: 'Adicionar nota' },
    ...{
      asOf: 'Como estava em',
      asOfTyped: '15/01/26',
      back: 'Voltar ao presente',
      save: 'Salvar',
    },
    ...{ noMoment: 'Este momento não pode ser mostrado', notYet: 'não existia no momento' },
    ...{ mistyped: 'digitado', history: 'Histórico', notes: 'Notas' },
    why: 'Por que ficou para depois?',
  },
] as const;

describe.each(LANGUAGES)('In $locale, a date', (words) => {
  let session: WebSession;
  let today: string;

  beforeAll(async () => {
    session = await startWebSession({ locale: words.locale });
    const { api, browser, product, trackerId } = session;
    await api.createItem(trackerId, { title: 'Sign the contract', due_date: DUE });
    today = (await api.get<Me>('/auth/me')).body.today;
    await signIn(browser.page, `${product.url}/trackers/${trackerId}?sort=id`);
    await cell(browser.page, ID, 'due_date').waitFor();
  });

  afterAll(() => session.close());

  const table = () => `${session.product.url}/trackers/${session.trackerId}?sort=id`;
  const ledger = () => ledgerOf(session.api, ID);
  const page = () => session.browser.page;
  const dueCell = () => cell(page(), ID, 'due_date');
  const says = () => page().locator('at-cell-editor .says');
  const daysFromToday = (days: number) =>
    new Date(Date.parse(today) + days * DAY_MS).toISOString().slice(0, 10);
  /** Opens the cell with the keyboard and types key by key in place of what it held. */
  const typeIntoCell = async (text: string) => {
    await dueCell().focus();
    await page().keyboard.press('d');
    await page().keyboard.type(text);
  };
  const dueDateMoved = (to: string | null) => [
    { type: 'ItemDueDateMoved', to: { due_date: to, reason: null } },
  ];
  const dueDate = async () =>
    (await session.api.get<{ due_date: string | null }>(`/api/items/${ID}`)).body.due_date;
  /** Enter saves; after a later date it first leads to the question why, and leaves it open. */
  const confirm = async (from: string | null, to: string | null) => {
    await page().keyboard.press('Enter');
    if (from === null || to === null || to <= from) return;
    await page().getByLabel(words.why).waitFor();
    await page().keyboard.press('Enter');
  };

  it.each([
    [words.impossible, words.noDay],
    [words.halfDone, words.incomplete],
    [words.otherOrder, words.noMonth],
    [words.year26, words.outOfRange],
    [words.year6, words.outOfRange],
    [words.year9999, words.outOfRange],
  ])('that is none keeps the cell open and changes nothing: %s', async (typed, reason) => {
    const before = await ledger();
    await typeIntoCell(typed);
    await page().keyboard.press('Enter');
    await says().getByText(reason).waitFor();
    // The reason may be there before Enter, as a hint; being wrong comes with Enter.
    await eventually(() => page().getByLabel(words.due).getAttribute('aria-invalid'), 'true');
    expect(await page().getByLabel(words.due).inputValue()).toBe(typed);
    await page().keyboard.press('Escape');
    await dueCell().getByText(words.shown).waitFor();
    expect(await ledger()).toEqual(before);
  });

  it('is not taken away by emptying its field', async () => {
    const before = await ledger();
    await dueCell().focus();
    await page().keyboard.press('d');
    await page().keyboard.press('Backspace');
    await page().keyboard.press('Enter');
    await says().getByText(words.empty).waitFor();
    await eventually(() => page().getByLabel(words.due).getAttribute('aria-invalid'), 'true');
    await page().keyboard.press('Escape');
    expect(await ledger()).toEqual(before);
  });

  it('is said as it was understood before Enter saves it, with the year of this century', async () => {
    const before = await ledger();
    await typeIntoCell(words.digits);
    await says().getByText(words.understood).waitFor();
    expect(await ledger()).toEqual(before);
    await page().keyboard.press('Enter');
    expect(await newEntries(session.api, ID, before)).toEqual(dueDateMoved('2026-12-15'));
    await dueCell().getByText(words.stored).waitFor();
  });

  it.each([
    ['seven days on', () => '+7', () => daysFromToday(7)],
    ['three days ago', () => '-3', () => daysFromToday(-3)],
    ['tomorrow', () => words.tomorrow, () => daysFromToday(1)],
    ['a weekday', () => words.friday, () => daysFromToday(nextFriday(today))],
    ['ISO 8601', () => '2027-02-28', () => '2027-02-28'],
    ['no date yet', () => words.tbd, () => null],
    ['the name of a month', () => words.words, () => '2026-12-15'],
  ])('is understood as a spreadsheet person writes it: %s', async (_, typed, expected) => {
    const before = await ledger();
    const from = await dueDate();
    await typeIntoCell(typed());
    await confirm(from, expected());
    expect(await newEntries(session.api, ID, before)).toEqual(dueDateMoved(expected()));
  });

  it('is chosen in the calendar with the keyboard alone, and TBD as well', async () => {
    let before = await ledger();
    await typeIntoCell(words.digits);
    await page().keyboard.press('Alt+ArrowDown');
    await page().getByRole('dialog').waitFor();
    await page().keyboard.press('ArrowRight');
    // To another month, whose days take the place of those that had the keyboard.
    const month = page().locator('.mat-calendar-period-button');
    for (const key of ['PageDown', 'PageDown', 'PageUp']) {
      const shown = await month.innerText();
      await page().keyboard.press(key);
      await eventually(async () => (await month.innerText()) !== shown, true);
      await eventually(() => page().evaluate(IS_ON_DAY), true);
    }
    await confirm(await dueDate(), '2027-01-16');
    expect(await newEntries(session.api, ID, before)).toEqual(dueDateMoved('2027-01-16'));
    before = await ledger();
    await typeIntoCell('');
    await page().keyboard.press('Alt+ArrowDown');
    await page().getByRole('dialog').getByRole('button', { name: words.nothing }).press('Enter');
    expect(await newEntries(session.api, ID, before)).toEqual(dueDateMoved(null));
  });

  /** Holds back the code of the field while one types. */
  const beforeTheFieldIsThere = async (type: () => Promise<void>) => {
    let answer: () => void = () => undefined;
    const gate = new Promise<void>((open) => (answer = open));
    await page().goto(table());
    await dueCell().waitFor();
    await page().route('**/chunk-*.js', async (route) => {
      await gate;
      await route.continue();
    });
    await type();
    answer();
  };

  it.each([
    ['confirmed', -5, () => page().keyboard.press('Enter')],
    ['left with a click', -7, () => page().locator('h1').click()],
  ])('is read when it was typed and %s before its field was fetched', async (_, days, end) => {
    const before = await ledger();
    await beforeTheFieldIsThere(async () => {
      await typeIntoCell(String(days));
      await end();
    });
    expect(await newEntries(session.api, ID, before)).toEqual(dueDateMoved(daysFromToday(days)));
    await page().unroute('**/chunk-*.js');
  });

  it('is chosen in the calendar that was asked for before the field was fetched', async () => {
    const before = await ledger();
    await beforeTheFieldIsThere(async () => {
      await typeIntoCell(words.digits);
      await page().keyboard.press('Alt+ArrowDown');
    });
    await page().getByRole('dialog').waitFor();
    await eventually(() => page().evaluate(IS_ON_DAY), true);
    await page().keyboard.press('ArrowRight');
    await confirm(await dueDate(), '2026-12-16');
    expect(await newEntries(session.api, ID, before)).toEqual(dueDateMoved('2026-12-16'));
    await page().unroute('**/chunk-*.js');
  });

  it('is typed into a plain field when its own cannot be fetched', async () => {
    const before = await ledger();
    await page().goto(table());
    await dueCell().waitFor();
    await page().route('**/chunk-*.js', (route) => route.abort());
    await typeIntoCell(daysFromToday(-8));
    await page().keyboard.press('Enter');
    expect(await newEntries(session.api, ID, before)).toEqual(dueDateMoved(daysFromToday(-8)));
    await page().unroute('**/chunk-*.js');
    await page().goto(table());
  });

  it('that is none creates no item, and the item has the one that was meant', async () => {
    const { api, trackerId } = session;
    const count = async () =>
      (await api.get<readonly unknown[]>(`/api/trackers/${trackerId}/items`)).body.length;
    const before = await count();
    await visit(page(), `/trackers/${trackerId}/items/new`);
    await page().getByLabel(words.title).waitFor();
    await page().keyboard.type('Thermal test');
    await page().getByLabel(words.category).selectOption('ADCS');
    await page().getByRole('combobox', { name: words.owner }).fill('maria');
    await page().getByLabel(words.formDue).focus();
    await page().keyboard.press('Control+a');
    await page().keyboard.type(words.impossible);
    await page().keyboard.press('Enter');
    await page().getByText(words.noDay).waitFor();
    expect(await count()).toBe(before);
    await page().keyboard.press('Control+a');
    await page().keyboard.type(words.digits);
    await page().keyboard.press('Enter');
    await page().waitForURL('**/items/AD-002');
    expect((await api.get('/api/items/AD-002')).body).toMatchObject({
      due_date: '2026-12-15',
      create_date: today,
    });
  });

  it('of a note is asked for again when it is none, and the note is kept', async () => {
    const before = await ledger();
    await visit(page(), `/items/${ID}`);
    await page().getByLabel(words.note).focus();
    await page().keyboard.type('Called the vendor');
    await page().getByLabel(words.noteDate, { exact: true }).focus();
    await page().keyboard.press('Control+a');
    await page().keyboard.type(words.year26);
    await page().keyboard.press('Enter');
    await page().locator('at-add-note').getByText(words.outOfRange).waitFor();
    expect(await ledger()).toEqual(before);
    await page().keyboard.press('Control+a');
    await page().keyboard.type(words.digits);
    await page().keyboard.press('Enter');
    expect(await newEntries(session.api, ID, before)).toEqual([
      { type: 'NoteAdded', to: { content: 'Called the vendor', note_date: '2026-12-15' } },
    ]);
  });

  it('of the past is looked at on Enter, not at the first digit', async () => {
    await visit(page(), `/items/${ID}`);
    await page().getByRole('button', { name: words.asOf }).click();
    await page().locator('at-moment-panel input[type=text]').focus();
    await page().keyboard.type(words.asOfTyped);
    expect(new URL(page().url()).search).toBe('');
    await page().keyboard.press('Enter');
    await page().waitForURL('**?as_of=2026-01-15T23:59:59.999Z');
    await page().getByText(words.notYet).waitFor();
    expect(await page().getByText(words.mistyped).count()).toBe(0);
    for (const asOf of ['2199-01-01', 'nonsense']) {
      await visit(page(), `/items/${ID}?as_of=${asOf}`);
      await page().getByText(words.noMoment).waitFor();
    }
    await page().getByRole('button', { name: words.back }).first().press('Enter');
    await page().getByRole('heading', { name: words.history }).waitFor();
  });

  it('shows an entered date in the order of the language, in fields too', async () => {
    await session.api.patch(`/api/items/${ID}`, { due_date: DUE });
    await visit(page(), `/items/${ID}/edit`);
    const field = page().getByLabel(words.formDue);
    await field.waitFor();
    await eventually(() => field.inputValue(), words.shown);
    await visit(page(), table());
    await dueCell().getByText(words.shown).waitFor();
  });
});

/** Days from a day to the next Friday after it. */
const nextFriday = (day: string): number => ((5 - new Date(day).getUTCDay() + 6) % 7) + 1;
