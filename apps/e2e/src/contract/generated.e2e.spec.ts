/**
 * Requests generated from the OpenAPI document: no response is a 5xx or missing from the document. A
 * run prints its seed; `CONTRACT_SEED` repeats it.
 */
import { createEmptyDatabase, propertyRuns } from '@action-tracker/runtime/testing';
import fc from 'fast-check';
import { ApiClient } from '../support/api-client';
import { startProduct, type Product } from '../support/product';
import { RequestGenerator, type ApiDocument } from './generator';

const REQUESTS = propertyRuns(1_500);
const seed = Number(process.env.CONTRACT_SEED ?? Date.now() % 2 ** 31);

let product: Product;
let api: ApiClient;

beforeAll(async () => {
  product = await startProduct({ DATABASE_URL: await createEmptyDatabase() });
  api = await ApiClient.signIn(product.url);
});
afterAll(() => product.stop());

it(
  `gets only described answers to ${REQUESTS} requests (seed ${seed})`,
  async () => {
    const trackerIds = [
      (await api.openTracker('AD', 'Astro Digital')).id,
      (await api.openTracker('SP', 'SpaceX')).id,
    ];
    const itemIds = ['SP-999'];
    for (const id of trackerIds) itemIds.push((await api.createItem(id)).id);
    const userIds = [(await api.me()).id];
    const document = (await api.get<ApiDocument>('/api/openapi.json')).body;
    const generator = new RequestGenerator(document, { trackerIds, itemIds, userIds });
    const requests = generator.requests(
      // A live stream never ends.
      (_, path) => /^\/(api|health)/.test(path) && !['/api/docs', '/api/live'].includes(path),
    );
    const statuses = new Map<number, number>();
    const isAnswered = async ({
      method,
      path,
      json,
      headers,
    }: typeof requests extends fc.Arbitrary<infer R> ? R : never) => {
      const answer = await api.send(method, path, {
        headers,
        ...(json === undefined ? {} : { json }),
      });
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      if (answer.status >= 500) throw new Error(`${answer.status}: ${answer.text}`);
    };
    await fc.assert(fc.asyncProperty(requests, isAnswered), { numRuns: REQUESTS, seed });
    const counts = [...statuses].sort(([a], [b]) => a - b).map(([status, n]) => `${status}: ${n}`);
    process.stderr.write(`Seed ${seed}: ${REQUESTS} requests, answered ${counts.join(', ')}\n`);
    expect([...statuses.keys()]).toEqual(expect.arrayContaining([200, 201, 304, 400, 404, 412]));
  },
  60_000 + 60 * REQUESTS,
);
