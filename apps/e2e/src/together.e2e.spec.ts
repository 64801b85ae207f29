/** The HTTP contract of bulk changes, undo, jobs and batches. */
import type { Batch, BulkResult, JobStatus, UndoResult } from '@action-tracker/contracts';
import { createEmptyDatabase } from '@action-tracker/runtime/testing';
import { ApiClient, errorOf, newItem } from './support/api-client';
import { eventually } from './support/eventually';
import { startProduct, type Product } from './support/product';

const MANY = 1_200;

let product: Product;
let api: ApiClient;
let trackerId: number;

beforeAll(async () => {
  product = await startProduct({ DATABASE_URL: await createEmptyDatabase() });
  api = await ApiClient.signIn(product.url);
  trackerId = (await api.openTracker('AD', 'Astro Digital')).id;
  const { id } = await api.me();
  const create = () => api.post(`/api/trackers/${trackerId}/items`, newItem(id));
  for (let done = 0; done < MANY; done += 100) {
    await Promise.all(Array.from({ length: 100 }, create));
  }
});
afterAll(() => product.stop());

const bulk = (body: object, headers = {}) =>
  api.post<BulkResult & JobStatus>('/api/items/bulk', body, headers);
const undo = (body: object, headers = {}) =>
  api.post<UndoResult & JobStatus>('/api/undo', body, headers);
const batches = async () =>
  (await api.get<readonly Batch[]>(`/api/trackers/${trackerId}/batches`)).body;
const statusOf = async (itemId: string) =>
  (await api.get<{ status: string }>(`/api/items/${itemId}`)).body.status;

async function finished(path: string | null): Promise<JobStatus> {
  await eventually(async () => (await api.get<JobStatus>(path ?? '')).body.state, 'done');
  return (await api.get<JobStatus>(path ?? '')).body;
}

it('changes items at once and takes that back', async () => {
  const changed = await bulk({ item_ids: ['AD-001', 'AD-002', 'XX-001'], status: 'Blocked' });
  expect(changed.status).toBe(200);
  expect(changed.body.items).toMatchObject([
    { item_id: 'AD-001', outcome: 'changed' },
    { item_id: 'AD-002', outcome: 'changed' },
    { item_id: 'XX-001', outcome: 'refused', error: { code: 'NOT_FOUND' } },
  ]);
  const { batch } = changed.body;
  const [entry] = (await api.get<readonly Batch[]>('/api/items/AD-001/events?order=newest')).body;
  expect(entry).toMatchObject({ batch, undoes: null });
  expect(await batches()).toMatchObject([{ batch, kind: 'bulk', items: 2, undone_by: null }]);
  const preview = await undo({ batch, dry_run: true });
  expect(preview.body).toMatchObject({ dry_run: true, batch: null, done: 2, conflicts: 0 });
  const undone = await undo({ batch });
  expect(undone.body).toMatchObject({ dry_run: false, done: 2, conflicts: 0 });
  expect(await statusOf('AD-001')).toBe('New');
  expect(await batches()).toMatchObject([
    { kind: 'undo', undoes: batch },
    { batch, undone_by: undone.body.batch },
  ]);
});

it('names the batch of every change, by which it is undone', async () => {
  const changed = await api.patch('/api/items/AD-004', { title: 'Changed' });
  const batch = changed.headers.get('x-batch');
  const noted = await api.post('/api/items/AD-004/notes', { content: 'Noted' });
  expect(noted.headers.get('x-batch')).not.toBe(batch);
  expect((await undo({ batch })).body).toMatchObject({ done: 1 });
  expect((await undo({ command_id: noted.headers.get('x-batch') })).body.done).toBe(1);
  const refused = await api.patch('/api/items/AD-004', { title: '' });
  expect(refused.headers.get('x-batch')).toBeNull();
});

