/**
 * A reverse proxy in front of the servers, like those of operators: it checks readiness,
 * distributes requests round-robin over persistent connections, and never retries.
 */
import { once } from 'node:events';
import { Agent, createServer, request as ask, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';

const CHECK_MS = 100;

export interface Proxy {
  readonly url: string;
  close(): Promise<void>;
}

export async function startProxy(servers: readonly string[]): Promise<Proxy> {
  const agent = new Agent({ keepAlive: true });
  let ready = servers;
  let turn = 0;
  const check = async () => {
    const states = await Promise.all(servers.map(isReady));
    ready = servers.filter((_, index) => states[index]);
  };
  const timer = setInterval(() => void check(), CHECK_MS);
  const server = createServer((incoming, outgoing) => {
    const target = ready[turn++ % ready.length] ?? '';
    const { method, headers, url = '/' } = incoming;
    const onward = ask(target + url, { agent, method, headers });
    onward.on('response', (answer: IncomingMessage) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      void pipeline(answer, outgoing).catch(() => outgoing.destroy());
    });
    onward.once('error', () => outgoing.writeHead(502).end('{}'));
    void pipeline(incoming, onward).catch(() => undefined);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async () => {
    clearInterval(timer);
    server.closeAllConnections();
    server.close();
    agent.destroy();
    await once(server, 'close');
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

const isReady = (server: string): Promise<boolean> =>
  fetch(`${server}/health/ready`).then(
    ({ ok }) => ok,
    () => false,
  );
