import { createEmptyDatabase } from '@action-tracker/runtime/testing';
import { descriptionOf } from './support/described';
import { openBrowser } from './support/browser';
import { startProduct, type Product } from './support/product';

interface Described {
  readonly paths: Readonly<Record<'/api/items/{itemId}', { patch: { summary: string } }>>;
}

let product: Product;

beforeAll(async () => {
  product = await startProduct({ DATABASE_URL: await createEmptyDatabase() });
});
afterAll(() => product.stop());

it('shows the description of the API in a browser, within its own security policy', async () => {
  const browser = await openBrowser();
  const { page } = browser;
  const description = (await (await fetch(`${product.url}/api/openapi.json`)).json()) as Described;
  const { summary } = description.paths['/api/items/{itemId}'].patch;
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', ({ message }) => complaints.push(message));
  try {
    await page.goto(`${product.url}/api/docs`, { waitUntil: 'networkidle' });
    await page.getByRole('heading', { name: 'Action Tracker' }).waitFor();
    await page.getByText(summary).waitFor();
    expect(complaints).toEqual([]);
  } finally {
    await browser.close();
  }
});

describe('the check that every other test of the API goes through', () => {
  const me = {
    id: 1,
    email: 'mf@example.com',
    name: 'Maria Fitzgerald',
    initials: 'MF',
    site_role: 'member',
    today: '2026-02-02',
    time_zone: 'UTC',
  };
  const given = {
    method: 'GET',
    path: '/auth/me?x=1',
    status: 200,
    headers: new Headers({ 'content-type': 'application/json', 'x-correlation-id': 'x' }),
    text: JSON.stringify(me),
  };

  it('accepts what is described', async () => {
    (await descriptionOf(product.url)).check(given);
  });

  it.each([
    ['a status', { status: 201 }, 'not described'],
    ['a path', { path: '/api/nothing' }, 'no such route'],
    ['a media type', { headers: new Headers({ 'x-correlation-id': 'x' }) }, 'not described'],
    ['a missing header', { headers: new Headers() }, 'without X-Correlation-Id'],
    ['a property', { text: JSON.stringify({ ...me, age: 7 }) }, 'additional properties'],
    ['a wrong type', { text: JSON.stringify({ ...me, id: '1' }) }, 'must be integer'],
    [
      'a date that does not exist',
      { text: JSON.stringify({ ...me, today: '2026-02-30' }) },
      'date',
    ],
  ])('refuses %s that is not', async (_, changes, complaint) => {
    const description = await descriptionOf(product.url);
    expect(() => description.check({ ...given, ...changes })).toThrow(complaint);
  });
});
