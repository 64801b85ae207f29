/**
 * The commands that wait for a batch. Those of one ledger leave in the order in which they came, so
 * that whoever sends many without waiting for answers finds them in the ledger in that order.
 */
import type { LedgerCommand } from './ledger-writer';
import { streamKey } from './load';

/** A batch costs PostgreSQL as much as several commands in it, so few are not divided. */
const LEAST_SHARE = 8;

interface Entry<State> {
  readonly command: LedgerCommand<State>;
}

export class WriteQueue<State, Waiting extends Entry<State>> {
  private readonly waiting: Waiting[] = [];
  /** What the commands on their way are about. */
  private readonly subjects = new Set<string>();
  private onTheWay = 0;

  /** @param knows whether a command can be decided on what is remembered */
  constructor(private readonly knows: (command: LedgerCommand<State>) => boolean) {}

  get length(): number {
    return this.waiting.length;
  }

  push(entry: Waiting): void {
    this.waiting.push(entry);
  }

  /**
   * The next batch: a fair share of all that is here, so that `lanes` batches are alike. A command
   * waits while one on the same stream is on its way, or one that takes a number of the same ledger;
   * and while a number is being taken, so does every command on a stream that may be the new one.
   */
  take({ lanes, maxBatch }: { readonly lanes: number; readonly maxBatch: number }): Waiting[] {
    const here = this.waiting.length + this.onTheWay;
    const share = Math.max(Math.ceil(here / lanes), LEAST_SHARE);
    const batch: Waiting[] = [];
    const subjects = new Set<string>();
    const left: Waiting[] = [];
    const heldLedgers = new Set<number>();
    let seen = 0;
    for (const entry of this.waiting) {
      if (batch.length === maxBatch) break;
      seen++;
      const { ledgerId } = entry.command;
      const subject = subjectOf(entry.command);
      const hasRoom = batch.length < share || subjects.has(subject);
      if (hasRoom && !heldLedgers.has(ledgerId) && this.isFree(entry.command, subject)) {
        batch.push(entry);
        subjects.add(subject);
      } else {
        left.push(entry);
        heldLedgers.add(ledgerId);
      }
    }
    if (batch.length === 0) return batch;
    this.waiting.splice(0, seen, ...left);
    this.onTheWay += batch.length;
    for (const subject of subjects) this.subjects.add(subject);
    return batch;
  }

  /** @param again those that have to wait for another batch */
  answered(batch: readonly Waiting[], again: readonly Waiting[]): void {
    this.onTheWay -= batch.length;
    for (const { command } of batch) this.subjects.delete(subjectOf(command));
    this.waiting.unshift(...again);
  }

  private isFree(command: LedgerCommand<State>, subject: string): boolean {
    if (this.subjects.has(subject)) return false;
    return !this.subjects.has(numberOf(command.ledgerId)) || this.knows(command);
  }
}

/** Commands with the same subject are never in two batches at once. */
const subjectOf = <State>({ ledgerId, target, opensPrefix }: LedgerCommand<State>): string =>
  'stream' in target && opensPrefix === undefined
    ? streamKey(ledgerId, target.stream)
    : numberOf(ledgerId);

const numberOf = (ledgerId: number): string => `number of ${ledgerId}`;
