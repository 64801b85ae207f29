import type { BulkResult, JobStatus, Tracker, UndoResult, User } from '@action-tracker/contracts';
import { ImportItemCommand, ImportTogetherCommand } from '@action-tracker/tracking';
import { CommandBus } from '@nestjs/cqrs';
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { ServerProcess } from '../http/server-process';
import { median, secondsOf, throughput } from '../measure';
import { limited, type Bench, type Measured, type Scenario } from '../scenario';
import { SECRET, tokenFor } from './http';

const PREFIX = 'TG';
const IMPORTED = 10_000;
const CHUNK = 1_000;
const CHANGED = 500;
const READERS = 4;
const QUIET_SECONDS = 3;
const BULK_ROUNDS = 5;
const TIME = '2026-01-01T00:00:00.000Z';

/** Acts on many items over HTTP: a change of 1,000, and the undo of an import of 10,000. */
export const TOGETHER: Scenario = {
  name: 'together',
  async run(bench) {
    const server = await ServerProcess.startProduct(bench.databaseUrl, SECRET);
    try {
      const token = await tokenFor(bench.application);
      const ask = async <T>(method: string, path: string, body?: object) =>
        JSON.parse(await server.ask(method, path, body, token)) as T;
      const { id: actorId } = await ask<User>('GET', '/auth/me');
      const opening = { prefix: PREFIX, name: 'Together' };
      const { id: trackerId } = await ask<Tracker>('POST', '/api/trackers', opening);
      const batch = randomUUID();
      const ids = await importAll(bench, { trackerId, actorId, batch });
      await bench.database.pool.query('VACUUM ANALYZE');
      return [await bulk(ask, ids), ...(await undo(ask, ids, batch))];
    } finally {
      await server.stop();
    }
  },
};

type Ask = <T>(method: string, path: string, body?: object) => Promise<T>;

async function importAll(
  { application }: Bench,
  { trackerId, actorId, batch }: { trackerId: number; actorId: number; batch: string },
): Promise<readonly string[]> {
  const ids: string[] = [];
  const origin = { actorId, channel: 'import', correlationId: batch, batch } as const;
  const times = { createdAt: TIME, statusAt: TIME, noteAt: TIME };
  const row = () =>
    new ImportItemCommand(
      trackerId,
      {
        ...{ title: 'Definitized contract', createDate: '2026-01-01', dueDate: null },
        ...{ category: 'Programmatic', ownerId: actorId, priority: 'High', status: 'TBC' },
      },
      times,
      { ...origin, commandId: randomUUID() },
    );
  for (let done = 0; done < IMPORTED; done += CHUNK) {
    const rows = Array.from({ length: CHUNK }, row);
    const command = new ImportTogetherCommand(trackerId, rows);
    const outcomes = await application.get(CommandBus).execute(command);
    ids.push(...outcomes.flatMap((outcome) => outcome?.stream ?? []));
  }
  return ids;
}

/** The last thousand, which nobody changes afterwards: it is undone before the import is. */
async function bulk(ask: Ask, ids: readonly string[]): Promise<Measured> {
  const seconds: number[] = [];
  const some = ids.slice(-1_000);
  for (let round = 0; round < BULK_ROUNDS; round++) {
    const priority = round % 2 === 0 ? 'Low' : 'High';
    let batch: string | null = null;
    const change = async () => {
      const body = { item_ids: some, changes: { priority } };
      ({ batch } = await ask<BulkResult>('POST', '/api/items/bulk', body));
    };
    seconds.push(await secondsOf(change));
    if (priority === 'Low') await ask<UndoResult>('POST', '/api/undo', { batch });
  }
  return limited('together: change of 1,000 items', 's', median(seconds), 1);
}

async function undo(ask: Ask, ids: readonly string[], batch: string): Promise<Measured[]> {
  for (const id of ids.slice(0, CHANGED)) {
    await ask('POST', `/api/items/${id}/status`, { status: 'Blocked' });
  }
  let n = 0;
  const read = () => ask('GET', `/api/items/${ids[++n % ids.length]}`);
  const quiet = await throughput(read, READERS, (elapsed) => elapsed >= QUIET_SECONDS);
  let isDone = false;
  const busy = throughput(read, READERS, () => isDone);
  const seconds = await secondsOf(async () => requireUndone(await finished(ask, batch)));
  isDone = true;
  const { p99Ms } = await busy;
  return [
    limited('together: undo of an import of 10,000 items, 500 of them changed', 's', seconds, 10),
    limited(
      'together: GET item during the undo, p99 by p99 without',
      'times',
      p99Ms / quiet.p99Ms,
      3,
    ),
  ];
}

async function finished(ask: Ask, batch: string): Promise<UndoResult> {
  let job = await ask<JobStatus>('POST', '/api/undo', { batch });
  while (job.state === 'running') {
    await wait(50);
    job = await ask<JobStatus>('GET', `/api/jobs/${job.id}`);
  }
  if (job.result && 'conflicts' in job.result) return job.result;
  throw new Error(job.problem ?? 'Expected the result of an undo');
}

function requireUndone({ done, conflicts }: UndoResult): void {
  if (conflicts === CHANGED && done === IMPORTED - CHANGED) return;
  throw new Error(`Expected ${CHANGED} conflicts, found ${conflicts}, and ${done} undone`);
}
