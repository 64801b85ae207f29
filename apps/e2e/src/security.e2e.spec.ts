/**
 * Tokens that grant no access, and the security headers of every response. Listed in
 * docs/security.md.
 */
import { createEmptyDatabase } from '@action-tracker/runtime/testing';
import { createHmac, randomUUID } from 'node:crypto';
import { ApiClient } from './support/api-client';
import { startProduct, type Product } from './support/product';

const SECRET = 'a-secret-key-of-more-than-32-bytes';
const IN_AN_HOUR = Math.floor(Date.now() / 1_000) + 3_600;

let product: Product;
let behindHttps: Product;
let userId: number;

const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token as somebody else would make it. */
function forge(header: object, claims: object, key: string | undefined, hash = 'sha256'): string {
  const signed = `${base64(header)}.${base64(claims)}`;
  return `${signed}.${key === undefined ? '' : createHmac(hash, key).update(signed).digest('base64url')}`;
}

const HS256 = { alg: 'HS256', typ: 'JWT' };
const claims = (changes: object = {}) => ({
  sub: 'mf@example.com',
  name: 'Maria Fitzgerald',
  user_id: userId,
  // The first part of a UUID v7 says when it was issued: now.
  jti: `${Date.now()
    .toString(16)
    .padStart(12, '0')
    .replace(/^(.{8})(.{4})$/, '$1-$2')}-7000-8000-${randomUUID().slice(-12)}`,
  iat: IN_AN_HOUR - 3_600,
  exp: IN_AN_HOUR,
  ...changes,
});

const statusOf = async (token: string, url = product.url): Promise<number> =>
  (await fetch(`${url}/auth/me`, { headers: { Authorization: `Bearer ${token}` } })).status;

beforeAll(async () => {
  const env = { DATABASE_URL: await createEmptyDatabase(), JWT_SECRET: SECRET };
  product = await startProduct(env);
  behindHttps = await startProduct({ ...env, PUBLIC_URL: 'https://tracker.example.com' });
  userId = (await (await ApiClient.signIn(product.url)).me()).id;
});

afterAll(async () => {
  await product.stop();
  await behindHttps.stop();
});

describe('a token', () => {
  it('is accepted when it is ours, so that the refusals below mean something', async () => {
    expect(await statusOf(forge(HS256, claims(), SECRET))).toBe(200);
  });

  it.each([
    ['signed with another key', () => forge(HS256, claims(), 'another-key-of-more-than-32-bytes!')],
    ['that claims no algorithm', () => forge({ alg: 'none' }, claims(), undefined)],
    ['that claims no algorithm in capitals', () => forge({ alg: 'NONE' }, claims(), undefined)],
    ['of an algorithm that is not ours', () => forge({ alg: 'HS512' }, claims(), SECRET, 'sha512')],
    ['that claims to be asymmetric', () => forge({ alg: 'RS256' }, claims(), SECRET)],
    [
      'that brings its own key',
      () => forge({ ...HS256, jwk: { kty: 'oct', k: 'eA' } }, claims(), 'x'),
    ],
    ['that names a key file', () => forge({ ...HS256, kid: '/dev/null' }, claims(), '')],
    ['that has expired', () => forge(HS256, claims({ exp: IN_AN_HOUR - 7_200 }), SECRET)],
    ['that is not valid yet', () => forge(HS256, claims({ nbf: IN_AN_HOUR }), SECRET)],
    ['of nobody', () => forge(HS256, claims({ user_id: 99_999 }), SECRET)],
    ['of a user that is no number', () => forge(HS256, claims({ user_id: "1' OR 1=1" }), SECRET)],
    ['without an id of its own', () => forge(HS256, claims({ jti: undefined }), SECRET)],
    ['that is too short', () => 'x'],
  ])('%s opens nothing', async (_, token) => {
    expect(await statusOf(token())).toBe(401);
  });

  it('that was made for another purpose opens nothing', async () => {
    const google = await startProduct({
      DATABASE_URL: await createEmptyDatabase(),
      JWT_SECRET: SECRET,
      GOOGLE_CLIENT_ID: 'client',
      GOOGLE_CLIENT_SECRET: 'secret',
      PUBLIC_URL: 'http://127.0.0.1:1',
    });
    const login = await fetch(`${google.url}/auth/login`, { redirect: 'manual' });
    const attempt = /sign-in=([^;]+)/.exec(login.headers.get('set-cookie') ?? '')?.[1] ?? '';
    expect(attempt.split('.')).toHaveLength(3);
    expect(await statusOf(attempt, google.url)).toBe(401);
    await google.stop();
  });
});

describe('an answer', () => {
  const PATHS = [
    '/',
    '/items/AD-001',
    '/auth/login',
    '/api/users',
    '/api/nothing',
    '/health',
    '/api/items/%zz',
  ];

  it.each(PATHS)('of %s cannot be framed, sniffed or shared', async (path) => {
    const { headers } = await fetch(product.url + path);
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    });
    expect(headers.get('content-security-policy')).not.toMatch(/unsafe-(inline|eval)/);
    expect(headers.get('access-control-allow-origin')).toBeNull();
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('server')).toBeNull();
  });

  it.each(['/auth/me', '/api/users', '/auth/login', '/health', '/api/nothing'])(
    'of %s is kept by nobody on the way',
    async (path) => {
      const { token } = await ApiClient.signIn(product.url);
      const headers = { Authorization: `Bearer ${token}` };
      const answer = await fetch(product.url + path, { headers });
      expect(answer.headers.get('cache-control')).toBe('no-store');
    },
  );

  it('asks for https only where there is https', async () => {
    const hsts = async ({ url }: Product) =>
      (await fetch(`${url}/health`)).headers.get('strict-transport-security');
    expect(await hsts(product)).toBeNull();
    expect(await hsts(behindHttps)).toMatch(/^max-age=\d{8}$/);
  });

  it('sets the cookie with every attribute that a __Host- prefix would enforce', async () => {
    const cookieOf = async ({ url }: Product) => {
      const body = new URLSearchParams({ name: 'Maria', email: 'mf@example.com', return_to: '/' });
      const answer = await fetch(`${url}/auth/login`, {
        ...{ method: 'POST', redirect: 'manual', headers: { Origin: url }, body },
      });
      return (answer.headers.get('set-cookie') ?? '').split('; ').slice(1).sort();
    };
    const always = ['HttpOnly', 'Max-Age=86400', 'Path=/', 'SameSite=Lax'];
    expect(await cookieOf(product)).toEqual(always);
    expect(await cookieOf(behindHttps)).toEqual([...always, 'Secure'].sort());
  });

  it('to a page of another site says nothing that it could read, and takes nothing from it', async () => {
    const { token } = await ApiClient.signIn(product.url);
    const headers = {
      Cookie: `token=${token}`,
      Origin: 'https://evil.example',
      'Sec-Fetch-Site': 'cross-site',
      'Content-Type': 'application/json',
    };
    const body = JSON.stringify({ prefix: 'EV', name: 'Evil' });
    const refused = await fetch(`${product.url}/api/trackers`, { method: 'POST', headers, body });
    expect(refused.status).toBe(403);
    const asked = await fetch(`${product.url}/api/trackers`, { method: 'OPTIONS' });
    expect(asked.headers.get('access-control-allow-origin')).toBeNull();
    expect(asked.status).toBe(405);
  });
});
