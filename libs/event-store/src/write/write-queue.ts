/**
 * The commands that wait to be written. Those of one ledger leave in the order in which they came, so
 * that whoever sends many without waiting for answers finds them in the ledger in that order.
 */
import type { CommandOutcome, LedgerCommand } from './commands';
import { streamKey } from '../stream-state';

/** A batch costs PostgreSQL as much as several commands in it, so few are not divided. */
const LEAST_SHARE = 8;

/** A command that waits for its answer. */
export interface PendingCommand<State> {
  readonly command: LedgerCommand<State>;
  readonly resolve: (outcome: CommandOutcome) => void;
  readonly reject: (error: unknown) => void;
  /** Set once it lost a race, or has to be looked up, so that it goes under the lock. */
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
  /** What the commands on their way are about. */
  private readonly subjects = new Set<string>();
  /** By ledger, how many batches on their way hold commands of it. */
  private readonly busy = new Map<number, number>();
  /** Ledgers of which nothing else may be on its way. */
  private readonly held = new Set<number>();
  private onTheWay = 0;

  /** @param knows whether a command can be decided on what is remembered */
  constructor(private readonly knows: (command: LedgerCommand<State>) => boolean) {}

  get length(): number {
    return this.pending.length;
  }

  push(entry: Omit<PendingCommand<State>, 'place'>): void {
    this.pending.push({ ...entry, place: this.arrived++ });
  }

  /**
   * The next batch of commands that are known: a fair share of all that is here, so that `lanes`
   * batches are alike. A command waits while one on the same stream is on its way, or one that takes a
   * number of the same ledger; and while a number is being taken, so does every command on a stream
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
   * The next batch of commands of which something has to be read, of ledgers of which nothing is on its
   * way; with them those that came after, known or not.
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
   * The next commands of one ledger that have to be decided under its lock, once nothing of the ledger
   * is on its way; with them those that came after, known or not.
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

  /** @param again those that have to wait for another batch */
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
    // The keys of the events guard the streams that are written, and not those that are only seen.
    if (needsLock === true || opensPrefix !== undefined || also !== undefined) return 'lock';
    return this.knows(command) ? 'known' : 'read';
  }

  /** The ledgers that have a command for this way, and nothing on its way. */
  private ledgersOnWay(way: 'read' | 'lock'): Set<number> {
    const entries = this.pending.filter(
      (entry) =>
        !this.held.has(entry.command.ledgerId) &&
        !this.busy.has(entry.command.ledgerId) &&
        this.wayOf(entry) === way,
    );
    return new Set(ledgersOf(entries));
  }

  /** Takes entries out, in order. */
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
