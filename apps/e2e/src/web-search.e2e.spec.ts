import type { ListedItem } from '@action-tracker/contracts';
import { SEARCH_PAIRS } from '@action-tracker/contracts/testing';
import type { Page } from 'playwright-core';
import { eventually } from './support/eventually';
import { signIn, startWebSession, type WebSession } from './support/web-session';

let session: WebSession;
const ids = new Map<string, string>();

beforeAll(async () => {
  // High enough that every row is drawn.
  session = await startWebSession({ viewport: { width: 1440, height: 6_000 } });
  for (const { title, note } of SEARCH_PAIRS) {
    const { id } = await session.api.createItem(session.trackerId, { title });
    ids.set(title, id);
    if (note !== undefined) await session.api.post(`/api/items/${id}/notes`, { content: note });
  }
  await signIn(session.browser.page, `${session.product.url}/trackers/${session.trackerId}`);
}, 120_000);

afterAll(() => session.close());

async function found(query: string): Promise<readonly string[]> {
  const { body } = await session.api.get<ListedItem[]>(`/api/items?q=${encodeURIComponent(query)}`);
  return body.map(({ id }) => id);
}

/** Waits until the page shows these ids; then they are what it shows for good. */
async function shows(page: Page, selector: string, wanted: readonly string[]): Promise<void> {
  const shown = async () => {
    const texts = await page.locator(selector).allTextContents();
    return texts.flatMap((text) => /[A-Z]{2}-\d{3,}/.exec(text)?.[0] ?? []).toSorted();
  };
  await eventually(shown, wanted.toSorted());
}

describe('List, palette and API', () => {
  it.each(SEARCH_PAIRS)('agree on $query and "$title"', async ({ title, query, isFound }) => {
    const { page } = session.browser;
    const answer = await found(query);
    expect(answer.includes(ids.get(title) ?? '')).toBe(isFound);
    await page.getByRole('searchbox').fill(query);
    await shows(page, 'td.id', answer);
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: /Find an item/ }).fill(query);
    await shows(page, '#palette-entries [role=option]', answer);
    await page.keyboard.press('Escape');
    await page.locator('at-palette').waitFor({ state: 'detached' });
  });

  it('say that a word stands in a note', async () => {
    const { page } = session.browser;
    await page.getByRole('searchbox').fill('drift came');
    await page.getByRole('gridcell', { name: /Gyro bias.*in a note/ }).waitFor();
  });
});
