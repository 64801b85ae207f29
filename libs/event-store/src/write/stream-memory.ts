/**
 * What one process remembers of the streams and ledgers that it wrote to, so that the next command
 * need not read them. An entry is made of acknowledged appends only, from the very facts that a
 * reader would find. It may be old at any moment: the append refuses what was decided on an old state,
 * because the version is taken, and then the stream is read again.
 */
import { LRUCache } from 'lru-cache';
import type { Appended } from './append';
import type { Ledger } from '../events';
import type { LedgerCommand } from './commands';
import type { EarlierState } from './load';
import type { StreamModel } from '../projection/projection';
import { streamKey, type Versioned } from '../stream-state';
import type { DecidedCommand } from './decided-command';
import type { Known } from './known';
import type { WrittenEntries } from './written-entries';

/** A ledger to which somebody else writes is read for so long before each decision. */
const CONTESTED_MS = 1_000;

export class StreamMemory<State> {
  private readonly streams: LRUCache<string, Versioned<State>>;
  private readonly ledgers: LRUCache<number, Ledger>;
  private readonly contestedAtMs: LRUCache<number, number>;

  /**
   * @param maxRemembered how many streams, and how many ledgers, are kept: the latest used
   * @param uptimeMs a clock that nobody sets back
   */
  constructor(
    private readonly model: StreamModel<State>,
    maxRemembered: number,
    private readonly uptimeMs = () => performance.now(),
  ) {
    this.streams = new LRUCache({ max: maxRemembered });
    this.ledgers = new LRUCache({ max: maxRemembered });
    this.contestedAtMs = new LRUCache({ max: maxRemembered });
  }

  /** Whether the command can be decided without the database. */
  knows({ ledgerId, target }: LedgerCommand<State>): boolean {
    if (this.isContested(ledgerId) || !this.ledgers.get(ledgerId)) return false;
    if ('stream' in target) {
      return this.streams.get(streamKey(ledgerId, target.stream)) !== undefined;
    }
    // The stream of the next number does not exist; of a given number nothing is remembered.
    return target.number === 'next';
  }

  /** A state that a stream has had. Its events never change, so only those after it are to be read. */
  readonly earlierState: EarlierState<State> = (ledgerId, stream) =>
    this.streams.get(streamKey(ledgerId, stream));

  /** What is remembered of what these commands address. They are known. */
  recall(commands: readonly LedgerCommand<State>[]): Known<State> {
    const ledgers = new Map<number, Ledger>();
    const streams = new Map<string, Versioned<State>>();
    for (const { ledgerId, target } of commands) {
      const ledger = this.ledgers.get(ledgerId);
      if (ledger) ledgers.set(ledgerId, ledger);
      if (!('stream' in target)) continue;
      const key = streamKey(ledgerId, target.stream);
      const stream = this.streams.get(key);
      if (stream) streams.set(key, stream);
    }
    return { ledgers, streams, earlier: new Map() };
  }

  /** Learns what commands have left that were decided against `known`, and are written. */
  remember(
    { ledgers, streams }: Known<State>,
    written: WrittenEntries<State>,
    appended: ReadonlyMap<number, Appended>,
  ): void {
    for (const [ledgerId, { headBefore }] of appended) this.see(ledgerId, headBefore);
    const after = new Map<string, Versioned<State>>();
    for (const [{ ledgerId, nextNumber }, events] of written) {
      const ledger = this.ledgers.get(ledgerId) ?? ledgers.get(ledgerId);
      if (!ledger) continue;
      const next = nextNumber?.after ?? ledger.nextNumber;
      const head = ledger.head + events.length;
      this.ledgers.set(ledgerId, { ...ledger, head, nextNumber: next });
      // Folds once more, as now the times are known.
      for (const event of events) {
        const key = streamKey(ledgerId, event.stream);
        const known = after.get(key) ?? streams.get(key);
        const state = known && 'state' in known ? known.state : this.model.initial;
        const { version, occurredAt } = event;
        after.set(key, { state: this.model.evolve(state, event), version, occurredAt });
      }
    }
    for (const [key, stream] of after) this.streams.set(key, stream);
  }

  /** Learns what was read. */
  learn({ ledgers, streams }: Known<State>): void {
    for (const [id, { prefix, head, nextNumber }] of ledgers) {
      this.see(id, head);
      this.ledgers.set(id, { id, prefix, head, nextNumber });
    }
    for (const [key, stream] of streams) {
      if ('state' in stream && stream.version > 0) this.streams.set(key, stream);
    }
  }

  /** Somebody else writes to this ledger, too. */
  contest(ledgerId: number): void {
    this.contestedAtMs.set(ledgerId, this.uptimeMs());
  }

  /** What answers next may be another server, which lacks what was acknowledged last. */
  clear(): void {
    for (const map of [this.streams, this.ledgers, this.contestedAtMs]) map.clear();
  }

  /** It is not known what became of these commands, so of what they touch nothing is remembered. */
  forget(commands: readonly Pick<DecidedCommand<State>, 'ledgerId' | 'steps'>[]): void {
    for (const { ledgerId, steps } of commands) {
      this.ledgers.delete(ledgerId);
      for (const { stream } of steps) this.streams.delete(streamKey(ledgerId, stream));
    }
  }

  /** The head of a ledger, once all that this process wrote is there. */
  private see(ledgerId: number, head: number): void {
    const ledger = this.ledgers.get(ledgerId);
    if (!ledger || ledger.head === head) return;
    this.contest(ledgerId);
    this.ledgers.set(ledgerId, { ...ledger, head });
  }

  private isContested(ledgerId: number): boolean {
    const at = this.contestedAtMs.get(ledgerId);
    return at !== undefined && this.uptimeMs() - at < CONTESTED_MS;
  }
}
