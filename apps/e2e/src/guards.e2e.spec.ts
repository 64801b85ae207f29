/** Access checks cannot be bypassed by another header, another notation of a URL, or a race. */
import { createEmptyDatabase } from '@action-tracker/runtime/testing';
import { connect } from 'node:net';
import { ApiClient, errorOf } from './support/api-client';
import { startProduct, type Product } from './support/product';

let product: Product;
let api: ApiClient;
let trackerId: number;

beforeAll(async () => {
  product = await startProduct({ DATABASE_URL: await createEmptyDatabase() });
  api = await ApiClient.signIn(product.url);
  trackerId = (await api.openTracker('AD', 'Astro Digital')).id;
  await api.createItem(trackerId);
});

afterAll(async () => {
  await product.stop();
});

const send = (path: string, init: RequestInit = {}) =>
  fetch(product.url + path, { redirect: 'manual', ...init });

/** Sends what `fetch` would put right, and answers the status line. */
function sendRaw(lines: readonly string[], body = '', until = /\r\n\r\n/): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(product.url).port), '127.0.0.1');
    let answer = '';
    socket.on('data', (chunk: Buffer) => {
      answer += chunk.toString();
      if (until.test(answer)) socket.end();
    });
    socket.once('close', () => resolve(answer));
    socket.once('error', reject);
    socket.write([...lines, '', body].join('\r\n'));
  });
}

const statusOf = (answer: string): number => Number(answer.split(' ')[1]);

describe('A change by cookie has to come from this site', () => {
  const change = (headers: Record<string, string>) =>
    send('/api/items/AD-001', {
      method: 'PATCH',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify({ title: 'Written from elsewhere' }),
    });

  it.each([
    ['the credentials of a proxy', 'Basic dXNlcjpwYXNz'],
    ['a token of somebody else', 'Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl'],
    ['an unknown scheme', 'Negotiate abc'],
    ['nothing', ''],
  ])('also beside %s in Authorization', async (_, authorization) => {
    const cookie = { Cookie: `token=${api.token}`, Authorization: authorization };
    const foreign = { ...cookie, Origin: 'http://127.0.0.1:9', 'Sec-Fetch-Site': 'same-site' };
    expect((await change(foreign)).status).toBe(403);
    expect((await change({ ...cookie, Origin: product.url })).status).toBe(200);
    expect((await send('/auth/me', { headers: cookie })).status).toBe(200);
  });

  it('a bearer token of ours needs no site, also beside a cookie that is none', async () => {
    const bearer = { Authorization: `Bearer ${api.token}` };
    expect((await change({ ...bearer, Cookie: 'token=nonsense' })).status).toBe(200);
    expect((await change({ ...bearer, Origin: 'http://evil.example' })).status).toBe(200);
  });
});

describe('A body of the API has to be JSON', () => {
  const form = 'title=x';
  const headers = () => [
    `Host: ${new URL(product.url).host}`,
    `Authorization: Bearer ${api.token}`,
    'Content-Type: text/plain',
    `Content-Length: ${form.length}`,
  ];

  it.each([
    ['plainly', () => '/api/trackers'],
    ['with an escape', () => '/%61pi/trackers'],
    ['as an absolute address', () => `${product.url}/api/trackers`],
  ])('however its address is written: %s', async (_, address) => {
    const answer = await sendRaw([`POST ${address()} HTTP/1.1`, ...headers()], form);
    expect(statusOf(answer)).toBe(415);
  });

  it('and a Link never leads to where the request says', async () => {
    await api.createItem(trackerId);
    const lines = [`GET http://evil.example/api/items?limit=1&status=New HTTP/1.1`];
    const answer = await sendRaw([...lines, 'Host: evil.example', ...headers().slice(1, 2)]);
    expect(statusOf(answer)).toBe(200);
    expect(answer).toContain('link: </api/items?limit=1&status=New&after=AD-001>; rel="next"');
  });
});

describe('A request body without a valid credential is not read', () => {
  it.each([
    ['the API', '/api/trackers', 401],
    ['a path of the API that does not exist', '/api/nothing', 401],
    ['sign-in', '/auth/login', 413],
    ['sign-out', '/auth/logout', 413],
  ])('a body of 900 KB for %s', async (_, path, status) => {
    const answer = await sendRaw([
      `POST ${path} HTTP/1.1`,
      `Host: ${new URL(product.url).host}`,
      'Content-Type: application/json',
      'Content-Length: 900000',
    ]);
    expect(statusOf(answer)).toBe(status);
    expect(answer).toMatch(/connection: close/i);
  });
});

