import { createEmptyDatabase } from '@action-tracker/runtime/testing';
import { connect } from 'node:net';
import { once } from 'node:events';
import { expectNothingLost } from './faults/nothing-lost';
import { RestartableProduct } from './faults/restartable';
import { Writers } from './faults/writers';
import { startProcess } from './support/product';
import { startProxy } from './support/proxy';

const JWT_SECRET = 's'.repeat(32);

describe('A server that is asked to stop', () => {
  it('is restarted behind a proxy, one after the other, and nobody notices', async () => {
    const databaseUrl = await createEmptyDatabase();
    const delay = { SHUTDOWN_DELAY_SECONDS: '1' };
    const servers = [
      await RestartableProduct.start(databaseUrl, delay, startProcess),
      await RestartableProduct.start(databaseUrl, delay, startProcess),
    ];
    const proxy = await startProxy(servers.map(({ url }) => url));
    const writers = await Writers.start([proxy.url], 16);
    for (const server of servers) {
      await writers.acknowledge(100);
      expect(await server.stop()).toBe(0);
      await server.restart();
      await server.recover();
    }
    await writers.acknowledge(100);
    const outcome = await writers.stop();
    await proxy.close();
    for (const server of servers) await server.stop();
    expect([outcome.retried, [...outcome.unavailable]]).toEqual([0, []]);
    await expectNothingLost('rolling restart of two servers', databaseUrl, outcome);
  });

  it('reports that it is not ready, stays live, and answers requests that still arrive', async () => {
    const databaseUrl = await createEmptyDatabase();
    const product = await startProcess({
      DATABASE_URL: databaseUrl,
      JWT_SECRET,
      SHUTDOWN_DELAY_SECONDS: '1',
    });
    const ended = product.stop('SIGTERM');
    const ask = async (path: string) => {
      const answer = await fetch(product.url + path);
      await answer.arrayBuffer();
      return [answer.status, answer.headers.get('connection')];
    };
    while ((await ask('/health/ready'))[0] === 200);
    expect(await ask('/health')).toEqual([503, 'close']);
    expect(await ask('/health/live')).toEqual([200, 'close']);
    expect(await ask('/api/items')).toEqual([401, 'close']);
    expect(await ended).toBe(0);
  });

  it('answers a request that is half-way, and waits for no connection without one', async () => {
    const databaseUrl = await createEmptyDatabase();
    const product = await startProcess({ DATABASE_URL: databaseUrl, JWT_SECRET });
    const { port } = new URL(product.url);
    const [silent, talking] = [connect(Number(port)), connect(Number(port))];
    await Promise.all([once(silent, 'connect'), once(talking, 'connect')]);
    talking.write('POST /auth/login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 2\r\n');
    talking.write('Content-Type: application/json\r\n\r\n{');
    // The answer to another request proves that the server has begun to read this one.
    await fetch(`${product.url}/health/live`);
    const ended = product.stop('SIGTERM');
    await untilRefused(product.url);
    talking.write('}');
    const [answer] = (await once(talking, 'data')) as [Buffer];
    expect(String(answer)).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(await ended).toBe(0);
    silent.destroy();
  });
});

/** Resolves when the server takes no more connections. */
async function untilRefused(url: string): Promise<void> {
  for (;;) {
    const answer = await fetch(url, { headers: { Connection: 'close' } }).catch(() => undefined);
    if (answer === undefined) return;
    await answer.arrayBuffer();
  }
}
