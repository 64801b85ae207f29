/** Choosing an owner among many people by a few letters, with keyboard and mouse. */
import { ANY_RULE, violationsInBothColours } from './support/axe';
import { ApiClient } from './support/api-client';
import { eventually } from './support/eventually';
import { cell, signIn, startWebSession, type WebSession } from './support/web-session';

const PRESS = { delay: 80 } as const;
const PEOPLE = 30;

let session: WebSession;

beforeAll(async () => {
  session = await startWebSession();
  const { api, browser, product, trackerId } = session;
  await api.createItem(trackerId, { title: 'Sign the contract' });
  await api.createItem(trackerId, { title: 'Thermal test' });
  await ApiClient.signIn(product.url, 'José Conceição', 'jose@example.com');
  await ApiClient.signIn(product.url, 'Jun Kawasaki', 'j.kawasaki@partner.example');
  for (let number = 1; number <= PEOPLE; number++) {
    await ApiClient.signIn(product.url, `Person ${number}`, `person-${number}@example.com`);
  }
  await signIn(browser.page, `${product.url}/trackers/${trackerId}?sort=id`);
  await cell(browser.page, 'AD-001', 'owner_id').waitFor();
});

afterAll(() => session.close());

const page = () => session.browser.page;
const ownerOf = async (id: string) => {
  const { owner_id } = (await session.api.get<{ owner_id: number }>(`/api/items/${id}`)).body;
  const { body } = await session.api.get<readonly { id: number; name: string }[]>('/api/users');
  return body.find((user) => user.id === owner_id)?.name;
};
const focused = () => page().evaluate('document.activeElement?.dataset.cell ?? ""');
const openTable = async () => {
  await page().goto(`${session.product.url}/trackers/${session.trackerId}?sort=id`);
  await cell(page(), 'AD-001', 'owner_id').waitFor();
};

describe('In a cell, an owner', () => {
  it.each([
    ['by a name, without its accents', 'CONCEICAO', 'José Conceição'],
    ['by initials', 'jk', 'Jun Kawasaki'],
    ['by an e-mail address', 'person-17@', 'Person 17'],
  ])('is found %s, however fast one types', async (_, typed, name) => {
    await openTable();
    await cell(page(), 'AD-001', 'title').focus();
    await page().keyboard.press('a');
    await page().keyboard.type(typed);
    await page().keyboard.press('Enter');
    await cell(page(), 'AD-001', 'owner_id').getByText(name).waitFor();
    await eventually(focused, 'AD-001 owner_id');
    await eventually(() => ownerOf('AD-001'), name);
  });

  it.each([
    ['person-21@', [], 'Person 21'],
    ['Person 2', ['ArrowDown', 'ArrowDown', 'ArrowUp'], 'Person 20'],
  ])('is found by "%s" and arrows %j before the people were there', async (typed, arrows, name) => {
    let answer: () => void = () => undefined;
    const gate = new Promise<void>((open) => (answer = open));
    await page().route('**/api/users', async (route) => {
      await gate;
      await route.continue();
    });
    await openTable();
    await cell(page(), 'AD-001', 'title').focus();
    await page().keyboard.press('a');
    await page().keyboard.type(typed);
    for (const key of [...arrows, 'Enter']) await page().keyboard.press(key);
    answer();
    await cell(page(), 'AD-001', 'owner_id').getByText(name).waitFor();
    await eventually(focused, 'AD-001 owner_id');
    await eventually(() => ownerOf('AD-001'), name);
    await page().unroute('**/api/users');
  });

  it('is chosen with arrows, and stays who it was after Escape', async () => {
    await cell(page(), 'AD-002', 'owner_id').focus();
    await page().keyboard.press('F2');
    const field = page().getByRole('combobox', { name: 'Owner of AD-002' });
    await field.waitFor();
    await page().keyboard.press('ArrowDown');
    await page().keyboard.press('Escape');
    await eventually(focused, 'AD-002 owner_id');
    await cell(page(), 'AD-002', 'owner_id').getByText('Maria Fitzgerald').waitFor();
    await page().keyboard.press('Enter');
    await field.waitFor();
    await page().keyboard.press('ArrowUp');
    await page().keyboard.press('Tab');
    await eventually(() => ownerOf('AD-002'), 'Jun Kawasaki');
    await page().keyboard.press('Escape');
  });

  it('is chosen with a press that lasts', async () => {
    await cell(page(), 'AD-002', 'owner_id').dblclick();
    const option = page().locator('[role=option]', { hasText: 'José' });
    await eventually(async () => ((await option.boundingBox())?.width ?? 0) > 200, true);
    await option.click(PRESS);
    await cell(page(), 'AD-002', 'owner_id').getByText('José').waitFor();
    await eventually(() => ownerOf('AD-002'), 'José Conceição');
  });

  it('is chosen from a plain list when its field cannot be fetched', async () => {
    await openTable();
    await page().route('**/chunk-*.js', (route) => route.abort());
    await cell(page(), 'AD-002', 'owner_id').focus();
    await page().keyboard.press('Enter');
    await page().locator('select[aria-label="Owner of AD-002"]').selectOption('Person 3');
    await eventually(() => ownerOf('AD-002'), 'Person 3');
    await page().unroute('**/chunk-*.js');
  });
});

describe.each([1440, 390])('At %i px, in a form, an owner', (width) => {
  beforeAll(() => page().setViewportSize({ width, height: 800 }));
  afterAll(() => page().setViewportSize({ width: 1440, height: 900 }));

  it('is chosen on the screen, and axe finds nothing wrong, in light and in dark', async () => {
    await page().goto(`${session.product.url}/items/AD-001/edit`);
    await page().getByRole('combobox', { name: 'Owner' }).click(PRESS);
    await page().keyboard.type('person');
    await eventually(() => page().locator('[role=option]').count(), PEOPLE);
    expect(await violationsInBothColours(page(), { rules: ANY_RULE })).toEqual([]);
    const option = page().getByRole('option', { name: 'Person 12' });
    await option.scrollIntoViewIfNeeded();
    const box = await option.boundingBox();
    expect((box?.x ?? 0) >= 0 && (box?.x ?? 0) + (box?.width ?? 0) <= width).toBe(true);
    await option.click(PRESS);
    await eventually(
      () => page().getByRole('combobox', { name: 'Owner' }).inputValue(),
      'Person 12',
    );
  });
});
