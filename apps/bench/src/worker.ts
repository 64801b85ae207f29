/**
 * Runs work in separate processes: concurrent writers, and a rebuild whose memory is measured
 * separately. Each is a process of this program on the same database, controlled by messages.
 */
import { openDatabase } from '@action-tracker/runtime';
import { Clock, rebuildReadModels, TrackingModule, USER_ENTITY } from '@action-tracker/tracking';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Pool } from 'pg';
import { crudStatusChange, findItemsOfSixteenLedgers, ledgerStatusChange } from './items';
import { perSecond } from './measure';

export const POOL_MAX = 16;

/**
 * Same setting as for the command line; otherwise V8 lets garbage grow to 100 MB before collecting
 * it.
 */
const SMALL_YOUNG_GENERATION = ['--max-semi-space-size=8'];

/** Tasks of a worker. */
export type Task =
  | {
      readonly kind: 'crud' | 'ledger';
      readonly writers: number;
      readonly seconds: number;
      readonly lap: number;
    }
  | { readonly kind: 'rebuild' };

export interface Done {
  readonly perSecond: number;
  readonly seconds: number;
  readonly peakMegabytes: number;
}

/** Another process of this program. */
export class Worker {
  private constructor(private readonly child: ChildProcess) {}

  static async start(databaseUrl: string): Promise<Worker> {
    const child = fork(process.argv[1] ?? '', ['--worker'], {
      execArgv: SMALL_YOUNG_GENERATION,
      env: { ...process.env, DATABASE_URL: databaseUrl },
    });
    await answerOf(child);
    return new Worker(child);
  }

  async run(task: Task): Promise<Done> {
    this.child.send(task);
    return (await answerOf(this.child)) as Done;
  }

  async stop(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.disconnect();
    await ended;
  }
}

/** The next message of a worker; one that exits without a message has printed the reason itself. */
async function answerOf(child: ChildProcess): Promise<unknown> {
  const over = new AbortController();
  const { signal } = over;
  const ended = once(child, 'exit', { signal }).then(([code]) => {
    throw new Error(`Expected an answer of the worker, found that it ended with ${String(code)}`);
  });
  try {
    const [answer] = (await Promise.race([once(child, 'message', { signal }), ended])) as [unknown];
    return answer;
  } finally {
    over.abort();
  }
}

/** The worker's side: runs tasks until the parent disconnects. */
export async function serveTasks(): Promise<void> {
  const database = await openDatabase({
    settings: { databaseUrl: process.env.DATABASE_URL, databasePoolMax: POOL_MAX, dataDir: '' },
    role: 'guest',
    entities: [USER_ENTITY],
  });
  const { dataSource, pool } = database;
  const application = await NestFactory.createApplicationContext(
    TrackingModule.with({ dataSource, pool, clock: new Clock('UTC'), jwtSecret: 'b'.repeat(32) }),
    { logger: ['error'] },
  );
  process.on('message', (task: Task) => {
    void perform(task, application, pool).then((done) => process.send?.(done));
  });
  process.send?.('ready');
  await once(process, 'disconnect');
  await application.close();
  await database.close();
}

async function perform(
  task: Task,
  application: INestApplicationContext,
  pool: Pool,
): Promise<Done> {
  const start = performance.now();
  const rate = await (task.kind === 'rebuild' ? rebuild(pool) : write(task, application, pool));
  return {
    perSecond: rate,
    seconds: (performance.now() - start) / 1_000,
    peakMegabytes: process.resourceUsage().maxRSS / 1_024,
  };
}

async function rebuild(pool: Pool): Promise<number> {
  const start = performance.now();
  const { eventsDone } = await rebuildReadModels(pool);
  return eventsDone / ((performance.now() - start) / 1_000);
}

async function write(
  { kind, writers, seconds, lap }: Exclude<Task, { kind: 'rebuild' }>,
  application: INestApplicationContext,
  pool: Pool,
): Promise<number> {
  const work =
    kind === 'crud'
      ? crudStatusChange(pool, lap)
      : await ledgerStatusChange(application, await findItemsOfSixteenLedgers(pool), { lap });
  return perSecond(work, writers, seconds);
}
