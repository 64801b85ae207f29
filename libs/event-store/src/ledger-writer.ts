/**
 * The one way into the ledger. Commands that arrive while writes are in flight wait in one bounded
 * queue and go together into the next statement: each decided in order against the state that its
 * predecessors leave, each with an answer or a refusal of its own. A lost race (another process
 * was faster) is decided again. A batch that the database refuses is retried one by one, so that
 * only the guilty command fails.
 *
 * Two batches are on their way at once: while PostgreSQL writes one, the next is decided and sent.
 *
 * States of streams are remembered, and what is remembered may be old. The append checks whatever
 * is accepted; a refusal is checked by nobody, so it is only final when it was decided against the
 * database.
 */
import type { Pool } from 'pg';
import { appendBatch, type CommandMetadata } from './append';
import { appendByCopy } from './append-by-copy';
import { appendHistory, type HistoryChunk } from './append-history';
import { decideBatch } from './decide-batch';
import { isRefusedByDatabase, LedgerBusy } from './errors';
import type { NewEvent, OpenLedger } from './events';
import { loadStreams, type LoadRequest } from './load';
import type { Projection, StreamModel } from './projection';
import { StreamMemory, type Recalled } from './stream-memory';
import { isLostRace, readNext, settle, tryAgain, type Decision, type Waiting } from './waiting';
import { WriteConnection } from './write-connection';
import { WriteQueue } from './write-queue';

/** What a decision sees. */
export interface LoadedStream<State> {
  readonly ledger: OpenLedger;
  readonly stream: string;
  readonly version: number;
  readonly state: State;
}

/** The stream that a command addresses. */
export type Target =
  | { readonly stream: string }
  /** A new stream named after a number: the given one, or the ledger's next. */
  | { readonly number: number | 'next'; readonly streamOf: (number: number) => string };

export interface LedgerCommand<State> {
  readonly ledgerId: number;
  /** Set when the command opens the ledger. */
  readonly opensPrefix?: string;
  readonly target: Target;
  readonly metadata: CommandMetadata;
  /** Pure; whatever it throws refuses this command and no other. */
  decide(loaded: LoadedStream<State>): readonly NewEvent[];
}

/** Where an accepted command left its stream. A repeat of the command gets the same answer. */
export interface CommandOutcome {
  readonly stream: string;
  readonly versionBefore: number;
  readonly version: number;
}

export interface LedgerWriterOptions {
  readonly maxBatch: number;
  readonly maxQueued: number;
  /** How many streams, and how many ledgers, are remembered between two writes; 50,000 if unset. */
  readonly maxRemembered?: number;
  readonly now: () => Date;
}

/** Some hundred bytes each, as long as states are small. */
const MAX_REMEMBERED = 50_000;

/** As many batches at once keep PostgreSQL busy; more would only make them smaller. */
const LANES = 2;

