import type { Me } from '@action-tracker/contracts';
import { createEmptyDatabase } from '@action-tracker/runtime/testing';
import { request } from 'node:http';
import { ApiClient } from './support/api-client';
import { startProduct, type Product } from './support/product';

let product: Product;
let api: ApiClient;

beforeAll(async () => {
  product = await startProduct({
    DATABASE_URL: await createEmptyDatabase(),
    TIME_ZONE: 'Asia/Tokyo',
  });
  api = await ApiClient.signIn(product.url);
});

afterAll(async () => {
  await product.stop();
});

const send = (path: string, init: RequestInit = {}) =>
  fetch(product.url + path, { redirect: 'manual', ...init });

const submit = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
  send('/auth/login', {
    method: 'POST',
    headers: { Origin: product.url, ...headers },
    body: new URLSearchParams(fields),
  });

/** Submits the form with a Host header of our choice, and answers everything that came back. */
function rawPost(port: number, host: string): Promise<string> {
  const body = 'name=Eve&email=eve%40example.com&return_to=%2F';
  return new Promise((resolve, reject) => {
    const headers = {
      Host: host,
      Origin: `http://${host}`,
      'Content-Type': 'application/x-www-form-urlencoded',
      'Content-Length': body.length,
    };
    const call = request({ port, method: 'POST', path: '/auth/login', headers }, (answer) => {
      let text = JSON.stringify(answer.headers);
      answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
      answer.once('end', () => resolve(text));
    });
    call.once('error', reject);
    call.end(body);
  });
}

describe('Every API route', () => {
  it.each([['/api/trackers'], ['/api/items'], ['/api/users'], ['/auth/me']])(
    'refuses %s without a token',
    async (path) => {
      const answer = await send(path);
      expect([answer.status, await answer.json()]).toMatchObject([
        401,
        { error: { code: 'UNAUTHORIZED' } },
      ]);
    },
  );

  it('refuses a token that was tampered with or that claims no algorithm', async () => {
    const [header = '', payload = '', signature = ''] = api.token.split('.');
    const none = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
    const other = Buffer.from(JSON.stringify({ ...claims, user_id: 2 })).toString('base64url');
    const tokens = [`${header}.${other}.${signature}`, `${none}.${payload}.`, 'nonsense'];
    for (const token of tokens) {
      const answer = await send('/api/users', { headers: { Authorization: `Bearer ${token}` } });
      expect(answer.status).toBe(401);
    }
  });

  it('accepts the token as cookie and as bearer', async () => {
    const headers = { Cookie: `token=${api.token}` };
    const me = (await (await send('/auth/me', { headers })).json()) as Me;
    expect(me).toMatchObject({ email: 'mf@example.com', initials: 'MF', time_zone: 'Asia/Tokyo' });
    expect(me.today).toMatch(/^\d{4}-\d\d-\d\d$/);
  });

  it('refuses a change with the cookie from another site, or from an unknown origin', async () => {
    const body = JSON.stringify({ prefix: 'XS', name: 'Cross site' });
    const base = { Cookie: `token=${api.token}`, 'Content-Type': 'application/json' };
    const foreign: Record<string, string>[] = [
      { Origin: 'http://evil.example' },
      { Origin: product.url, 'Sec-Fetch-Site': 'cross-site' },
      {},
    ];
    for (const more of foreign) {
      const answer = await send('/api/trackers', {
        method: 'POST',
        headers: { ...base, ...more },
        body,
      });
      expect([answer.status, await answer.json()]).toMatchObject([
        403,
        { error: { code: 'FORBIDDEN' } },
      ]);
    }
    const own = { ...base, Origin: product.url };
    expect((await send('/api/trackers', { method: 'POST', headers: own, body })).status).toBe(201);
  });
});

describe('The sign-in page', () => {
  const form = async (path: string, headers: Record<string, string> = {}) => {
    const answer = await send(path, { headers });
    return answer.text();
  };
  const PT = { 'Accept-Language': 'pt-PT, en;q=0.5' };

  it('speaks the language that was chosen, else that of the browser', async () => {
    expect(await form('/auth/login')).toContain('<html lang="en"');
    const portuguese = await form('/auth/login', PT);
    expect(portuguese).toContain('<html lang="pt-BR"');
    expect(portuguese).toContain('<button>Entrar</button>');
    const Cookie = 'action-tracker-language=en';
    expect(await form('/auth/login', { ...PT, Cookie })).toContain('<html lang="en"');
  });

  it('refuses in that language too, with what was typed', async () => {
    const refused = await submit({ name: '', email: 'x', return_to: '/a' }, PT);
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain('Informe um nome de até 255 caracteres');
  });

  it.each([
    ['/auth/login', {}, undefined],
    ['/auth/login?return_to=/items/AD-001', {}, 'Sign in to open the page you asked for.'],
    ['/auth/login?return_to=/items&reason=ended', {}, 'Your session ended.'],
    ['/auth/login?reason=signed-out', {}, 'You are signed out.'],
    ['/auth/login?return_to=/items', { Cookie: 'token=revoked' }, 'Your session ended.'],
    ['/auth/login?reason=%3Cscript%3E', {}, undefined],
    ['/auth/login?reason=ended', PT, 'Sua sessão terminou.'],
  ] as const)('says at %s with %j why somebody is there', async (path, headers, text) => {
    const page = await form(path, { ...headers });
    const why = /class="why" role="status">([^<]*)</.exec(page)?.[1];
    if (text === undefined) expect(why).toBeUndefined();
    else expect(why).toContain(text);
  });
});

