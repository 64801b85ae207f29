import { eventually } from './support/eventually';
import { goWithin, signIn, startWebSession, type WebSession } from './support/web-session';

const LANGUAGES = [
  {
    ...{ locale: 'en-US', title: 'Title', enterTitle: 'Enter a title', name: 'Name' },
    ...{ chooseOwner: 'Choose an owner', enterName: 'Enter a name', created: 'Created' },
    ...{ enterDate: 'Enter a date' },
  },
  {
    ...{ locale: 'pt-BR', title: 'Título', enterTitle: 'Informe o título', name: 'Nome' },
    ...{ chooseOwner: 'Escolha o responsável', enterName: 'Informe o nome', created: 'Criada em' },
    ...{ enterDate: 'Informe uma data' },
  },
] as const;

describe.each(LANGUAGES)('In $locale, a form', (words) => {
  let session: WebSession;

  beforeAll(async () => {
    session = await startWebSession({ locale: words.locale });
    const { api, browser, product, trackerId } = session;
    await api.createItem(trackerId, { title: 'Sign the contract' });
    await signIn(browser.page, `${product.url}/trackers`);
    await browser.page.waitForURL('**/trackers');
  });

  afterAll(() => session.close());

  const page = () => session.browser.page;
  const press = async (...keys: readonly string[]) => {
    for (const key of keys) await page().keyboard.press(key);
  };
  const errors = () => page().locator('main :is(mat-error, .is-error)').allInnerTexts();
  const invalid = () => page().locator('main [aria-invalid=true]').count();
  /** From another page, so that the form is a new one. */
  const open = async (path: string, label: string) => {
    await goWithin(page(), '/trackers');
    await page().getByText('Astro Digital').waitFor();
    await goWithin(page(), path);
    await page().getByLabel(label, { exact: true }).waitFor();
  };
  /** Through every control of the form and out of it. */
  const tabThrough = async () => {
    for (let stop = 0; stop < 10; stop++) await press('Tab');
  };

  it.each([
    ['/trackers/1/items/new', words.title],
    ['/trackers/new', words.name],
    ['/trackers/1/settings', words.name],
    ['/items/AD-001/edit', words.title],
  ])('finds no fault with what somebody tabs through: %s', async (path, label) => {
    await open(path, label);
    await tabThrough();
    expect([await errors(), await invalid()]).toEqual([[], 0]);
  });

  it.each([
    ['/trackers/1/items/new', words.title, words.enterTitle],
    ['/trackers/new', words.name, words.enterName],
    ['/trackers/1/settings', words.name, words.enterName],
    ['/items/AD-001/edit', words.title, words.enterTitle],
  ])('asks for what somebody typed and took away: %s', async (path, label, reason) => {
    await open(path, label);
    await page().getByLabel(label, { exact: true }).focus();
    await page().keyboard.type('x');
    await press('Control+a', 'Backspace', 'Tab');
    await eventually(errors, [reason]);
  });

  it('asks for a date that was taken away', async () => {
    await open('/trackers/1/items/new', words.title);
    await page().getByLabel(words.created, { exact: true }).focus();
    await press('Control+a', 'Backspace', 'Tab', 'Tab');
    await eventually(errors, [words.enterDate]);
  });

  it('asks for all that is missing when it is sent', async () => {
    await open('/trackers/1/items/new', words.title);
    await press('Enter');
    await eventually(errors, expect.arrayContaining([words.enterTitle, words.chooseOwner]));
  });
});
