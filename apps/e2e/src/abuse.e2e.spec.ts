import { createEmptyDatabase } from '@action-tracker/runtime/testing';
import { ApiClient, errorOf, newItem, type Answer } from './support/api-client';
import { startProduct } from './support/product';

const signInForm = (url: string, name: string) =>
  fetch(`${url}/auth/login`, {
    method: 'POST',
    redirect: 'manual',
    headers: { Origin: url },
    body: new URLSearchParams({ name, email: 'mf@example.com', return_to: '/' }),
  });

describe('the rate limits', () => {
  it('hold changes of one user, and leave reading and other users alone', async () => {
    const database = await createEmptyDatabase();
    const product = await startProduct({ DATABASE_URL: database, RATE_LIMIT_WRITES: '4' });
    const [maria, john] = await Promise.all([
      ApiClient.signIn(product.url),
      ApiClient.signIn(product.url, 'John Doe', 'jd@example.com'),
    ]);
    const { id: trackerId } = await maria.openTracker('AD', 'Astro Digital');
    const item = newItem((await maria.me()).id);
    const answers: Answer[] = [];
    for (let n = 0; n < 5; n++) {
      answers.push(await maria.post(`/api/trackers/${trackerId}/items`, item));
    }
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 429, 429]);
    const [refused] = answers.slice(-1);
    expect(refused && errorOf(refused)).toMatchObject({ code: 'RATE_LIMITED' });
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await maria.get(`/api/trackers/${trackerId}/items`)).body).toHaveLength(3);
    expect(await john.createItem(trackerId)).toMatchObject({ id: 'AD-004' });
    await product.stop();
  });

  it('hold sign-ins of one address', async () => {
    const database = await createEmptyDatabase();
    const product = await startProduct({ DATABASE_URL: database, RATE_LIMIT_SIGN_INS: '2' });
    const statuses: number[] = [];
    for (let n = 0; n < 3; n++) statuses.push((await signInForm(product.url, 'Maria')).status);
    expect(statuses).toEqual([303, 303, 429]);
    await product.stop();
  });

  it('believe in a client address only from a proxy that is configured', async () => {
    const env = { DATABASE_URL: await createEmptyDatabase(), RATE_LIMIT_SIGN_INS: '1' };
    const [direct, behindProxy] = [
      await startProduct(env),
      await startProduct({ ...env, TRUST_PROXY: '1' }),
    ];
    const statusesFrom = async (url: string) => {
      const from = (address: string) =>
        fetch(`${url}/auth/login`, { headers: { 'X-Forwarded-For': address } });
      return [(await from('192.0.2.1')).status, (await from('192.0.2.2')).status];
    };
    // The local form is for nobody behind a proxy; what is refused counts as well.
    expect(await statusesFrom(direct.url)).toEqual([403, 429]);
    expect(await statusesFrom(behindProxy.url)).toEqual([403, 403]);
    await direct.stop();
    await behindProxy.stop();
  });
});

describe('the log', () => {
  it('holds no token, cookie, e-mail address or text of anybody, even at its most talkative', async () => {
    const product = await startProduct({
      DATABASE_URL: await createEmptyDatabase(),
      JWT_SECRET: 'a-secret-of-at-least-32-bytes-length',
      LOG_LEVEL: 'trace',
    });
    const client = await ApiClient.signIn(product.url, 'Maria Fitzgerald', 'mf@example.com');
    const { id } = await client.openTracker('AD', 'Astro Digital');
    await client.createItem(id, { title: 'Price of the launch' });
    await client.post(`/api/trackers/${id}/items`, { title: 7, password: 'hunter2' });
    await client.send('POST', '/api/trackers', { json: '{"prefix": "hunter2' });
    await client.get('/api/items?q=mf%40example.com');
    await client.get('/api/nothing/mf@example.com');
    await fetch(`${product.url}/auth/callback?code=oauth-code&state=oauth-state`);
    await fetch(`${product.url}/api/users`, { headers: { Cookie: `token=${client.token}` } });
    await fetch(`${product.url}/api/users`, { headers: { Authorization: 'Bearer forged-token' } });
    await product.stop();
    const output = product.output();
    expect(output).toContain('"route":"/api/trackers/:trackerId/items"');
    expect(output).toContain('"status":401');
    const [, payload = '', signature = ''] = client.token.split('.');
    const secrets = [
      ...[
        client.token,
        payload,
        signature,
        'forged-token',
        'a-secret-of',
        'oauth-code',
        'oauth-state',
      ],
      ...['hunter2', 'mf@example.com', 'mf%40example', 'Maria', 'Price of'],
    ];
    expect(secrets.filter((secret) => output.includes(secret))).toEqual([]);
  });
});
