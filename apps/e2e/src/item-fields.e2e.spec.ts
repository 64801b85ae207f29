/**
 * Every field of the registry on every surface that supports it: a surface that lacks one fails
 * here, even if its list of fields is written by hand.
 */
import { NAMED_FIELDS, type ItemDetail, type ItemEventEntry } from '@action-tracker/contracts';
import { parse } from 'csv-parse/sync';
import { newItem } from './support/api-client';
import { eventually } from './support/eventually';
import { cell, goWithin, signIn, startWebSession, type WebSession } from './support/web-session';

let session: WebSession;
let ownerId: number;

/** An item with a value in every field, and one with none where none is needed. */
const FULL = 'AD-001';
const BARE = 'AD-002';

/** The example of the registry; the user of the example is whoever signed in. */
const exampleOf = ({ kind, example }: (typeof NAMED_FIELDS)[number]) =>
  kind === 'user' ? ownerId : example;

beforeAll(async () => {
  session = await startWebSession();
  const { api, trackerId } = session;
  ownerId = (await api.me()).id;
  const full = NAMED_FIELDS.map((field) => [field.wire, exampleOf(field)] as const);
  await api.createItem(trackerId, Object.fromEntries(full));
  await api.createItem(trackerId);
  await signIn(session.browser.page, `${session.product.url}/trackers/${trackerId}`);
});

afterAll(() => session.close());

describe.each(NAMED_FIELDS)('The field $wire', (field) => {
  const { wire, kind, event, heading, isRequired, isFiltered } = field;
  const item = async (path = `/api/items/${FULL}`) =>
    (await session.api.get<ItemDetail>(path)).body;

  it('is answered by item and list, and said by the entry of the creation', async () => {
    const value = exampleOf(field);
    expect((await item())[wire]).toBe(value);
    const { body: list } = await session.api.get<ItemDetail[]>('/api/items');
    expect(list.find(({ id }) => id === FULL)?.[wire]).toBe(value);
    const { body: entries } = await session.api.get<ItemEventEntry[]>(`/api/items/${FULL}/events`);
    expect(entries[0]?.to[wire]).toBe(value);
  });

  it('is changed by its own event, with the value before', async () => {
    const { api, trackerId } = session;
    const { id } = (
      await api.post<ItemDetail>(`/api/trackers/${trackerId}/items`, newItem(ownerId))
    ).body;
    const before = (await item(`/api/items/${id}`))[wire];
    const to = kind === 'word' ? field.words?.at(-1) : kind === 'user' ? ownerId : field.example;
    await api.patch(`/api/items/${id}`, { [wire]: kind === 'text' ? `${String(to)} 2` : to });
    const { body: entries } = await api.get<ItemEventEntry[]>(`/api/items/${id}/events`);
    if (kind === 'user') return;
    expect(entries.at(-1)).toMatchObject({ type: event, from: { [wire]: before } });
    expect(entries.at(-1)?.to[wire]).not.toBe(before);
  });

  it('has a column in the spreadsheet', async () => {
    const { url, token } = session.api;
    const headers = { Authorization: `Bearer ${token}`, Accept: 'text/csv' };
    const answer = await fetch(`${url}/api/items`, { headers });
    const rows = parse<Record<string, string>>(await answer.text(), { bom: true, columns: true });
    const row = rows.find(({ ID }) => ID === FULL);
    expect(row).toHaveProperty([heading]);
    expect(row?.[heading]).not.toBe('');
  });

  it('is filtered, when it says so, by server and client', async () => {
    if (!isFiltered || kind === 'date') return;
    const value = kind === 'text' ? 'some' : String(exampleOf(field));
    const query = `${wire}=${encodeURIComponent(value)}`;
    const { body } = await session.api.get<ItemDetail[]>(`/api/items?${query}`);
    expect(body.map(({ id }) => id)).toContain(FULL);
    expect(body.some(({ id }) => id === BARE)).toBe(isRequired);
    const { page } = session.browser;
    await page.goto(`${session.product.url}/trackers/${session.trackerId}?sort=id&${query}`);
    await cell(page, FULL, 'title').waitFor();
    await eventually(() => cell(page, BARE, 'title').count(), isRequired ? 1 : 0);
  });

  it('is a column of the table with an editor, a fact of the item and a control of its form', async () => {
    const { page } = session.browser;
    await goWithin(page, `/trackers/${session.trackerId}?sort=id`);
    await cell(page, FULL, wire).dblclick();
    await page.locator('at-cell-editor').waitFor();
    await page.keyboard.press('Escape');
    await goWithin(page, `/items/${FULL}`);
    await page.locator(`[data-fact=${wire}]`).waitFor();
    await goWithin(page, `/items/${FULL}/edit`);
    await eventually(
      () => page.locator('at-item-fields :is(input, select)').count(),
      NAMED_FIELDS.length,
    );
  });
});
