import type { User } from '@action-tracker/contracts';
import { createEmptyDatabase } from '@action-tracker/runtime/testing';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer as createProxy } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { openBrowser, type OpenBrowser } from './support/browser';
import { IdentityServer, type Profile } from './support/identity-server';
import { startProcess, startProduct, type Product } from './support/product';

const ADA: Profile = {
  sub: '1001',
  email: 'ada@example.com',
  email_verified: true,
  name: 'Ada Lovelace',
};

const SECRET = 's'.repeat(32);

let google: IdentityServer;
let product: Product;
let browser: OpenBrowser;
let env: Readonly<Record<string, string>>;

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

beforeAll(async () => {
  google = await IdentityServer.start();
  const port = await freePort();
  env = {
    DATABASE_URL: await createEmptyDatabase(),
    JWT_SECRET: SECRET,
    ALLOWED_EMAIL_DOMAINS: 'example.com',
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    ...google.env,
  };
  product = await startProduct(env);
  browser = await openBrowser();
});

afterAll(async () => {
  await browser.close();
  await product.stop();
  await google.stop();
});

beforeEach(async () => {
  await welcome(ADA);
  await forgetSession();
});

/** A page of the client that is still open would sign in again when it finds its session gone. */
async function forgetSession(): Promise<void> {
  await browser.page.goto('about:blank');
  await browser.page.context().clearCookies();
}

/** The same signed cookie, as if it had been given so many seconds earlier. */
function agedBy(seconds: number, token: string): string {
  const [head = '', payload = ''] = token.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as {
    iat: number;
    exp: number;
  };
  const aged = { ...claims, iat: claims.iat - seconds, exp: claims.exp - seconds };
  const signed = `${head}.${Buffer.from(JSON.stringify(aged)).toString('base64url')}`;
  return `${signed}.${createHmac('sha256', SECRET).update(signed).digest('base64url')}`;
}

const welcome = (profile: Profile) => google.welcome({ profile, isDenied: false });

const me = async (): Promise<User> =>
  (await browser.page.request.get(`${product.url}/auth/me`)).json() as Promise<User>;

