/**
 * Invalid values for every parameter of every route (paths, query strings, headers) and their
 * refusals.
 */
import { createEmptyDatabase } from '@action-tracker/runtime/testing';
import { ApiClient, errorOf, type Answer } from '../support/api-client';
import { Fingerprint } from '../support/fingerprint';
import { startProduct, type Product } from '../support/product';

let product: Product;
let api: ApiClient;
let fingerprint: Fingerprint;
let before: string;

beforeAll(async () => {
  const databaseUrl = await createEmptyDatabase();
  product = await startProduct({ DATABASE_URL: databaseUrl });
  api = await ApiClient.signIn(product.url);
  const { id } = await api.openTracker('AD', 'Astro Digital');
  await api.createItem(id);
  fingerprint = await Fingerprint.of(databaseUrl);
  before = await fingerprint.read();
});

afterAll(async () => {
  expect(await fingerprint.read()).toBe(before);
  await fingerprint.close();
  await product.stop();
});

const outcome = (answer: Answer) => {
  const { status, code, details } = errorOf(answer);
  return { status, code, fields: details?.map(({ field }) => field) };
};
const refusal = (field: string) => ({ status: 400, code: 'VALIDATION_ERROR', fields: [field] });

const LISTS = ['/api/items', '/api/trackers/1/items'];
const WRONG_WORDS = ['', 'nope', 'new', 'New%20', 'New%00', 'New,Blocked', '%F0%9F%9B%B0', '%FF'];
const WRONG_IDS = [
  '',
  '0',
  '-1',
  '1.5',
  'abc',
  '1e3',
  '0x1',
  '+1',
  '%201',
  '9999999999',
  '%EF%BC%91',
];
const FILTERS: Readonly<Record<string, readonly string[]>> = {
  status: WRONG_WORDS,
  // Each tracker has names of its own; one that nothing has matches nothing.
  category: ['x'.repeat(51), 'New%00'],
  priority: WRONG_WORDS,
  due: [...WRONG_WORDS, 'overdue&due=week'],
  owner_id: WRONG_IDS,
  limit: ['', '0', '-1', '1001', '1.5', 'all', '99999999999', '5&limit=6'],
  after: ['', 'AD', '1', 'AD-000', 'AD-001x', 'AD-001%00', 'AD-001&after=AD-002'],
  q: ['x'.repeat(501), 'a%00b', 'a&q=b'],
};
const WRONG_FILTERS = LISTS.flatMap((path) =>
  Object.entries(FILTERS).flatMap(([name, values]) =>
    values.map((value) => ({ path, name, query: `${name}=${value}` })),
  ),
);

const UNKNOWN = [
  'colour',
  '__proto__',
  'constructor',
  'toString',
  'Status',
  'status%5B%5D',
  '%F0%9F%9B%B0',
];
const TIMES = ['', 'yesterday', '2026-02-30', '2026-02-30T00:00:00Z', '2026-01-01T00:00:00', '0'];
const MOMENTS = [
  ...TIMES,
  'P7D',
  '-P',
  '-P7X',
  'position:-1',
  'position:99999',
  'review:0',
  'review:9',
];