describe('The local sign-in', () => {
  it('sets an httpOnly cookie and goes where the visitor wanted to go', async () => {
    const answer = await submit({
      name: 'Ana Lima',
      email: 'Ana@Example.com',
      return_to: '/items/AD-001?x=1',
    });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/items/AD-001?x=1']);
    const cookie = answer.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^token=[^;]+; Max-Age=86400; Path=\/; HttpOnly; SameSite=Lax$/);
  });

  it.each([
    ['//evil.example'],
    ['/\\evil.example'],
    ['https://evil.example/'],
    ['javascript:alert(1)'],
    [''],
  ])('never leads to another site: %s', async (target) => {
    const answer = await submit({ name: 'Ana Lima', email: 'ana@example.com', return_to: target });
    expect(answer.headers.get('location')).toBe('/');
  });

  it('knows a person again by e-mail in any letter case', async () => {
    const first = await ApiClient.signIn(product.url, 'Ana Lima', 'ana@example.com');
    const second = await ApiClient.signIn(product.url, 'Somebody Else', 'ANA@example.com');
    expect(await second.me()).toEqual(await first.me());
  });

  it('shows what was wrong and keeps what was typed, escaped', async () => {
    const answer = await submit({
      name: '"><script>x</script>',
      email: 'no address',
      return_to: '/a',
    });
    const page = await answer.text();
    expect(answer.status).toBe(400);
    expect(page).toContain('expected an e-mail address');
    expect(page).toContain('&quot;&gt;&lt;script&gt;x&lt;/script&gt;');
    expect(page).toContain('name="return_to" value="/a"');
  });

  it('refuses the form from another site and people that came with an import', async () => {
    const typed = { name: 'Eve', email: 'eve@example.com' };
    const foreign = await submit(typed, { Origin: 'http://evil.example' });
    expect(foreign.headers.get('set-cookie')).toBeNull();
    expect((await api.get('/api/users')).text).not.toContain('eve@example.com');
    const imported = await submit({ name: 'A', email: 'a@import.invalid' });
    expect(await imported.text()).toContain('cannot sign in');
  });

  it('does not exist for other machines, nor in production', async () => {
    const { port } = new URL(product.url);
    // `fetch` does not send a Host of the caller's choice; curl, and attackers, do.
    const foreignHost = await rawPost(Number(port), 'tracker.example.org');
    expect(foreignHost).not.toContain('token=');
    const live = await startProduct({
      DATABASE_URL: await createEmptyDatabase(),
      JWT_SECRET: 's'.repeat(32),
      NODE_ENV: 'production',
      ALLOWED_EMAIL_DOMAINS: 'example.com',
      GOOGLE_CLIENT_ID: 'client',
      GOOGLE_CLIENT_SECRET: 'secret',
      PUBLIC_URL: 'https://tracker.example.com',
    });
    const refused = await rawPost(Number(new URL(live.url).port), '127.0.0.1');
    const form = await fetch(`${live.url}/auth/login`, { redirect: 'manual' });
    await live.stop();
    expect(refused).not.toContain('token=');
    expect(form.headers.get('location')).toContain('https://accounts.google.com/');
    expect(form.headers.get('set-cookie')).toMatch(
      /; Path=\/auth; HttpOnly; Secure; SameSite=Lax$/,
    );
  });

  it('ends the token itself, so that a copy of it opens nothing', async () => {
    const first = await ApiClient.signIn(product.url, 'Rui Costa', 'rui@example.com');
    const second = await ApiClient.signIn(product.url, 'Rui Costa', 'rui@example.com');
    const third = await ApiClient.signIn(product.url, 'Rui Costa', 'rui@example.com');
    const signOut = ({ token }: ApiClient, query = '') =>
      send(`/auth/logout${query}`, {
        method: 'POST',
        headers: { Cookie: `token=${token}`, Origin: product.url },
      });
    const statuses = async () =>
      Promise.all([first, second, third].map(async (one) => (await one.get('/auth/me')).status));
    expect((await signOut(first)).status).toBe(204);
    expect(await statuses()).toEqual([401, 200, 200]);
    expect((await signOut(second, '?everywhere=true')).status).toBe(204);
    expect(await statuses()).toEqual([401, 401, 401]);
    const again = await ApiClient.signIn(product.url, 'Rui Costa', 'rui@example.com');
    expect((await again.get('/auth/me')).status).toBe(200);
    expect((await signOut(first)).status).toBe(204);
  });

  it('ends with a cookie that is gone', async () => {
    const answer = await send('/auth/logout', {
      method: 'POST',
      headers: { Cookie: `token=${api.token}`, Origin: product.url },
    });
    expect(answer.status).toBe(204);
    expect(answer.headers.get('set-cookie')).toMatch(/^token=; .*Expires=Thu, 01 Jan 1970/);
  });
});
