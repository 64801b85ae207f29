import { builtFilesOf } from './support/built-files';
import { eventually } from './support/eventually';
import { ledgerOf, newEntries } from './support/ledger';
import { cell, signIn, startWebSession, visit, type WebSession } from './support/web-session';

const ID = 'AD-001';

const LANGUAGES = [
  {
    ...{ locale: 'en-US', title: 'Title', status: 'Record status', save: 'Save' },
    ...{ notSaved: `${ID} was not saved.`, again: 'Edit again', discard: 'Discard' },
    ...{
      noDay: 'February 2026 has no day 30',
      wrongDate: '02302026',
      typedOn: 'You typed this on',
    },
    ...{ offer: 'You have unsaved changes here from', use: 'Use them' },
    ...{ theirs: 'Keep theirs', create: 'Create item', comment: 'Comment (optional)' },
    ...{ nothing: 'Nothing to record', problem: 'Could not be loaded', note: 'Add a note' },
    ...{ banner: 'The server is not responding.', history: 'History', send: 'Add note' },
    ...{ enterNote: 'Enter a note' },
  },
  {
    ...{ locale: 'pt-BR', title: 'Título', status: 'Registrar situação', save: 'Salvar' },
    ...{ notSaved: `${ID} não foi salva.`, again: 'Editar de novo', discard: 'Descartar' },
    ...{ noDay: 'Não existe o dia 30 em fevereiro', wrongDate: '30022026' },
    ...{ typedOn: 'Você digitou isto em' },
    ...{ offer: 'Você tem alterações não salvas aqui, de', use: 'Usar' },
    ...{
      theirs: 'Manter o da outra pessoa',
      create: 'Criar ação',
      comment: 'Comentário (opcional)',
    },
    ...{ nothing: 'Nada a registrar', problem: 'Não foi possível', note: 'Escrever uma nota' },
    ...{ banner: 'O servidor não está respondendo.', history: 'Histórico', send: 'Adicionar nota' },
    ...{ enterNote: 'Escreva a nota' },
  },
] as const;