/** Comes back from Google with a code, and answers status and page. */
async function comeBack({ url }: Product): Promise<readonly [number, string]> {
  const login = await fetch(`${url}/auth/login`, { redirect: 'manual' });
  const state = new URL(login.headers.get('location') ?? '').searchParams.get('state') ?? '';
  const cookie = (login.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const back = `${url}/auth/callback?code=x&state=${state}`;
  const answer = await fetch(back, { headers: { Cookie: cookie } });
  return [answer.status, await answer.text()];
}

/** Tries to sign in, and answers what the page that ends it says. */
async function refusal(): Promise<string> {
  await browser.page.goto(`${product.url}/auth/login?return_to=/trackers`);
  return browser.page.getByRole('alert').innerText();
}

describe('Signing in with Google', () => {
  it('leads through Google to the page that was asked for, with state and PKCE', async () => {
    const { page } = browser;
    await page.goto(`${product.url}/trackers/new?x=1`);
    await page.getByRole('heading', { name: 'New tracker' }).waitFor();
    expect(page.url()).toBe(`${product.url}/trackers/new?x=1`);
    expect(await me()).toMatchObject({
      email: 'ada@example.com',
      name: 'Ada Lovelace',
      initials: 'AL',
    });
    const asked = google.asked.authorize.at(-1);
    expect(asked?.code_challenge_method).toBe('S256');
    expect(asked?.state).toMatch(/^[\w-]{32}$/);
    expect(asked?.scope).toBe('openid profile email');
    expect(google.asked.token.at(-1)).toMatchObject({ code_verifier: expect.any(String) });
    expect(await page.evaluate('document.cookie')).toBe('');
  });

  it('knows a person again by their account, and follows a new name and e-mail', async () => {
    const { page } = browser;
    await page.goto(`${product.url}/auth/login`);
    const first = await me();
    await forgetSession();
    await welcome({ ...ADA, name: 'Ada King', email: 'ada.king@example.com' });
    await page.goto(`${product.url}/auth/login`);
    expect(await me()).toMatchObject({
      id: first.id,
      name: 'Ada King',
      email: 'ada.king@example.com',
    });
  });

  it('refuses another account with an e-mail that is taken', async () => {
    await browser.page.goto(`${product.url}/auth/login`);
    await welcome({ ...ADA, sub: '2002' });
    await forgetSession();
    expect(await refusal()).toContain('is linked to another Google account');
  });

  it('lets guests in from any domain, because somebody has invited them to a tracker', async () => {
    const { page } = browser;
    await page.goto(`${product.url}/auth/login`);
    const post = async (path: string, data: object) => {
      const headers = { Origin: product.url };
      const answer = await page.request.post(product.url + path, { headers, data });
      expect(answer.status()).toBe(201);
      return (await answer.json()) as { readonly id: number };
    };
    const { id } = await post('/api/trackers', { prefix: 'SP', name: 'SpaceX' });
    await post(`/api/trackers/${id}/members`, { email: 'vi@vendor.org', role: 'contributor' });
    await forgetSession();
    await welcome({ ...ADA, sub: '4004', email: 'vi@vendor.org', name: 'Vi Vendor' });
    await page.goto(`${product.url}/auth/login`);
    expect(await me()).toMatchObject({ name: 'Vi Vendor', site_role: 'guest' });
    const seen = await page.request.get(`${product.url}/api/trackers`);
    expect(await seen.json()).toMatchObject([{ prefix: 'SP', my_role: 'contributor' }]);
  });
});

describe('A sign-in that fails ends on a page that says why and how to go on', () => {
  it('when the domain is not allowed', async () => {
    await welcome({ ...ADA, sub: '3003', email: 'eve@elsewhere.org' });
    expect(await refusal()).toContain('elsewhere.org may not sign in here');
  });

  it('when the e-mail is not verified', async () => {
    await welcome({ ...ADA, sub: '3004', email: 'mal@example.com', email_verified: false });
    expect(await refusal()).toContain('has not verified the e-mail address');
    await browser.page.getByRole('link', { name: 'Try again' }).waitFor();
  });

  it('when the visitor refuses', async () => {
    await google.welcome({ profile: ADA, isDenied: true });
    expect(await refusal()).toContain('did not confirm who you are');
  });

  it('when the answer belongs to another browser, or comes a second time', async () => {
    const { page } = browser;
    const answers: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('/auth/callback')) answers.push(request.url());
    });
    await page.goto(`${product.url}/auth/login`);
    await forgetSession();
    const [answer = ''] = answers;
    for (const url of [answer, `${product.url}/auth/callback?code=x&state=forged`]) {
      await page.goto(url);
      expect(await page.getByRole('alert').innerText()).toContain('started in another browser');
    }
    expect((await page.request.get(`${product.url}/auth/me`)).status()).toBe(401);
  });

  it('when it took longer than ten minutes', async () => {
    const login = await fetch(`${product.url}/auth/login`, { redirect: 'manual' });
    const state = new URL(login.headers.get('location') ?? '').searchParams.get('state') ?? '';
    const back = `${product.url}/auth/callback?code=x&state=${state}`;
    const cookie = /sign-in=([^;]+)/.exec(login.headers.get('set-cookie') ?? '')?.[1] ?? '';
    const come = async (value: string) => {
      const answer = await fetch(back, { headers: { Cookie: `sign-in=${value}` } });
      return [answer.status, await answer.text()];
    };
    const tenMinutes = 600;
    expect(await come(agedBy(tenMinutes + 1, cookie))).toEqual([
      403,
      expect.stringContaining('took longer than ten minutes'),
    ]);
    // A little younger, the same cookie gets as far as Google, which does not know the code.
    expect((await come(agedBy(tenMinutes - 60, cookie)))[0]).not.toBe(403);
  });

  it('when the identity server is down', async () => {
    const down = await IdentityServer.start();
    const port = await freePort();
    const own = { PORT: String(port), PUBLIC_URL: `http://127.0.0.1:${port}`, ...down.env };
    const other = await startProduct({ ...env, ...own });
    await down.stop();
    const answer = await fetch(`${other.url}/auth/callback?code=x&state=y`);
    expect(answer.status).toBe(403);
    expect(await comeBack(other)).toEqual([
      502,
      expect.stringContaining('Google could not be reached'),
    ]);
    await other.stop();
  });
});

it('reaches Google through the proxy of a company', async () => {
  const asked: string[] = [];
  const proxy = createProxy().on('connect', ({ url = '' }, socket) => {
    asked.push(url);
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const port = await freePort();
  // Node reads the variables of the proxy when its process starts.
  const behind = await startProcess({
    ...env,
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    GOOGLE_TOKEN_URL: 'https://identity.example.com/token',
    NODE_USE_ENV_PROXY: '1',
    HTTPS_PROXY: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
  });
  expect((await comeBack(behind))[0]).toBe(502);
  expect(asked).toEqual(['identity.example.com:443']);
  await behind.stop();
  proxy.close();
});