describe('a query parameter', () => {
  it.each(WRONG_FILTERS)('$query of $path is refused', async ({ path, name, query }) => {
    expect(outcome(await api.get(`${path}?${query}`))).toEqual(refusal(name));
  });

  it.each([...LISTS, '/api/reports/summary', '/api/items/AD-001'])(
    'that does not exist is refused by %s',
    async (path) => {
      for (const name of UNKNOWN) {
        expect(outcome(await api.get(`${path}?${name}=1`))).toEqual(
          refusal(decodeURIComponent(name)),
        );
      }
    },
  );

  it.each(WRONG_IDS)('tracker_id=%s is refused', async (value) => {
    for (const path of ['/api/items', '/api/reports/summary']) {
      expect(outcome(await api.get(`${path}?tracker_id=${value}`))).toEqual(refusal('tracker_id'));
    }
  });

  it.each([...MOMENTS, '2999-01-01', '2999-01-01T00:00:00Z', 'x&as_of=y'])(
    'as_of=%s is refused',
    async (value) => {
      for (const path of [...LISTS, '/api/reports/summary', '/api/trackers', '/api/items/AD-001']) {
        expect(outcome(await api.get(`${path}?as_of=${value}`))).toEqual(refusal('as_of'));
      }
    },
  );

  it.each(['', 'both', 'Recorded'])('axis=%s is refused', async (value) => {
    const path = `/api/items/AD-001?as_of=2026-01-01T00:00:00Z&axis=${value}`;
    expect(outcome(await api.get(path))).toEqual(refusal('axis'));
  });

  it.each(['', '-1', '1.5', 'x', '99999999999', '1&after_version=2'])(
    'after_version=%s is refused',
    async (value) => {
      const path = `/api/items/AD-001/events?after_version=${value}`;
      expect(outcome(await api.get(path))).toEqual(refusal('after_version'));
    },
  );

  it.each(['notes', 'history', 'events'])('of a page of /%s is refused', async (list) => {
    const wrong = {
      limit: ['', '0', '-1', '1001', '1.5', '01', 'all', '5&limit=6'],
      after: ['', '0', '-1', '1.5', 'AD-001', '1e3', '9999999999999999', '5&after=6'],
    };
    for (const [name, values] of Object.entries(wrong)) {
      for (const value of values) {
        const path = `/api/items/AD-001/${list}?${name}=${value}`;
        expect(outcome(await api.get(path))).toEqual(refusal(name));
      }
    }
  });

  it.each(['', 'Newest', 'desc', 'newest&order=oldest'])('order=%s is refused', async (value) => {
    const path = `/api/items/AD-001/events?order=${value}`;
    expect(outcome(await api.get(path))).toEqual(refusal('order'));
  });

  it.each([
    'tracker_id=999',
    'owner_id=999',
    'q=%25',
    'q=%27%3B--',
    'q=%21%26%7C%28',
    'q=%F0%9F%9B%B0',
    'q=<script>',
    'q=:*',
    'after=ZZ-001&q=nothing',
  ])('%s finds nothing, which is no error', async (query) => {
    expect(await api.get(`/api/items?${query}`)).toMatchObject({ status: 200, body: [] });
  });
});

const WRONG_TRACKERS = [
  '0',
  '-1',
  '1.5',
  '01',
  'abc',
  '999',
  '99999999999',
  '%00',
  '%F0%9F%9B%B0',
  '1%2F1',
];
const WRONG_ITEMS = [
  ...['AD', 'AD-0', 'ad-999', 'AD-1x', 'AD-999', 'ZZ-001', 'AD-001%00', '%2e%2e%2fAD-001'],
  ...['AD-9999999999', '%F0%9F%9B%B0', 'x'.repeat(150), 'x'.repeat(2_000), '__proto__', "'--"],
];

