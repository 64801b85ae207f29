/** Writers in a process of their own, and the responses they received. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ApiClient } from '../support/api-client';

const PROGRAM = resolve('apps/e2e/src/faults/writers.process.mjs');
const ITEMS = 16;

/** An answer that arrived: the item and its version after the command. */
interface Acknowledgement {
  readonly stream: string;
  readonly version: number;
}

/** The responses that the writers received, from their own log. */
export interface Outcome {
  readonly sent: number;
  readonly acknowledged: ReadonlyMap<string, Acknowledgement>;
  readonly refused: ReadonlySet<string>;
  readonly retried: number;
  /** Answers with 5xx, by status. */
  readonly unavailable: ReadonlyMap<number, number>;
}

interface Entry {
  readonly kind: 'sent' | 'retried' | 'acknowledged' | 'refused' | 'unavailable';
  readonly key: string;
  readonly status: number;
  readonly etag: string;
  readonly stream: string;
}

const running = new Set<ChildProcess>();

/** A test that fails must not leave writers behind. */
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
});

export class Writers {
  private acknowledged = 0;
  private readonly ended: Promise<unknown>;
  private readonly waiting = new Set<{ readonly count: number; readonly done: () => void }>();

  private constructor(
    private readonly child: ChildProcess,
    private readonly log: string,
  ) {
    running.add(child);
    this.ended = once(child, 'exit').then(() => running.delete(child));
    child.on('message', ({ acknowledged }: { acknowledged: number }) => {
      this.acknowledged = acknowledged;
      for (const waiter of this.waiting) if (waiter.count <= acknowledged) waiter.done();
    });
  }

  /** Opens a tracker with some items, and lets people write to it at once. */
  static async start(urls: readonly string[], writers = 32, prefix = 'FLT'): Promise<Writers> {
    const [url = ''] = urls;
    const api = await ApiClient.signIn(url);
    const tracker = await api.openTracker(prefix, 'Under fire');
    const items: string[] = [];
    for (let n = 0; n < ITEMS; n++) items.push((await api.createItem(tracker.id)).id);
    const log = join(mkdtempSync(join(tmpdir(), 'action-tracker-writers-')), 'log.ndjson');
    const child = fork(PROGRAM, { execArgv: [] });
    const { id: userId } = await api.me();
    const start = { log, writers, items, trackerId: tracker.id, userId, token: api.token };
    child.send({ urls, start });
    return new Writers(child, log);
  }

  /** Sends the next commands to other servers. */
  use(urls: readonly string[]): void {
    this.child.send({ urls });
  }

  /** Lets every writer wait that long after each command, which leaves the processors to others. */
  pause(pauseMs: number): void {
    this.child.send({ pauseMs });
  }

  /** Resolves when so many more commands are acknowledged. */
  async acknowledge(more: number): Promise<void> {
    const count = this.acknowledged + more;
    await new Promise<void>((resolved, failed) => {
      const waiter = {
        count,
        done: () => {
          this.waiting.delete(waiter);
          resolved();
        },
      };
      this.waiting.add(waiter);
      void this.ended.then(() => failed(new Error('The writers ended before the test')));
    });
  }

  /** Lets every writer get the answer to its last command. */
  async stop(): Promise<Outcome> {
    this.child.send({ stop: true });
    await this.ended;
    return readOutcome(this.log);
  }
}

/** The responses that several groups of writers received. */
export const together = (...outcomes: readonly Outcome[]): Outcome => ({
  sent: sum(outcomes.map(({ sent }) => sent)),
  acknowledged: new Map(outcomes.flatMap(({ acknowledged }) => [...acknowledged])),
  refused: new Set(outcomes.flatMap(({ refused }) => [...refused])),
  retried: sum(outcomes.map(({ retried }) => retried)),
  unavailable: new Map(outcomes.flatMap(({ unavailable }) => [...unavailable])),
});

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);

function readOutcome(log: string): Outcome {
  const entries = readFileSync(log, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Entry);
  const of = (kind: Entry['kind']) => entries.filter((entry) => entry.kind === kind);
  const unavailable = Map.groupBy(of('unavailable'), ({ status }) => status);
  return {
    sent: of('sent').length,
    acknowledged: new Map(
      of('acknowledged').map(({ key, stream, etag }) => [
        key,
        { stream, version: Number(/^"(\d+)-/.exec(etag)?.[1]) },
      ]),
    ),
    refused: new Set(of('refused').map(({ key }) => key)),
    retried: of('retried').length,
    unavailable: new Map([...unavailable].map(([status, found]) => [status, found.length])),
  };
}