describe.each(LANGUAGES)('In $locale, what somebody typed', (words) => {
  let session: WebSession;

  beforeAll(async () => {
    session = await startWebSession({ locale: words.locale });
    const { api, browser, product, trackerId } = session;
    await api.createItem(trackerId, { title: 'Sign the contract', due_date: '2026-12-24' });
    await signIn(browser.page, `${product.url}/trackers/${trackerId}?sort=id`);
    await cell(browser.page, ID, 'title').waitFor();
  });

  afterAll(() => session.close());

  const page = () => session.browser.page;
  const ledger = () => ledgerOf(session.api, ID);
  const callout = () => page().locator('at-unsaved-edits .callout');
  const openTable = async () => {
    await visit(page(), `/trackers/${session.trackerId}?sort=id`);
    await cell(page(), ID, 'title').waitFor();
  };
  const typeInto = async (column: string, text: string) => {
    await cell(page(), ID, column).focus();
    await page().keyboard.press('Enter');
    await page().keyboard.press('Control+a');
    await page().keyboard.type(text);
  };
  const signInAgain = async () => {
    await page().locator('input[name="name"]').fill('Maria Fitzgerald');
    await page().locator('input[name="email"]').fill('mf@example.com');
    await page().locator('form button').press('Enter');
  };
  const hasFetchedUnsavedEdits = async () => {
    const fetched = await page().evaluate<string[]>(
      "performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname)",
    );
    return builtFilesOf(/\/unsaved-edits\.ts$/).every((file) => fetched.includes(file));
  };
  const retitled = (title: string) => [{ type: 'ItemRetitled', to: { title } }];

  it('into a cell is not lost when saving fails offline, and is saved with the next try', async () => {
    const before = await ledger();
    // The client fetches what it needs to say so while it is idle.
    await eventually(hasFetchedUnsavedEdits, true);
    await page().context().setOffline(true);
    await typeInto('title', 'Typed offline');
    await page().keyboard.press('Enter');
    await callout().getByText(words.notSaved).waitFor();
    await callout().getByText('“Typed offline”').waitFor();
    expect(await ledger()).toEqual(before);
    await page().context().setOffline(false);
    await callout().getByRole('button', { name: words.again }).press('Enter');
    await page().keyboard.press('Enter');
    expect(await newEntries(session.api, ID, before)).toEqual(retitled('Typed offline'));
    await callout().waitFor({ state: 'detached' });
  });

  it('into a cell and is no value is offered again after a click elsewhere, and a reload', async () => {
    const before = await ledger();
    await openTable();
    await typeInto('due_date', words.wrongDate);
    await page().locator('h1').click();
    await callout().getByText(words.noDay).waitFor();
    await page().reload();
    await callout().getByText(words.noDay).waitFor();
    await callout().getByRole('button', { name: words.again }).press('Enter');
    await eventually(() => page().locator('at-cell-editor input').inputValue(), words.wrongDate);
    await page().keyboard.press('Escape');
    await page().reload();
    await cell(page(), ID, 'title').waitFor();
    expect(await callout().count()).toBe(0);
    expect(await ledger()).toEqual(before);
  });

  it('into a cell is still there after signing in again, when the session had ended', async () => {
    const before = await ledger();
    await openTable();
    await typeInto('title', 'Typed without a session');
    await page().context().clearCookies();
    await page().keyboard.press('Enter');
    await signInAgain();
    await callout().getByText('“Typed without a session”').waitFor();
    await callout().getByText(words.typedOn).waitFor();
    expect(await ledger()).toEqual(before);
    await callout().getByRole('button', { name: words.again }).press('Enter');
    await page().keyboard.press('Enter');
    expect(await newEntries(session.api, ID, before)).toEqual(retitled('Typed without a session'));
  });

  it('is left alone while an input method composes it', async () => {
    const before = await ledger();
    await openTable();
    await cell(page(), ID, 'title').focus();
    await page().keyboard.press('Enter');
    await page().keyboard.press('Control+a');
    const devTools = await page().context().newCDPSession(page());
    const composition = { text: 'せいひん', selectionStart: 4, selectionEnd: 4 };
    const enter = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 229 };
    await devTools.send('Input.imeSetComposition', composition);
    await devTools.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...enter });
    await eventually(() => page().locator('at-cell-editor input').inputValue(), 'せいひん');
    expect(await ledger()).toEqual(before);
    await devTools.send('Input.insertText', { text: '製品' });
    await page().keyboard.press('Enter');
    expect(await newEntries(session.api, ID, before)).toEqual(retitled('製品'));
  });

  it('into the edit form is offered later, and meets what a colleague saved meanwhile', async () => {
    const edit = `/items/${ID}/edit`;
    await visit(page(), edit);
    await page().getByLabel(words.title).focus();
    await page().keyboard.press('Control+a');
    await page().keyboard.type('Mine');
    await session.api.patch(`/api/items/${ID}`, { title: 'Theirs' });
    const before = await ledger();
    await page().reload();
    const offers = page().locator('at-draft-offers');
    await offers.getByText(words.offer).waitFor();
    await eventually(() => page().getByLabel(words.title).inputValue(), 'Theirs');
    await offers.getByRole('button', { name: words.use }).press('Enter');
    await eventually(() => page().getByLabel(words.title).inputValue(), 'Mine');
    await page().getByRole('button', { name: words.save, exact: true }).press('Enter');
    const dialog = page().getByRole('dialog');
    await dialog.getByText('Theirs', { exact: true }).last().waitFor();
    expect(await ledger()).toEqual(before);
    await dialog.getByRole('button', { name: words.theirs }).press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await page().getByRole('button', { name: words.save, exact: true }).press('Enter');
    await page().waitForURL(`**/items/${ID}`);
    expect(await ledger()).toEqual(before);
    await page().goto(session.product.url + edit);
    await page().getByLabel(words.title).waitFor();
    expect(await offers.getByText(words.offer).count()).toBe(0);
  });

  it('into the form of a new item is in it again after signing in', async () => {
    const path = `/trackers/${session.trackerId}/items/new`;
    await visit(page(), path);
    await page().getByLabel(words.title).waitFor();
    await page().keyboard.type('Thermal test');
    // It is kept when the page is drawn next, a few milliseconds later.
    const kept = () => page().evaluate(() => Object.values(localStorage).join());
    await eventually(kept, expect.stringContaining('Thermal test'));
    await page().context().clearCookies();
    await page().reload();
    await signInAgain();
    await page().waitForURL(`**${path}`);
    const title = page().getByLabel(words.title);
    await eventually(() => title.inputValue(), 'Thermal test');
  });
});

describe.each(LANGUAGES)('In $locale, the page of an item', (words) => {
  let session: WebSession;

  beforeAll(async () => {
    session = await startWebSession({ locale: words.locale });
    const { api, browser, product, trackerId } = session;
    await api.createItem(trackerId, { title: 'Sign the contract' });
    await signIn(browser.page, `${product.url}/trackers/${trackerId}?sort=id`);
    await cell(browser.page, ID, 'title').waitFor();
  });

  afterAll(() => session.close());

  const page = () => session.browser.page;

  it('is there by itself when the server answers again', async () => {
    await page().route('**/api/**', (route) => route.abort());
    await page().getByRole('link', { name: 'Sign the contract' }).press('Enter');
    await page().getByText(words.banner).waitFor();
    await page().locator('main').getByRole('alert').first().waitFor();
    await page().unroute('**/api/**');
    await page().getByRole('heading', { name: 'Sign the contract' }).waitFor();
    await page().getByRole('heading', { name: words.history }).waitFor();
    await page().getByText(words.banner).waitFor({ state: 'detached' });
  });

  it('records the status it has only with a comment, and asks for no note in passing', async () => {
    const before = await ledgerOf(session.api, ID);
    await page().getByRole('button', { name: words.status }).press('Enter');
    await page().getByText(words.nothing).waitFor();
    await page().getByLabel(words.note).focus();
    await page().keyboard.press('Tab');
    await page().keyboard.press('Tab');
    expect(await page().getByText(words.enterNote).count()).toBe(0);
    expect(await ledgerOf(session.api, ID)).toEqual(before);
    await page().getByLabel(words.comment).focus();
    await page().keyboard.type('Still new');
    await page().getByRole('button', { name: words.status }).press('Enter');
    expect(await newEntries(session.api, ID, before)).toEqual([
      { type: 'ItemStatusChanged', to: { status: 'New', comment: 'Still new' } },
    ]);
  });
});
