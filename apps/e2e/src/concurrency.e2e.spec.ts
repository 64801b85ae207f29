import type { Item } from '@action-tracker/contracts';
import { createEmptyDatabase } from '@action-tracker/runtime/testing';
import { Client } from 'pg';
import { ApiClient, newItem } from './support/api-client';
import { startProduct, type Product } from './support/product';

const ITEMS = 200;

let databaseUrl: string;
let products: readonly Product[];

beforeAll(async () => {
  databaseUrl = await createEmptyDatabase();
  const env = { DATABASE_URL: databaseUrl, JWT_SECRET: 's'.repeat(32) };
  products = await Promise.all([startProduct(env), startProduct(env)]);
});

afterAll(async () => {
  await Promise.all(products.map((product) => product.stop()));
});

async function query<T extends object>(sql: string): Promise<T[]> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<T>(sql);
  await client.end();
  return rows;
}

describe('Two API processes on one database', () => {
  it('number 200 items that are created at once from 1 to 200, without gap or double', async () => {
    const apis = await Promise.all(products.map(({ url }) => ApiClient.signIn(url)));
    const [first, second] = apis;
    if (!first || !second) throw new Error('Expected two processes');
    const tracker = await first.openTracker('RACE', 'Everybody at once');
    const { id } = await first.me();
    const answers = await Promise.all(
      Array.from({ length: ITEMS }, (_, index) => {
        const api = index % 2 === 0 ? first : second;
        return api.post<Item>(`/api/trackers/${tracker.id}/items`, newItem(id));
      }),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    const numbers = answers.map(({ body }) => body.number).sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: ITEMS }, (_, index) => index + 1));

    const [ledger] = await query<{ events: number; last: number; head: number; next: number }>(
      `SELECT count(e.*)::int AS events, max(e.position)::int AS last, l.head::int AS head,
         l.next_number AS next
       FROM ledgers l JOIN events e USING (ledger_id) WHERE l.prefix = 'RACE' GROUP BY l.ledger_id`,
    );
    const total = ITEMS + 1;
    expect(ledger).toEqual({ events: total, last: total, head: total, next: total });
  });

  it('open one tracker when both are asked for the same prefix at once', async () => {
    const apis = await Promise.all(products.map(({ url }) => ApiClient.signIn(url)));
    const answers = await Promise.all(
      apis.flatMap((api) =>
        Array.from({ length: 10 }, (_, index) =>
          api.post('/api/trackers', { prefix: 'ONE', name: `Attempt ${index}` }),
        ),
      ),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([201, ...Array.from({ length: 19 }, () => 409)]);
  });
});
