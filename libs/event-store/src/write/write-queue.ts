/**
 * The commands waiting to be written. Commands on one ledger keep their order, so a caller that
 * sends many without waiting for responses finds them in the ledger in that order.
 */
import type { CommandOutcome, LedgerCommand } from './commands';
import { streamKey } from '../stream-state';

/** The fixed cost of a batch equals several commands, so small batches are not divided. */
const LEAST_SHARE = 8;

/** A command without an outcome yet. */
export interface PendingCommand<State> {
  readonly command: LedgerCommand<State>;
  readonly resolve: (outcome: CommandOutcome) => void;
  readonly reject: (error: unknown) => void;
  /** Set if it lost a race or has to be decided under the lock. */
  readonly needsLock?: true;
  /** In the order of arrival. */
  readonly place: number;
}

export const underLock = <State>(pending: PendingCommand<State>): PendingCommand<State> => ({
  ...pending,
  needsLock: true,
});

export class WriteQueue<State> {
  private readonly pending: PendingCommand<State>[] = [];
  private arrived = 0;
  /** The subjects of the commands in flight. */
  private readonly subjects = new Set<string>();
  /** Number of batches in flight, by ledger. */
  private readonly busy = new Map<number, number>();
  /** Ledgers that may have nothing else in flight. */
  private readonly held = new Set<number>();
  private onTheWay = 0;

  /** @param knows whether a command can be decided on cached states */
  constructor(private readonly knows: (command: LedgerCommand<State>) => boolean) {}

  get length(): number {
    return this.pending.length;
  }

  push(entry: Omit<PendingCommand<State>, 'place'>): void {
    this.pending.push({ ...entry, place: this.arrived++ });
  }

  /**
   * The next batch of commands on cached states: a fair share of the queue, so that `lanes` batches
   * have similar sizes. A command waits while one on the same stream, or one that takes a number of
   * the same ledger, is in flight; while a number is being taken, so does every command on a stream
   * that may be the new one.
   */
  takeKnown({
    lanes,
    maxBatch,
  }: {
    readonly lanes: number;
    readonly maxBatch: number;
  }): PendingCommand<State>[] {
    const here = this.pending.length + this.onTheWay;
    const share = Math.max(Math.ceil(here / lanes), LEAST_SHARE);
    const subjects = new Set<string>();
    const heldLedgers = new Set(this.held);
    let count = 0;
    const batch = this.take((entry) => {
      const { command } = entry;
      const subject = subjectOf(command);
      const isTaken =
        count < maxBatch &&
        (count < share || subjects.has(subject)) &&
        !heldLedgers.has(command.ledgerId) &&
        !this.subjects.has(subject) &&
        this.wayOf(entry) === 'known';
      if (isTaken) {
        count++;
        subjects.add(subject);
      } else heldLedgers.add(command.ledgerId);
      return isTaken;
    });
    for (const subject of subjects) this.subjects.add(subject);
    for (const id of ledgersOf(batch)) this.busy.set(id, (this.busy.get(id) ?? 0) + 1);
    return batch;
  }

  /**
   * The next batch of commands that need a read, on ledgers with nothing in flight, together with
   * the commands on them that came later.
   */
  takeUnread(maxBatch: number): PendingCommand<State>[] {
    const unread = this.ledgersOnWay('read');
    let count = 0;
    const batch = this.take((entry) => {
      const { ledgerId } = entry.command;
      const isTaken = count < maxBatch && unread.has(ledgerId) && this.wayOf(entry) !== 'lock';
      if (isTaken) count++;
      else unread.delete(ledgerId);
      return isTaken;
    });
    for (const id of ledgersOf(batch)) this.held.add(id);
    return batch;
  }

  /**
   * The next commands of one ledger that have to be decided under its lock, once the ledger has
   * nothing in flight, together with the commands on it that came later.
   */
  takeLocked(maxBatch: number): PendingCommand<State>[] {
    const [ledgerId] = this.ledgersOnWay('lock');
    if (ledgerId === undefined) return [];
    const opens = this.pending.some(({ command }) => opensLedger(command, ledgerId));
    const most = opens ? 1 : maxBatch;
    let count = 0;
    const batch = this.take(({ command }) => command.ledgerId === ledgerId && count++ < most);
    this.held.add(ledgerId);
    return batch;
  }

  /** @param again commands that have to wait for another batch */
  answered(batch: readonly PendingCommand<State>[], again: readonly PendingCommand<State>[]): void {
    this.onTheWay -= batch.length;
    for (const { command } of batch) this.subjects.delete(subjectOf(command));
    for (const id of ledgersOf(batch)) {
      this.held.delete(id);
      const count = (this.busy.get(id) ?? 0) - 1;
      if (count > 0) this.busy.set(id, count);
      else this.busy.delete(id);
    }
    if (again.length === 0) return;
    this.pending.push(...again);
    this.pending.sort((a, b) => a.place - b.place);
  }

  private wayOf({ command, needsLock }: PendingCommand<State>): 'known' | 'read' | 'lock' {
    const { opensPrefix, also } = command;
    // The keys of the events guard streams that are written, not those that are only read.
    if (needsLock === true || opensPrefix !== undefined || also !== undefined) return 'lock';
    return this.knows(command) ? 'known' : 'read';
  }

  /** The ledgers with a command for this path and nothing in flight. */
  private ledgersOnWay(way: 'read' | 'lock'): Set<number> {
    const entries = this.pending.filter(
      (entry) =>
        !this.held.has(entry.command.ledgerId) &&
        !this.busy.has(entry.command.ledgerId) &&
        this.wayOf(entry) === way,
    );
    return new Set(ledgersOf(entries));
  }

  /** Removes entries, in order. */
  private take(isTaken: (entry: PendingCommand<State>) => boolean): PendingCommand<State>[] {
    const { taken = [], left = [] } = Object.groupBy(this.pending, (entry) =>
      isTaken(entry) ? 'taken' : 'left',
    );
    if (taken.length > 0) this.pending.splice(0, this.pending.length, ...left);
    this.onTheWay += taken.length;
    return taken;
  }
}

const ledgersOf = <State>(batch: readonly PendingCommand<State>[]): ReadonlySet<number> =>
  new Set(batch.map(({ command }) => command.ledgerId));

const opensLedger = <State>({ ledgerId, opensPrefix }: LedgerCommand<State>, id: number): boolean =>
  ledgerId === id && opensPrefix !== undefined;

/** Commands with the same subject are never in two batches at once. */
const subjectOf = <State>({ ledgerId, target }: LedgerCommand<State>): string =>
  'stream' in target ? streamKey(ledgerId, target.stream) : `number of ${ledgerId}`;