it('answers a repeat with the same key alike, and refuses another request with it', async () => {
  const key = { 'Idempotency-Key': 'bulk-1' };
  const body = { item_ids: ['AD-003'], changes: { title: 'Repeated' } };
  const first = await bulk(body, key);
  expect((await bulk(body, key)).body).toEqual(first.body);
  expect(errorOf(await bulk({ ...body, status: 'TBC' }, key))).toMatchObject({
    ...{ status: 422, code: 'IDEMPOTENCY_KEY_REUSED' },
  });
  const undoKey = { 'Idempotency-Key': 'undo-1' };
  const { batch } = first.body;
  const undone = await undo({ batch }, undoKey);
  expect((await undo({ batch }, undoKey)).body).toEqual(undone.body);
});

it('continues a large change in the background and says how far it is', async () => {
  const filter = { tracker_id: String(trackerId), status: 'New' };
  const wrong = await bulk({ filter, expected_count: 7, changes: { priority: 'Low' } });
  expect(errorOf(wrong)).toMatchObject({
    ...{ status: 409, message: `Expected 7 items that match, found ${MANY}` },
  });
  const started = await bulk({ filter, expected_count: MANY, changes: { priority: 'Low' } });
  expect(started.status).toBe(202);
  expect(started.body).toMatchObject({ kind: 'bulk', state: 'running', done: 0, of: MANY });
  const job = await finished(started.headers.get('location'));
  expect(job).toMatchObject({ done: MANY, result: { batch: job.id } });
  const undone = await undo({ batch: job.id });
  expect(undone.status).toBe(202);
  const back = await finished(undone.headers.get('location'));
  expect(back.result).toMatchObject({ done: MANY, conflicts: 0 });
});

it('shows a job only to the person who started it', async () => {
  const { body } = await bulk({ item_ids: ['AD-001'], changes: { title: 'Mine' } });
  const other = await ApiClient.signIn(product.url, 'John Doe', 'jd@example.com');
  expect((await api.get(`/api/jobs/${body.batch}`)).status).toBe(200);
  expect((await other.get(`/api/jobs/${body.batch}`)).status).toBe(404);
  expect((await other.get('/api/jobs/nonsense')).status).toBe(404);
});

describe('a request is refused', () => {
  it.each<[string, object, string]>([
    ['without anything to change', { item_ids: ['AD-001'] }, 'at least one of changes'],
    ['without items', { status: 'TBC' }, 'expected item_ids, or each, or filter'],
    ['with a filter and no count', { filter: {}, status: 'TBC' }, 'expected item_ids'],
    ['with no items', { item_ids: [], status: 'TBC' }, '1 to 10000 item ids, found 0'],
    ['with what is no id', { item_ids: ['x'], status: 'TBC' }, 'found "x"'],
    ['with an unknown field', { item_ids: ['AD-001'], changes: { x: 1 } }, 'x: unknown field'],
    ['with a wrong value', { item_ids: ['AD-001'], changes: { title: '' } }, 'title: expected'],
    ['with an unknown owner', { item_ids: ['AD-001'], changes: { owner_id: 99 } }, 'no user has'],
    ['with an unknown filter', { filter: { x: 'y' }, expected_count: 1, status: 'TBC' }, 'unknown'],
    ['with wrong versions', { item_ids: ['AD-001'], status: 'TBC', versions: { x: 1 } }, '"x"'],
    ['with one item twice', { each: [{ item_id: 'AD-001' }, { item_id: 'AD-001' }] }, 'twice'],
    ['with a list in a list', { item_ids: [['AD-001']], status: 'TBC' }, 'found ["AD-001"]'],
  ])('%s', async (_, body, message) => {
    const answer = errorOf(await bulk(body));
    expect(answer).toMatchObject({ status: 400, code: 'VALIDATION_ERROR' });
    expect(JSON.stringify(answer)).toContain(JSON.stringify(message).slice(1, -1));
  });

  it.each<[string, object, number]>([
    ['without an act', {}, 400],
    ['with two acts', { batch: crypto.randomUUID(), command_id: crypto.randomUUID() }, 400],
    ['with what is no id', { batch: 'x' }, 400],
    ['with an act that nobody did', { batch: crypto.randomUUID() }, 404],
  ])('to undo %s', async (_, body, status) => {
    expect((await undo(body)).status).toBe(status);
  });
});
