/**
 * The only way to write to a ledger. Each command gets its own outcome or refusal.
 *
 * Most commands can be decided on the cache of this process. Commands that arrive while writes are
 * in flight wait in a bounded queue and share the next statement, each decided on the state that
 * its predecessors leave; two such batches are in flight at once. If the cache is out of date, the
 * keys of the events reject the append.
 *
 * All others are decided on a state just read, or under the lock of their ledger (`locked-write.ts`);
 * a refusal is final only then, because the cache may be out of date.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Pool } from 'pg';
import { append } from './append';
import { appendByCopy } from './append-by-copy';
import { appendHistory, type HistoryChunk } from './append-history';
import type { CommandOutcome, LedgerCommand, LedgerWriterOptions } from './commands';
import { decideBatch, type Answer, type Decided } from './decide-batch';
import { isRefusedByDatabase, LedgerBusy } from '../errors';
import { loadKnown } from './load';
import { writeLocked } from './locked-write';
import { isHistory, type Projection, type StreamModel } from '../projection/projection';
import { StreamCache } from './stream-cache';
import { WriteConnection } from './write-connection';
import { underLock, WriteQueue, type PendingCommand } from './write-queue';
import type { Known } from './known';
import { recordedEntries, withLastEntry, type WrittenEntries } from './written-entries';

/** An entry takes some hundred bytes while states are small. */
const MAX_CACHED = 50_000;

/** Batches in flight: two keep PostgreSQL busy, more would only be smaller. */
const LANES = 2;

/** Share of the pool for transactions under a lock, which may have to wait. */
const LOCKS_SHARE = 0.5;

type Batch<State> = readonly PendingCommand<State>[];
type DecidedPending<State> = Decided<State> & { readonly pending: PendingCommand<State> };

export class LedgerWriter<State> {
  private readonly queue: WriteQueue<State>;
  private readonly batches = new Set<Promise<void>>();
  private readonly reads = new Set<Promise<void>>();
  private readonly transactions = new Set<Promise<void>>();
  private isScheduled = false;
  private isClosed = false;
  private readonly cache: StreamCache<State>;
  private readonly connection: WriteConnection;
  /**
   * Totals since the start: commands written, appends, reads, transactions under a lock, commands
   * decided again after a lost race, and commands rejected because the queue was full.
   */
  readonly counts = { commands: 0, batches: 0, read: 0, locked: 0, lost: 0, refused: 0 };
  private readonly projections: readonly Projection<State>[];

  constructor(
    private readonly pool: Pool,
    private readonly model: StreamModel<State>,
    projections: readonly Projection<State>[],
    private readonly options: LedgerWriterOptions,
  ) {
    this.projections = projections.filter((projection) => !isHistory(projection));
    this.cache = new StreamCache(model, options.maxCached ?? MAX_CACHED);
    this.queue = new WriteQueue((command) => this.cache.knows(command));
    this.connection = new WriteConnection(pool, () => this.cache.clear());
  }

  /**
   * Decides and appends one command.
   *
   * @throws what `decide` throws; CommandIdReused; PrefixTaken; TimeOutOfOrder; LedgerBusy if the
   *   queue is full or the ledger stays locked; the driver's error if the database is unavailable
   *   (the outcome is then unknown: repeat the command)
   */
  write(command: LedgerCommand<State>): Promise<CommandOutcome> {
    if (this.isClosed) return Promise.reject(new LedgerBusy('The server is shutting down'));
    if (this.queue.length >= this.options.maxQueued) {
      this.counts.refused++;
      return Promise.reject(new LedgerBusy(`${this.queue.length} changes are waiting already`));
    }
    return new Promise((resolve, reject) => {
      this.queue.push({ command, resolve, reject });
      this.schedule();
    });
  }

