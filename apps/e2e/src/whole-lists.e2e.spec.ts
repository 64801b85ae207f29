import type { ListedItem } from '@action-tracker/contracts';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { ApiClient } from './support/api-client';
import { query } from './support/cli';
import { createLargeDatabase, ITEMS } from './support/large-database';
import { startProduct, type Product } from './support/product';

/** Of ten connections six answer reads, and half of these send whole lists. */
const AT_ONCE = 3;

let product: Product;
let api: ApiClient;
let databaseUrl: string;

beforeAll(async () => {
  databaseUrl = await createLargeDatabase();
  await query(databaseUrl, 'VACUUM ANALYZE');
  product = await startProduct({
    ...{ DATABASE_URL: databaseUrl, JWT_SECRET: 's'.repeat(32), DB_POOL_MAX: '10' },
  });
  api = await ApiClient.signIn(product.url);
});

afterAll(async () => {
  await product.stop();
});

const headers = () => ({ Authorization: `Bearer ${api.token}` });
const connections = async () => {
  const [row] = await query<{ busy: number }>(
    databaseUrl,
    `SELECT count(*)::int AS busy FROM pg_stat_activity
     WHERE datname = current_database() AND state LIKE 'idle in transaction%'`,
  );
  return row?.busy;
};

/** Asks for all items, and never reads the answer. */
async function askAndStopReading(): Promise<Socket> {
  const socket = connect(Number(new URL(product.url).port), '127.0.0.1');
  await once(socket, 'connect');
  socket.pause();
  socket.write(`GET /api/items HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${api.token}\r\n\r\n`);
  return socket;
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 100));
}

describe('A whole list of 20,000 items', () => {
  it('has every item once, in order, as JSON and as CSV', async () => {
    const { body } = await api.get<ListedItem[]>('/api/items');
    const places = body.map(({ id }) => {
      const [prefix = '', number = ''] = id.split('-');
      return prefix + number.padStart(6, '0');
    });
    expect(places).toHaveLength(ITEMS);
    expect(places).toEqual([...new Set(places)].sort());
    const answer = await fetch(`${product.url}/api/items`, {
      headers: { ...headers(), Accept: 'text/csv' },
    });
    const lines = (await answer.text()).split('\r\n');
    expect(lines).toHaveLength(ITEMS + 2);
    expect(new Set(lines).size).toBe(ITEMS + 2);
  });

  it('closes connections of clients that stop reading, and only those', async () => {
    const sockets = await Promise.all(Array.from({ length: 2 * AT_ONCE }, askAndStopReading));
    await until(async () => (await connections()) === AT_ONCE);
    expect((await api.get('/api/items?limit=1')).status).toBe(200);
    await api.openTracker('ZZZZ', 'While others stop reading');
    await until(async () => (await connections()) === 0);
    for (const socket of sockets) socket.destroy();
    expect((await api.get<unknown[]>('/api/items')).body).toHaveLength(ITEMS);
  });
});