/** Lets the next statement take everything that arrived in the same turn of the event loop. */
const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export class LedgerWriter<State> {
  private readonly queue: WriteQueue<State, Waiting<State>>;
  private readonly lanes = new Set<Promise<void>>();
  /** Resolves when the batch before the next one is on its way: they leave in order. */
  private lastSent: Promise<undefined> = Promise.resolve(undefined);
  private isClosed = false;
  private readonly memory: StreamMemory<State>;
  private readonly connection: WriteConnection;
  /** What this writer has done since it began. */
  readonly counts = { commands: 0, batches: 0, lost: 0, refused: 0 };

  constructor(
    private readonly pool: Pool,
    private readonly model: StreamModel<State>,
    private readonly projections: readonly Projection<State>[],
    private readonly options: LedgerWriterOptions,
  ) {
    this.memory = new StreamMemory(model, options.maxRemembered ?? MAX_REMEMBERED);
    this.queue = new WriteQueue((command) => this.memory.knows(command));
    this.connection = new WriteConnection(pool, () => this.memory.clear());
  }

  /**
   * Decides and appends one command.
   *
   * @throws what `decide` throws; CommandIdReused; PrefixTaken; TimeOutOfOrder; LedgerBusy when the
   *   queue is full or too many races were lost;
   *   the driver's error when the database is away (the outcome is then unknown: repeat it).
   */
  write(command: LedgerCommand<State>): Promise<CommandOutcome> {
    if (this.isClosed) return Promise.reject(new LedgerBusy('The server is shutting down'));
    if (this.queue.length >= this.options.maxQueued) {
      this.counts.refused++;
      return Promise.reject(new LedgerBusy(`${this.queue.length} changes are waiting already`));
    }
    return new Promise((resolve, reject) => {
      this.queue.push({ command, resolve, reject });
      if (this.lanes.size >= this.maxLanes) return;
      const lane: Promise<void> = this.drain(() => this.lanes.delete(lane));
      this.lanes.add(lane);
    });
  }

  /**
   * Decides and appends very many commands, each on a new stream of the same ledger: for imports.
   * Whoever else writes to the ledger waits meanwhile, but not for more than some thousand events.
   *
   * @returns for each where it left its stream; nothing for those that `write` has to answer
   * @throws LedgerBusy; the driver's error when the database is away (the outcome is then unknown)
   */
  async writeByCopy(
    commands: readonly LedgerCommand<State>[],
  ): Promise<readonly (CommandOutcome | undefined)[]> {
    if (this.isClosed) throw new LedgerBusy('The server is shutting down');
    const now = this.options.now();
    return appendByCopy(this.pool, this.model, this.projections, { commands, now });
  }

  /**
   * Decides and appends the next commands of a ledger that comes as a whole: all, or nothing.
   *
   * @returns the head behind them
   * @throws what `decide` throws; LedgerMoved when somebody else has written; PrefixTaken; LedgerBusy
   */
  async writeHistory(chunk: Omit<HistoryChunk<State>, 'now'>): Promise<number> {
    if (this.isClosed) throw new LedgerBusy('The server is shutting down');
    const now = this.options.now();
    return appendHistory(this.pool, this.model, this.projections, { ...chunk, now });
  }

  /** How many commands wait for the next statement. */
  get queued(): number {
    return this.queue.length;
  }

  /** Refuses new commands and resolves when all accepted ones are answered. */
  async close(): Promise<void> {
    this.isClosed = true;
    await Promise.all(this.lanes);
    await this.connection.end();
  }

  /** Where others write too, what counts is how few times a lock is held while a disk is slow. */
  private get maxLanes(): number {
    return this.memory.isAlone ? LANES : 1;
  }

  /** Writes batch after batch. What it leaves waiting, the other lane takes after its batch. */
  private async drain(leave: () => void): Promise<void> {
    for (;;) {
      await nextTurn();
      const batch = this.queue.take({ lanes: this.maxLanes, maxBatch: this.options.maxBatch });
      if (batch.length === 0) break;
      const sent = Promise.withResolvers<undefined>();
      const before = this.lastSent;
      this.lastSent = sent.promise;
      await before;
      const again = await this.writeBatch(batch, () => {
        sent.resolve(undefined);
      });
      this.queue.answered(batch, again);
      if (this.lanes.size > this.maxLanes) break;
    }
    leave();
  }

  /**
   * Answers the commands of the batch, and returns those that have to wait for another one.
   *
   * @param isSent told when what was decided is on its way, or when there is nothing to send
   */
  private async writeBatch(
    batch: readonly Waiting<State>[],
    isSent: () => void = () => undefined,
  ): Promise<readonly Waiting<State>[]> {
    try {
      const { later, ...rest } = await this.decide(batch);
      const appended = this.append(rest);
      isSent();
      return [...(await appended), ...later];
    } catch (error) {
      isSent();
      // One malformed id or name makes PostgreSQL refuse the reading for all of them.
      if (batch.length > 1 && isRefusedByDatabase(error)) return this.writeOneByOne(batch);
      for (const { reject } of batch) reject(error);
      return [];
    }
  }

  private async decide(batch: readonly Waiting<State>[]) {
    const commands = batch.map(({ command }) => command);
    const toRead = new Set(
      batch.filter(({ command, mustRead }) => mustRead === true || !this.memory.knows(command)),
    );
    const requests = [...toRead].map(({ command }) => this.loadRequest(command));
    const known = this.memory.recall(commands, await loadStreams(this.pool, requests));
    const decided: Decision<State>[] = [];
    const later: Waiting<State>[] = [];
    for (const [index, answer] of decideBatch(this.model, commands, known).entries()) {
      const waiting = batch[index];
      if (!waiting) continue;
      if (answer.kind === 'decided') decided.push({ waiting, ...answer });
      else if (answer.kind === 'twin') later.push(readNext(waiting));
      else if (answer.kind === 'repeated') waiting.resolve(answer.outcome);
      else if (toRead.has(waiting)) waiting.reject(answer.error);
      else later.push(readNext(waiting));
    }
    return { decided, later, known };
  }

  private async append({ decided, known }: Batch<State>): Promise<readonly Waiting<State>[]> {
    if (decided.length === 0) return [];
    const commands = decided.map(({ command }) => command);
    const answered = this.memory.expect(commands);
    try {
      const appended = await appendBatch(this.connection, this.projections, commands, {
        now: this.options.now(),
        knownHeads: known.knownHeads,
      }).finally(answered);
      this.memory.remember(known, commands, appended);
      this.counts.batches++;
      this.counts.commands += commands.length - appended.lost.length;
      this.counts.lost += appended.lost.length;
      return settle(decided, appended);
    } catch (error) {
      this.memory.forget(commands);
      const [only] = decided;
      if (only && decided.length === 1 && isLostRace(error)) return tryAgain(only.waiting);
      if (decided.length > 1 && isRefusedByDatabase(error)) {
        return this.writeOneByOne(decided.map(({ waiting }) => waiting));
      }
      for (const { waiting } of decided) waiting.reject(error);
      return [];
    }
  }

  private loadRequest({ ledgerId, target, metadata }: LedgerCommand<State>): LoadRequest {
    const stream = streamToLoad(target);
    return {
      ledgerId,
      stream,
      afterVersion: stream === null ? 0 : this.memory.versionOf(ledgerId, stream),
      commandId: metadata.requestHash === undefined ? null : metadata.commandId,
    };
  }

  private async writeOneByOne(
    batch: readonly Waiting<State>[],
  ): Promise<readonly Waiting<State>[]> {
    const lost: Waiting<State>[] = [];
    for (const waiting of batch) lost.push(...(await this.writeBatch([waiting])));
    return lost;
  }
}

interface Batch<State> {
  readonly decided: readonly Decision<State>[];
  /** What they were decided against. */
  readonly known: Recalled<State>;
}

/** The stream of the next number cannot exist yet, so there is nothing to read of it. */
function streamToLoad(target: Target): string | null {
  if ('stream' in target) return target.stream;
  return target.number === 'next' ? null : target.streamOf(target.number);
}