describe('a path', () => {
  it.each(['AD-1', 'ad-001', 'ad1', 'AD-0001'])('with the item %s leads to AD-001', async (id) => {
    const { status, body } = await api.get<{ id: string }>(`/api/items/${id}`);
    expect([status, body.id]).toEqual([200, 'AD-001']);
    expect((await api.get(`/api/items/${id}/notes`)).status).toBe(200);
    expect((await api.get(`/api/items?after=${id}`)).status).toBe(200);
  });

  it.each(WRONG_TRACKERS)('with the tracker %s leads nowhere', async (id) => {
    const missing = { status: 404, code: 'NOT_FOUND' };
    const body = { name: 'x' };
    expect(outcome(await api.get(`/api/trackers/${id}`))).toMatchObject(missing);
    expect(outcome(await api.get(`/api/trackers/${id}/items`))).toMatchObject(missing);
    expect(outcome(await api.patch(`/api/trackers/${id}`, body))).toMatchObject(missing);
  });

  it.each(WRONG_ITEMS)('with the item %s leads nowhere', async (id) => {
    const missing = { status: 404, code: 'NOT_FOUND' };
    for (const rest of ['', '/notes', '/history', '/events']) {
      expect(outcome(await api.get(`/api/items/${id}${rest}`))).toMatchObject(missing);
    }
    expect(outcome(await api.patch(`/api/items/${id}`, { title: 'x' }))).toMatchObject(missing);
    expect(outcome(await api.post(`/api/items/${id}/notes`, { content: 'x' }))).toMatchObject(
      missing,
    );
    expect(outcome(await api.post(`/api/items/${id}/status`, { status: 'TBC' }))).toMatchObject(
      missing,
    );
  });

  it.each(['%', '%zz', '%FF', '%E0%A4%A'])('that is no valid escape is refused: %s', async (id) => {
    expect(outcome(await api.get(`/api/items/${id}`))).toMatchObject({ status: 400 });
  });

  it.each([
    ['DELETE', '/api/items/AD-001', 'GET, HEAD, PATCH'],
    ['PUT', '/api/trackers/1', 'GET, HEAD, PATCH'],
    ['PATCH', '/api/trackers', 'GET, HEAD, POST'],
    ['POST', '/api/users', 'GET, HEAD'],
    ['DELETE', '/api/items/AD-001/notes', 'GET, HEAD, POST'],
  ])('is answered with the methods it has: %s %s', async (method, path, allowed) => {
    const answer = await api.send(method, path, {});
    expect(outcome(answer)).toMatchObject({ status: 405, code: 'METHOD_NOT_ALLOWED' });
    expect(answer.headers.get('allow')).toBe(allowed);
  });
});

describe('a header', () => {
  it.each(['1', '"1', '"1" "2"', '"1",', 'W/1', '"a b"', 'x'.repeat(5_000)])(
    'If-Match: %s is refused',
    async (tag) => {
      const headers = { 'If-Match': tag };
      const body = { title: 'Never written' };
      expect(outcome(await api.patch('/api/items/AD-001', body, headers))).toEqual(
        refusal('If-Match'),
      );
    },
  );

  it.each(['"0"', '"2"', 'W/"1"', '""', '"99999999999"', '"01"', '"x"'])(
    'If-Match: %s matches no version',
    async (tag) => {
      const headers = { 'If-Match': tag };
      const answer = await api.post('/api/items/AD-001/status', { status: 'TBC' }, headers);
      expect(outcome(answer)).toMatchObject({ status: 412, code: 'PRECONDITION_FAILED' });
    },
  );

  it.each(['', 'a b', 'é', 'x'.repeat(256), 'a\tb'])(
    'Idempotency-Key: %s is refused',
    async (key) => {
      const headers = { 'Idempotency-Key': key };
      const answer = await api.post('/api/items/AD-001/notes', { content: 'x' }, headers);
      expect(outcome(answer)).toEqual(refusal('Idempotency-Key'));
    },
  );

  it.each(['', 'x', '"', 'W/', '*, *', '"x'.repeat(1_000)])(
    'If-None-Match: %s is no reason to refuse',
    async (tag) => {
      const answer = await api.get('/api/items/AD-001', { 'If-None-Match': tag });
      expect(answer.status).toBe(200);
    },
  );

  it.each([
    '',
    'Bearer',
    'Bearer ',
    'Bearer x',
    'Bearer x.y.z',
    'Basic dXNlcjpwYXNz',
    'Bearer null',
  ])('Authorization: %s opens nothing', async (authorization) => {
    const answer = await api.get('/api/users', { Authorization: authorization });
    expect(outcome(answer)).toMatchObject({ status: 401, code: 'UNAUTHORIZED' });
  });

  it.each(['text/html', 'image/png', 'text/csv;q=0', '*/*;q=0.1', 'nonsense', ''])(
    'Accept: %s is answered with JSON',
    async (accept) => {
      const answer = await api.get('/api/items', { Accept: accept });
      expect(answer.headers.get('content-type')).toContain('application/json');
    },
  );

  it('that names an unknown tracker in If-None-Match: * does not hide that it is missing', async () => {
    const answer = await api.get('/api/trackers/999/items', { 'If-None-Match': '*' });
    expect(outcome(answer)).toMatchObject({ status: 404, code: 'NOT_FOUND' });
  });
});
