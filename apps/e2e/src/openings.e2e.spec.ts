/**
 * One Idempotency-Key with two bodies, sent to two processes concurrently: only one opens a
 * tracker.
 */
import type { Tracker } from '@action-tracker/contracts';
import { createEmptyDatabase } from '@action-tracker/runtime/testing';
import { ApiClient, errorOf } from './support/api-client';
import { startProduct, type Product } from './support/product';

const TRIES = 40;

let products: readonly Product[];
let clients: readonly ApiClient[];

beforeAll(async () => {
  const env = { DATABASE_URL: await createEmptyDatabase(), JWT_SECRET: 's'.repeat(32) };
  products = [await startProduct(env), await startProduct(env)];
  const [first, second] = products;
  if (!first || !second) throw new Error('Expected two processes');
  clients = [await ApiClient.signIn(first.url), await ApiClient.signIn(second.url)];
});

afterAll(async () => {
  await Promise.all(products.map((product) => product.stop()));
});

/** AA, AB, AC, … */
const prefixOf = (n: number): string => String.fromCharCode(65 + Math.floor(n / 26), 65 + (n % 26));

const open = (body: object, key: string) =>
  clients.map((client) => client.post<Tracker>('/api/trackers', body, { 'Idempotency-Key': key }));

describe('Two requests to open a tracker with one Idempotency-Key at once', () => {
  it('open one of two different trackers, 40 times of 40', async () => {
    const outcomes = [];
    for (let n = 0; n < TRIES; n++) {
      const requests = clients.map((client, process) =>
        client.post<Tracker>(
          '/api/trackers',
          { prefix: prefixOf(2 * n + process), name: `Try ${n} of process ${process}` },
          { 'Idempotency-Key': `key-${n}` },
        ),
      );
      const answers = await Promise.all(requests);
      outcomes.push(answers.map(({ status }) => status).sort());
      const refused = answers.find(({ status }) => status !== 201);
      if (refused) expect(errorOf(refused).code).toBe('IDEMPOTENCY_KEY_REUSED');
    }
    expect(outcomes).toEqual(Array.from({ length: TRIES }, () => [201, 422]));
    const { body } = (await clients[0]?.get<readonly Tracker[]>('/api/trackers')) ?? { body: [] };
    expect(body).toHaveLength(TRIES);
  });

  it('open the same tracker once when they are the same', async () => {
    const answers = await Promise.all(open({ prefix: 'SAME', name: 'Same' }, 'same'));
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(answers[0]?.body).toEqual(answers[1]?.body);
  });

  it('leave the key to another request when they were refused', async () => {
    const taken = await Promise.all(open({ prefix: 'SAME', name: 'Other' }, 'again'));
    expect(taken.map(({ status }) => status)).toEqual([409, 409]);
    const [answer] = await Promise.all(open({ prefix: 'FREE', name: 'Other' }, 'again'));
    expect(answer?.status).toBe(201);
  });
});
