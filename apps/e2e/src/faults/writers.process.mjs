/**
 * Writers in a process of their own, so that the answers they received are known whatever dies. Each
 * outcome is in the log before the next command is given. An answer that did not come is asked for
 * again with the same Idempotency-Key.
 */
import { openSync, writeSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

const ANSWER_TIMEOUT_MS = 10_000;
const RETRY_MS = 100;

let setUp;
let urls = [];
let isStopping = false;
let pauseMs = 0;
let log;
let acknowledged = 0;
let given = 0;

const record = (entry) => writeSync(log, `${JSON.stringify(entry)}\n`);

/** One command out of eight, by turns; two of them have to be refused. */
function nextCommand() {
  const n = given++;
  const key = `w${process.pid}-${n}`;
  const item = setUp.items[n % setUp.items.length];
  const status = { status: 'In Progress', comment: key };
  const commands = [
    { method: 'POST', path: `/api/items/${item}/status`, body: status },
    { method: 'POST', path: `/api/items/${item}/notes`, body: { content: key } },
    { method: 'POST', path: `/api/items/${item}/status`, body: status },
    { method: 'PATCH', path: `/api/items/${item}`, body: { title: key } },
    { method: 'POST', path: `/api/items/${item}/status`, body: { ...status, status: 'Nonsense' } },
    {
      method: 'POST',
      path: `/api/trackers/${setUp.trackerId}/items`,
      body: { title: key, category: 'ADCS', owner_id: setUp.userId, priority: 'High' },
    },
    { method: 'POST', path: `/api/items/${item}/status`, body: status },
    { method: 'POST', path: `/api/items/${item}/status`, body: status, ifMatch: '"999999"' },
  ];
  return { key, ...commands[n % commands.length] };
}

async function ask(url, { key, method, path, body, ifMatch }) {
  const response = await fetch(url + path, {
    method,
    headers: {
      Authorization: `Bearer ${setUp.token}`,
      'Content-Type': 'application/json',
      'Idempotency-Key': key,
      ...(ifMatch ? { 'If-Match': ifMatch } : {}),
    },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
  });
  const text = await response.text();
  return { status: response.status, etag: response.headers.get('etag'), body: JSON.parse(text) };
}

/** Gives one command until it is answered for good. */
async function give(command) {
  record({ kind: 'sent', key: command.key });
  for (let attempt = 0; ; attempt++) {
    if (attempt > 0) record({ kind: 'retried', key: command.key });
    // By chance: in turns, each item would have a server of its own, and no two would ever race.
    const url = urls[Math.floor(Math.random() * urls.length)];
    const answer = await ask(url, command).catch(() => undefined);
    if (answer && answer.status < 300) {
      const { status, etag, body } = answer;
      const stream = body.action_item_id ?? body.id;
      record({ kind: 'acknowledged', key: command.key, status, etag, stream });
      process.send({ acknowledged: ++acknowledged });
      return;
    }
    if (answer && answer.status < 500) {
      record({ kind: 'refused', key: command.key, status: answer.status });
      return;
    }
    if (answer) record({ kind: 'unavailable', key: command.key, status: answer.status });
    await wait(RETRY_MS);
  }
}

async function write() {
  while (!isStopping) {
    await give(nextCommand());
    if (pauseMs > 0) await wait(pauseMs);
  }
}

process.on('message', async (message) => {
  if (message.urls) urls = message.urls;
  if (message.pauseMs) pauseMs = message.pauseMs;
  if (message.stop) isStopping = true;
  if (!message.start) return;
  setUp = message.start;
  log = openSync(setUp.log, 'a');
  await Promise.all(Array.from({ length: setUp.writers }, write));
  process.disconnect();
});