  /**
   * Decides and appends very many commands, each on a new stream of the same ledger, for imports.
   * Other writers to the ledger wait, but for no more than some thousand events.
   *
   * @returns for each where it left its stream, or nothing if `write` has to respond
   * @throws LedgerBusy; the driver's error if the database is unavailable (the outcome is then
   *   unknown)
   */
  async writeByCopy(
    commands: readonly LedgerCommand<State>[],
  ): Promise<readonly (CommandOutcome | undefined)[]> {
    if (this.isClosed) throw new LedgerBusy('The server is shutting down');
    const now = this.options.now();
    return appendByCopy(this.pool, this.model, this.projections, { commands, now });
  }

  /**
   * Decides and appends the next commands of an imported ledger: all or none.
   *
   * @returns the new head
   * @throws what `decide` throws; LedgerMoved if another writer has written; PrefixTaken;
   *   LedgerBusy
   */
  async writeHistory(chunk: Omit<HistoryChunk<State>, 'now'>): Promise<number> {
    if (this.isClosed) throw new LedgerBusy('The server is shutting down');
    const now = this.options.now();
    return appendHistory(this.pool, this.model, this.projections, { ...chunk, now });
  }

  /** Number of commands waiting to be written. */
  get queued(): number {
    return this.queue.length;
  }

  /** Refuses new commands and resolves when all accepted ones have an outcome. */
  async close(): Promise<void> {
    this.isClosed = true;
    const running = [this.batches, this.reads, this.transactions];
    while (this.queue.length > 0 || running.some(({ size }) => size > 0)) {
      await Promise.race([...running.flatMap((some) => [...some]), nextTurn()]);
    }
    await this.connection.end();
  }

  /** Delays sending so that the next batch includes everything from this turn of the event loop. */
  private schedule(): void {
    if (this.isScheduled) return;
    this.isScheduled = true;
    setImmediate(() => {
      this.isScheduled = false;
      this.sendWhatWaits();
    });
  }

  private sendWhatWaits(): void {
    const limits = { lanes: LANES, maxBatch: this.options.maxBatch };
    const takeKnown = () => this.queue.takeKnown(limits);
    this.fill(this.batches, LANES, takeKnown, (batch) => this.writeKnown(batch));
    const takeUnread = () => this.queue.takeUnread(limits.maxBatch);
    this.fill(this.reads, LANES, takeUnread, (batch) => this.writeUnread(batch));
    const mostLocks = Math.max(1, Math.floor(this.pool.options.max * LOCKS_SHARE));
    const takeLocked = () => this.queue.takeLocked(limits.maxBatch);
    this.fill(this.transactions, mostLocks, takeLocked, (batch) => this.writeUnderLock(batch));
  }

  /** @param write responds to the commands of a batch and returns those that have to wait again */
  private fill(
    running: Set<Promise<void>>,
    most: number,
    take: () => Batch<State>,
    write: (batch: Batch<State>) => Promise<Batch<State>>,
  ): void {
    while (running.size < most) {
      const batch = take();
      if (batch.length === 0) return;
      const done: Promise<void> = write(batch).then((again) => {
        running.delete(done);
        this.queue.answered(batch, again);
        this.schedule();
      });
      running.add(done);
    }
  }

  /**
   * Decides on cached states. Commands that are not accepted are decided again under the lock, and
   * so are those that write nothing, because no key of an event would reveal an outdated state.
   */
  private async writeKnown(batch: Batch<State>): Promise<Batch<State>> {
    const known = this.cache.get(batch.map(({ command }) => command));
    const { decided, others } = this.decide(batch, known);
    const { writing = [], idle = [] } = Object.groupBy(decided, ({ command }) =>
      command.steps.length > 0 ? 'writing' : 'idle',
    );
    const again = [...others, ...idle].map(({ pending }) => underLock(pending));
    return [...again, ...(await this.append(writing, known))];
  }

