/**
 * A slow read times out, many of them do not affect other requests, and connections are limited.
 */
import { createEmptyDatabase } from '@action-tracker/runtime/testing';
import { once } from 'node:events';
import { connect } from 'node:net';
import { Client } from 'pg';
import { ApiClient, errorOf } from './support/api-client';
import { startProduct, type Product } from './support/product';

const ID = 'AD-001';

let databaseUrl: string;
let blocker: Client;

beforeAll(async () => {
  databaseUrl = await createEmptyDatabase();
  const product = await startProduct({ DATABASE_URL: databaseUrl });
  const api = await ApiClient.signIn(product.url);
  await api.createItem((await api.openTracker('AD', 'Astro Digital')).id);
  await product.stop();
  blocker = new Client({ connectionString: databaseUrl });
  await blocker.connect();
});

afterAll(() => blocker.end());

/** Starts a server and signs in, while every statement that reads statuses waits for a lock. */
async function withSlowStatuses(
  env: Readonly<Record<string, string>>,
  work: (api: ApiClient, product: Product) => Promise<void>,
): Promise<void> {
  const product = await startProduct({ DATABASE_URL: databaseUrl, ...env });
  try {
    const api = await ApiClient.signIn(product.url);
    await blocker.query('BEGIN; LOCK TABLE status_history IN ACCESS EXCLUSIVE MODE');
    await work(api, product);
  } finally {
    await blocker.query('ROLLBACK');
    await product.stop();
  }
}

describe('A slow read', () => {
  it('is answered with 503 and Retry-After, and its connection is free again', async () => {
    await withSlowStatuses({ DB_READ_TIMEOUT_MS: '100' }, async (api) => {
      for (let n = 0; n < 12; n++) {
        const answer = await api.get(`/api/items/${ID}/history`);
        expect(errorOf(answer)).toMatchObject({ status: 503, code: 'UNAVAILABLE' });
        expect(answer.headers.get('retry-after')).toBe('1');
      }
      expect((await api.get(`/api/items/${ID}/notes`)).status).toBe(200);
    });
  });

  it('has no limit when none is wanted', async () => {
    await withSlowStatuses({ DB_READ_TIMEOUT_MS: '0' }, async (api) => {
      const answer = api.get(`/api/items/${ID}/history`);
      await api.patch(`/api/items/${ID}`, { title: 'Renamed' });
      await blocker.query('ROLLBACK');
      expect((await answer).status).toBe(200);
    });
  });

  it('holds up neither writes nor sign-in nor health, however many there are', async () => {
    await withSlowStatuses({ DB_READ_TIMEOUT_MS: '600000' }, async (api, { url }) => {
      let answered = 0;
      const reads = Array.from({ length: 40 }, async () => {
        const { status } = await api.get(`/api/items/${ID}/history`);
        answered++;
        return status;
      });
      for (const title of ['One', 'Two', 'Three']) {
        expect((await api.patch(`/api/items/${ID}`, { title })).status).toBe(200);
      }
      expect((await api.post(`/api/items/${ID}/notes`, { content: 'One more' })).status).toBe(201);
      expect((await fetch(`${url}/health`)).status).toBe(200);
      await ApiClient.signIn(url, 'Jun Kawasaki', 'jk@example.com');
      expect(answered).toBe(0);
      await blocker.query('ROLLBACK');
      expect(new Set(await Promise.all(reads))).toEqual(new Set([200]));
    });
  });
});

describe('Connections of clients', () => {
  it('have a limit: one more is closed, and the others go on', async () => {
    const env = { DATABASE_URL: databaseUrl, MAX_CONNECTIONS: '3' };
    const product = await startProduct(env);
    const open = async () => {
      const socket = connect(Number(new URL(product.url).port), '127.0.0.1');
      await once(socket, 'connect');
      return socket;
    };
    const sockets = [await open(), await open(), await open()];
    const [first] = sockets;
    // One that is answered has been taken on, and so have those before it.
    const ask = async () => {
      first?.write('GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n');
      const [chunk] = (await once(first ?? product.process, 'data')) as [Buffer];
      return chunk.toString();
    };
    expect(await ask()).toMatch(/^HTTP\/1.1 200/);
    const refused = await open();
    refused.on('error', () => undefined);
    await once(refused.resume(), 'close');
    expect(await ask()).toMatch(/^HTTP\/1.1 200/);
    for (const socket of sockets) socket.destroy();
    await product.stop();
  });
});
