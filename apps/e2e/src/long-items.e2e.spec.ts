/**
 * An item with very many notes: no response grows with their number, and every note can be read.
 */
import type { ItemDetail, ItemEventEntry, Note } from '@action-tracker/contracts';
import { createEmptyDatabase } from '@action-tracker/runtime/testing';
import { ApiClient, type Answer } from './support/api-client';
import { startProduct, type Product } from './support/product';

const NOTES = 3_000;
const NOTE = 'x'.repeat(1_000);
/** What stands around a text: names, dates, ids. */
const ENVELOPE_BYTES = 500;
const ITEM_BYTES = 100 * (NOTE.length + ENVELOPE_BYTES);
const PAGE_BYTES = 1_000 * (NOTE.length + ENVELOPE_BYTES);

let product: Product;
let api: ApiClient;
const ID = 'AD-001';

beforeAll(async () => {
  product = await startProduct({ DATABASE_URL: await createEmptyDatabase() });
  api = await ApiClient.signIn(product.url);
  await api.createItem((await api.openTracker('AD', 'Astro Digital')).id);
  let left = NOTES;
  const add = async () => {
    while (left-- > 0) await api.post(`/api/items/${ID}/notes`, { content: NOTE });
  };
  await Promise.all(Array.from({ length: 16 }, add));
}, 180_000);

afterAll(async () => {
  await product.stop();
});

/** Follows `Link` to the end. */
async function pages<Entry>(first: string): Promise<readonly Answer<readonly Entry[]>[]> {
  const found: Answer<readonly Entry[]>[] = [];
  for (let next: string | undefined = first; next !== undefined;) {
    const page: Answer<readonly Entry[]> = await api.get(next);
    found.push(page);
    next = /^<(.+)>; rel="next"$/.exec(page.headers.get('link') ?? '')?.[1];
  }
  return found;
}

const bytesOf = ({ text }: Answer): number => Buffer.byteLength(text);
const sizes = (found: readonly Answer<readonly unknown[]>[]) =>
  found.map(({ body }) => body.length);

describe('An item of 3,000 notes', () => {
  it('comes with the newest 100 of them', async () => {
    const answer = await api.get<ItemDetail>(`/api/items/${ID}`);
    expect(answer.body).toMatchObject({ note_count: NOTES, version: NOTES + 1 });
    expect(answer.body.notes).toHaveLength(100);
    expect(bytesOf(answer)).toBeLessThan(ITEM_BYTES);
  });

  it('is answered so after a change, by a refusal, and as it was', async () => {
    const changed = await api.patch<ItemDetail>(`/api/items/${ID}`, { title: 'Renamed' });
    const stale = await api.patch(`/api/items/${ID}`, { title: 'x' }, { 'If-Match': '"1"' });
    const past = await api.get<ItemDetail>(`/api/items/${ID}?as_of=${new Date().toISOString()}`);
    expect([changed.status, stale.status, past.status]).toEqual([200, 412, 200]);
    for (const answer of [changed, stale, past]) expect(bytesOf(answer)).toBeLessThan(ITEM_BYTES);
    expect(past.body.notes).toEqual(changed.body.notes);
    expect(past.body.note_count).toBe(NOTES);
    expect((stale.body as { error: { current: unknown } }).error.current).toEqual(changed.body);
  });

  it.each([
    ['', [1_000, 1_000, 1_000]],
    ['?limit=1000', [1_000, 1_000, 1_000]],
    ['?limit=999', [999, 999, 999, 3]],
  ])('has all of them in pages: /notes%s', async (query, expected) => {
    const found = await pages<Note>(`/api/items/${ID}/notes${query}`);
    expect(sizes(found)).toEqual(expected);
    for (const page of found) expect(bytesOf(page)).toBeLessThan(PAGE_BYTES);
    const ids = found.flatMap(({ body }) => body.map(({ id }) => id));
    expect(new Set(ids).size).toBe(NOTES);
    expect(ids).toEqual(ids.toSorted((a, b) => b - a));
  });

  it('has its ledger entries in pages, both ways', async () => {
    const versions = async (query: string) => {
      const found = await pages<ItemEventEntry>(`/api/items/${ID}/events${query}`);
      for (const page of found) expect(bytesOf(page)).toBeLessThan(PAGE_BYTES);
      return found.flatMap(({ body }) => body.map(({ version }) => version));
    };
    const oldest = await versions('');
    expect(oldest).toEqual(oldest.map((_, index) => index + 1));
    expect(oldest.length).toBeGreaterThan(NOTES);
    expect(await versions('?order=newest')).toEqual(oldest.toReversed());
    expect(await versions('?after_version=10&limit=500')).toEqual(oldest.slice(10));
  });

  it('has its statuses in pages', async () => {
    for (const status of ['Blocked', 'TBC', 'Blocked']) {
      await api.post(`/api/items/${ID}/status`, { status });
    }
    const found = await pages(`/api/items/${ID}/history?limit=3`);
    expect(sizes(found)).toEqual([3, 1]);
  });

  it('has no page behind an entry that it does not have', async () => {
    for (const list of ['notes', 'events']) {
      const { status } = await api.get(`/api/items/${ID}/${list}?after=999999`);
      expect(status).toBe(400);
    }
  });
});
