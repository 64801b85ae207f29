import { createEmptyDatabase } from '@action-tracker/runtime/testing';
import { connect } from 'node:net';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { expectNothingLost } from './faults/nothing-lost';
import { RestartableProduct } from './faults/restartable';
import { Writers } from './faults/writers';
import { startProcess } from './support/product';
import { startProxy } from './support/proxy';

const JWT_SECRET = 's'.repeat(32);
const PAUSE_MS = 20;

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
    writers.pause(250);
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

  it('stays live, answers what still arrives or is half-way, and waits for no silent connection', async () => {
    const product = await startProcess({
      DATABASE_URL: await createEmptyDatabase(),
      JWT_SECRET,
      SHUTDOWN_DELAY_SECONDS: '1',
    });
    const ask = async (path: string) => {
      const answer = await fetch(product.url + path);
      await answer.arrayBuffer();
      return [answer.status, answer.headers.get('connection')];
    };
    const { port } = new URL(product.url);
    const [silent, talking] = [connect(Number(port)), connect(Number(port))];
    await Promise.all([once(silent, 'connect'), once(talking, 'connect')]);
    talking.write('POST /auth/login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 2\r\n');
    talking.write('Content-Type: application/json\r\n\r\n{');
    // The answer to another request proves that the server has begun to read this one.
    await ask('/health/live');
    const ended = product.stop('SIGTERM');
    while ((await ask('/health/ready'))[0] === 200) await wait(PAUSE_MS);
    expect(await ask('/health')).toEqual([503, 'close']);
    expect(await ask('/health/live')).toEqual([200, 'close']);
    expect(await ask('/api/items')).toEqual([401, 'close']);
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
    await wait(PAUSE_MS);
  }
}