describe('A hostile body', () => {
  const post = (json: string) => api.send('POST', '/api/trackers', { json });

  it('with a hundred thousand keys is refused at once, naming twenty of them and the missing fields', async () => {
    const keys = Array.from({ length: 90_000 }, (_, n) => `"k${n}":1`);
    const { status, body } = await post(`{${keys.join(',')}}`);
    expect(status).toBe(400);
    expect((body as { error: { details: unknown[] } }).error.details).toHaveLength(22);
  });

  it.each([
    ['5,000 arrays', '['.repeat(5_000) + ']'.repeat(5_000)],
    ['a field of 5,000 arrays', `{"prefix":${'['.repeat(5_000)}${']'.repeat(5_000)}}`],
    ['a field of 5,000 objects', `{"name":${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}}`],
    ['half a million arrays', '['.repeat(500_000) + ']'.repeat(500_000)],
  ])('of %s is refused, and is no fault of the server', async (_, json) => {
    expect((await post(json)).status).toBe(400);
  });

  it.each(['constructor', 'toString', 'hasOwnProperty', '__proto__', 'valueOf', 'prototype'])(
    'with a field called %s is refused',
    async (name) => {
      const { status } = await post(`{"prefix":"XY","name":"X","${name}":1}`);
      expect(status).toBe(400);
      expect(JSON.stringify((await api.get('/api/trackers')).body)).not.toContain('"XY"');
    },
  );
});

describe('A parameter that a route does not have', () => {
  it.each([
    ...['/api/items/AD-001/notes?as-of=2026-01-01', '/api/items/AD-001/history?limits=1'],
    ...['/api/items/AD-001/events?after_version[]=1', '/api/trackers?status=New', '/auth/me?x'],
    ...['/api/users?q=x', '/api/users?as_of=2026-01-01', '/api/items?stauts=New'],
    ...['/api/items/AD-001?asof=2026-01-01', '/api/reports/summary?status=New', '/health?x=1'],
  ])('is refused: %s', async (path) => {
    const { status, body } = await api.get(path);
    expect([status, body]).toMatchObject([400, { error: { code: 'VALIDATION_ERROR' } }]);
  });

  it('is refused of a change, which is not written', async () => {
    for (const parameter of ['dry_run=1', 'as_of=2026-01-01', 'as_of=position:1']) {
      const { status } = await api.send('PATCH', `/api/items/AD-001?${parameter}`, {
        json: '{"title":"Not written"}',
      });
      expect(status).toBe(400);
    }
    expect((await api.get('/api/items/AD-001')).text).not.toContain('Not written');
  });
});

describe('Sign-out', () => {
  const person = () => ApiClient.signIn(product.url, 'Rui Costa', 'rui@example.com');
  const signOut = (query: string, headers: Record<string, string>, body?: string) =>
    send(`/auth/logout${query}`, {
      method: 'POST',
      headers,
      ...(body === undefined ? {} : { body }),
    });
  const isAlive = async ({ token }: ApiClient) =>
    (await send('/auth/me', { headers: { Authorization: `Bearer ${token}` } })).status === 200;

  it('ends the token of a script, which has no cookie', async () => {
    const script = await person();
    const bearer = { Authorization: `Bearer ${script.token}` };
    expect((await signOut('', bearer)).status).toBe(204);
    expect(await isAlive(script)).toBe(false);
  });

  it('does not mind the type of a body that is not there', async () => {
    const script = await person();
    const bearer = { Authorization: `Bearer ${script.token}`, 'Content-Type': 'application/json' };
    expect((await signOut('', bearer)).status).toBe(204);
    expect(await isAlive(script)).toBe(false);
  });

  it.each(['TRUE', '1', 'yes', 'true&everywhere=true', ''])(
    'refuses everywhere=%s, and ends nothing',
    async (value) => {
      const one = await person();
      const bearer = { Authorization: `Bearer ${one.token}` };
      expect((await signOut(`?everywhere=${value}`, bearer)).status).toBe(400);
      expect((await signOut('?everywere=true', bearer)).status).toBe(400);
      expect(await isAlive(one)).toBe(true);
    },
  );

  it('everywhere is refused to a token that was ended, and to none', async () => {
    const [ended, other] = [await person(), await person()];
    const bearer = { Authorization: `Bearer ${ended.token}` };
    expect((await signOut('', bearer)).status).toBe(204);
    expect((await signOut('?everywhere=true', bearer)).status).toBe(401);
    expect((await signOut('?everywhere=true', { Origin: product.url })).status).toBe(401);
    expect(await isAlive(other)).toBe(true);
  });
});

