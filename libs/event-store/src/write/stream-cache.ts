/**
 * The cache of one process for the streams and ledgers that it wrote to, so that the next command
 * need not read them. Entries come only from acknowledged appends, with the same data that a reader
 * would find. An entry may be outdated at any time: the append then rejects the command, because
 * the version is taken, and the stream is read again.
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

/** How long a ledger is read before each decision after another writer was seen. */
const CONTESTED_MS = 1_000;

/** With `max`, the whole cache would be allocated at once, which takes longer than most commands. */
const atMost = (entries: number) => ({ maxSize: entries, sizeCalculation: () => 1 });

export class StreamCache<State> {
  private readonly streams: LRUCache<string, Versioned<State>>;
  private readonly ledgers: LRUCache<number, Ledger>;
  private readonly contestedAtMs: LRUCache<number, number>;

  /**
   * @param maxCached capacity for streams and for ledgers, least recently used evicted
   * @param uptimeMs a monotonic clock
   */
  constructor(
    private readonly model: StreamModel<State>,
    maxCached: number,
    private readonly uptimeMs = () => performance.now(),
  ) {
    this.streams = new LRUCache(atMost(maxCached));
    this.ledgers = new LRUCache(atMost(maxCached));
    this.contestedAtMs = new LRUCache(atMost(maxCached));
  }

  /** Whether the command can be decided without the database. */
  knows({ ledgerId, target }: LedgerCommand<State>): boolean {
    if (this.isContested(ledgerId) || !this.ledgers.get(ledgerId)) return false;
    if ('stream' in target) {
      return this.streams.get(streamKey(ledgerId, target.stream)) !== undefined;
    }
    // The stream of the next number cannot exist; a given number is never cached.
    return target.number === 'next';
  }

  /** An earlier state of a stream. Events never change, so only later ones have to be read. */
  readonly earlierState: EarlierState<State> = (ledgerId, stream) =>
    this.streams.get(streamKey(ledgerId, stream));

  /** The cached data for these commands, which must be known. */
  get(commands: readonly LedgerCommand<State>[]): Known<State> {
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

  /** Stores the states left by written commands that were decided on `known`. */
  store(
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
      // Folds again, because the recording times are now known.
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

  /** Stores what was read. */
  refresh({ ledgers, streams }: Known<State>): void {
    for (const [id, { prefix, head, nextNumber }] of ledgers) {
      this.see(id, head);
      this.ledgers.set(id, { id, prefix, head, nextNumber });
    }
    for (const [key, stream] of streams) {
      if ('state' in stream && stream.version > 0) this.streams.set(key, stream);
    }
  }

  /** Marks a ledger as written to by others. */
  contest(ledgerId: number): void {
    this.contestedAtMs.set(ledgerId, this.uptimeMs());
  }

  /** The next server to respond may lack the last acknowledged writes. */
  clear(): void {
    for (const map of [this.streams, this.ledgers, this.contestedAtMs]) map.clear();
  }

  /** The outcome of these commands is unknown, so everything they touch is removed. */
  forget(commands: readonly Pick<DecidedCommand<State>, 'ledgerId' | 'steps'>[]): void {
    for (const { ledgerId, steps } of commands) {
      this.ledgers.delete(ledgerId);
      for (const { stream } of steps) this.streams.delete(streamKey(ledgerId, stream));
    }
  }

  /** Stores the head of a ledger after this process's own writes. */
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