  /** Decides on states just read. A refusal is final. */
  private async writeUnread(batch: Batch<State>): Promise<Batch<State>> {
    const commands = batch.map(({ command }) => command);
    try {
      const known = await loadKnown(this.pool, this.model, commands, this.cache.earlierState);
      this.cache.refresh(known);
      this.counts.read++;
      const { decided, others } = this.decide(batch, known);
      const twins = others.flatMap(({ pending, answer }) => this.answer(pending, answer));
      return [...twins, ...(await this.append(decided, known))];
    } catch (error) {
      // One malformed text makes PostgreSQL reject the query for all of them.
      if (isRefusedByDatabase(error)) return batch.map(underLock);
      this.cache.clear();
      for (const { reject } of batch) reject(error);
      return [];
    }
  }

  private async append(
    decided: readonly DecidedPending<State>[],
    known: Known<State>,
  ): Promise<Batch<State>> {
    if (decided.length === 0) return [];
    const commands = decided.map(({ command }) => command);
    try {
      const now = this.options.now();
      const appended = await append(this.connection, this.projections, commands, now);
      const won = decided.filter(({ command }) => appended.has(command.ledgerId));
      const lost = decided.filter(({ command }) => !appended.has(command.ledgerId));
      const written = recordedEntries(won, appended);
      this.cache.store(known, written, appended);
      this.count(won.length, lost.length);
      for (const { pending, ...one } of won) pending.resolve(withLastEntry(one, written));
      for (const { command } of lost) this.cache.contest(command.ledgerId);
      return lost.map(({ pending }) => underLock(pending));
    } catch (error) {
      // A taken version or one malformed text makes PostgreSQL reject all of them.
      if (isRefusedByDatabase(error)) return decided.map(({ pending }) => underLock(pending));
      this.cache.forget(commands);
      for (const { pending } of decided) pending.reject(error);
      return [];
    }
  }

  /** Decides under the lock of the ledger. A refusal is final. */
  private async writeUnderLock(batch: Batch<State>): Promise<Batch<State>> {
    const commands = batch.map(({ command }) => command);
    try {
      const { answers, known, appended } = await writeLocked(this.pool, {
        ...{ model: this.model, projections: this.projections, commands },
        now: this.options.now(),
        earlierState: this.cache.earlierState,
      });
      const decided = answers.filter((answer) => answer.kind === 'decided');
      const written = recordedEntries(decided, appended);
      this.cache.refresh(known);
      this.cache.store(known, written, appended);
      this.counts.locked++;
      this.count(decided.length, 0);
      return batch.flatMap((pending, index) => this.answer(pending, answers[index], written));
    } catch (error) {
      if (batch.length > 1 && isRefusedByDatabase(error)) return await this.writeOneByOne(batch);
      if (!isRefusedByDatabase(error)) this.cache.clear();
      for (const { reject } of batch) reject(error);
      return [];
    }
  }

  /** @returns the command if it has to wait for a command with the same id */
  private answer(
    pending: PendingCommand<State>,
    answer: Answer<State> | undefined,
    written: WrittenEntries<State> = new Map(),
  ): Batch<State> {
    if (answer?.kind === 'twin') return [underLock(pending)];
    if (answer?.kind === 'refused') pending.reject(answer.error);
    else if (answer) pending.resolve(withLastEntry(answer, written));
    return [];
  }

  private async writeOneByOne(batch: Batch<State>): Promise<Batch<State>> {
    const again: PendingCommand<State>[] = [];
    for (const pending of batch) again.push(...(await this.writeUnderLock([pending])));
    return again;
  }

  private decide(batch: Batch<State>, known: Known<State>) {
    const commands = batch.map(({ command }) => command);
    const decided: DecidedPending<State>[] = [];
    const others: { pending: PendingCommand<State>; answer: Answer<State> }[] = [];
    for (const [index, answer] of decideBatch(this.model, commands, known).entries()) {
      const pending = batch[index];
      if (!pending) continue;
      if (answer.kind === 'decided') decided.push({ ...answer, pending });
      else others.push({ pending, answer });
    }
    return { decided, others };
  }

  private count(commands: number, lost: number): void {
    if (commands + lost > 0) this.counts.batches++;
    this.counts.commands += commands;
    this.counts.lost += lost;
  }
}