describe('Behind a proxy on the same machine', () => {
  it('there is no local sign-in, and metrics need their token', async () => {
    const behind = await startProduct({
      DATABASE_URL: await createEmptyDatabase(),
      TRUST_PROXY: '1',
    });
    expect((await fetch(`${behind.url}/auth/login`)).status).toBe(403);
    expect((await fetch(`${behind.url}/metrics`)).status).toBe(403);
    await behind.stop();
  });

  it.each(['X-Forwarded-For', 'Forwarded', 'Via', 'X-Real-IP'])(
    'also when TRUST_PROXY was forgotten, and the proxy sends %s',
    async (name) => {
      const headers = { [name]: '192.0.2.1' };
      expect((await send('/auth/login', { headers })).status).toBe(403);
      expect((await send('/metrics', { headers })).status).toBe(403);
      expect((await send('/metrics')).status).toBe(200);
    },
  );
});

it.each(['/health', '/health/ready', '/metrics', '/go/AD-1', '/api/items', '/auth/me'])(
  'a wrong method on %s is 405, with those it has',
  async (path) => {
    const headers = { Authorization: `Bearer ${api.token}` };
    const answer = await send(path, { method: 'DELETE', headers });
    expect([answer.status, await answer.json()]).toMatchObject([
      405,
      { error: { code: 'METHOD_NOT_ALLOWED' } },
    ]);
    expect(answer.headers.get('allow')).toContain('GET');
  },
);

it('/index.html is a page like any other: with a nonce, and a policy that lets it run', async () => {
  const answer = await send('/index.html');
  const nonce = /'nonce-([^']+)'/.exec(answer.headers.get('content-security-policy') ?? '')?.[1];
  expect(await answer.text()).toContain(`nonce="${nonce}"`);
});

it('HEAD answers 304 to clients that have the current version', async () => {
  const headers = { Authorization: `Bearer ${api.token}` };
  for (const path of ['/api/items/AD-001', '/api/items']) {
    const etag = (await send(path, { headers })).headers.get('etag') ?? '';
    const again = { method: 'HEAD', headers: { ...headers, 'If-None-Match': etag } };
    expect((await send(path, again)).status).toBe(304);
  }
});

it.each([
  ...['/go/ad-1', '/go/AD-1/', '/go/AD-001.', '/go/AD%E2%80%911', '/go/AD%E2%80%911.'],
  ...['/go/AD%E2%80%931', '/go/%20ad1%20'],
])('%s leads to the item, as mail and chat paste it', async (path) => {
  const { status, headers } = await send(path, { redirect: 'manual' });
  expect([status, headers.get('location')]).toEqual([302, '/items/AD-001']);
});

it('an item is found under such an id in the API too', async () => {
  const { status, body } = await api.get<{ id: string }>('/api/items/AD%E2%80%911.');
  expect([status, body.id]).toEqual([200, 'AD-001']);
});

it.each(['text/csv; charset=utf-8', 'text/csv;charset="UTF-8"', 'text/csv;q=0.9, */*;q=0.1'])(
  'Accept: %s is CSV',
  async (accept) => {
    const headers = { Authorization: `Bearer ${api.token}`, Accept: accept };
    const answer = await send('/api/items', { headers });
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  },
);

it.each([
  ['nested arrays', `{"prefix":${'['.repeat(500_000)}${']'.repeat(500_000)}}`],
  ['nested objects', `${'{"a":'.repeat(150_000)}1${'}'.repeat(150_000)}`],
])('half a million %s are refused before they are read', async (_, json) => {
  const answer = await api.send('POST', '/api/trackers', { json });
  expect(errorOf(answer)).toMatchObject({
    ...{ status: 400, code: 'VALIDATION_ERROR' },
    message: 'Expected JSON of at most 32 levels, found more',
  });
});

it('brackets in a text are no levels', async () => {
  const content = `${'[{"\\"'.repeat(100)} "quoted" \\`;
  expect((await api.post('/api/items/AD-001/notes', { content })).status).toBe(201);
});
