/**
 * What one process remembers of the streams and ledgers that it wrote to, so that the next command
 * need not read them. An entry is made of acknowledged appends only, from the very facts that a
 * reader would find, and may be old at any moment: the append checks the versions, and a lost race
 * makes the ledger be read for a while, because where two processes meet once they meet again.
 */
import { facts, type Appended, type DecidedCommand } from './append';
import type { Known, Versioned } from './decide-batch';
import type { OpenLedger, Timestamp } from './events';
import type { LedgerCommand } from './ledger-writer';
import { streamKey, type Loaded } from './load';
import type { StreamModel } from './projection';

const READ_AFTER_LOST_RACE_MS = 1_000;

export class StreamMemory<State> {
  private readonly streams: BoundedMap<string, Versioned<State>>;
  private readonly ledgers: BoundedMap<number, OpenLedger>;
  private readonly lostAtMs: BoundedMap<number, number>;

  /**
   * @param maxRemembered how many streams, and how many ledgers, are kept: the latest written
   * @param uptimeMs a clock that nobody sets back
   */
  constructor(
    private readonly model: StreamModel<State>,
    maxRemembered: number,
    private readonly uptimeMs = () => performance.now(),
  ) {
    this.streams = new BoundedMap(maxRemembered);
    this.ledgers = new BoundedMap(maxRemembered);
    this.lostAtMs = new BoundedMap(maxRemembered);
  }

  /** Whether the command can be decided without the database. */
  knows({ ledgerId, target, opensPrefix }: LedgerCommand<State>): boolean {
    if (opensPrefix !== undefined || !this.ledgers.get(ledgerId)) return false;
    const lostAtMs = this.lostAtMs.get(ledgerId);
    if (lostAtMs !== undefined && this.uptimeMs() - lostAtMs < READ_AFTER_LOST_RACE_MS) {
      return false;
    }
    if ('stream' in target) {
      return this.streams.get(streamKey(ledgerId, target.stream)) !== undefined;
    }
    // The stream of the next number does not exist; of a given number nobody knows.
    return target.number === 'next';
  }

  /** What was read, and beside it what is remembered. */
  recall(commands: readonly LedgerCommand<State>[], loaded: Loaded): Known<State> {
    const ledgers = new Map<number, OpenLedger>(loaded.ledgers);
    const streams = new Map<string, Versioned<State>>();
    for (const [key, events] of loaded.streams) {
      const state = events.reduce(
        (current, event) => this.model.evolve(current, event),
        this.model.initial,
      );
      streams.set(key, { state, version: events.at(-1)?.version ?? 0 });
    }
    for (const { ledgerId, target } of commands) {
      const ledger = ledgers.get(ledgerId) ?? this.ledgers.get(ledgerId);
      if (ledger) ledgers.set(ledgerId, ledger);
      if (!('stream' in target)) continue;
      const key = streamKey(ledgerId, target.stream);
      const stream = streams.get(key) ?? this.streams.get(key);
      if (stream) streams.set(key, stream);
    }
    return { ledgers, streams, earlier: loaded.earlier };
  }

  /** Learns from an acknowledged append what its commands, decided against `known`, have left. */
  remember(
    known: Known<State>,
    commands: readonly DecidedCommand<State>[],
    { lost, recordedAt }: Appended,
  ): void {
    const isLost = new Set(lost.map(({ ledgerId, stream }) => streamKey(ledgerId, stream)));
    const streams = new Map<string, Versioned<State>>();
    for (const command of commands) {
      const key = streamKey(command.ledgerId, command.stream);
      const before = streams.get(key) ?? known.streams.get(key);
      const at = recordedAt.get(command.ledgerId);
      if (at !== undefined && !isLost.has(key)) streams.set(key, this.after(command, before, at));
    }
    for (const [key, stream] of streams) if (stream.version > 0) this.streams.set(key, stream);
    for (const key of isLost) this.streams.delete(key);
    for (const ledger of ledgersAfter(known, commands)) this.ledgers.set(ledger.id, ledger);
    for (const { ledgerId } of lost) {
      this.ledgers.delete(ledgerId);
      this.lostAtMs.set(ledgerId, this.uptimeMs());
    }
  }

  /** Nobody knows what the database holds now. */
  forgetAll(): void {
    this.streams.clear();
    this.ledgers.clear();
  }

  private after(
    command: DecidedCommand<State>,
    before: Versioned<State> | undefined,
    recordedAt: Timestamp,
  ): Versioned<State> {
    let state = before?.state ?? this.model.initial;
    for (const [step, { event }] of command.steps.entries()) {
      const occurredAt = event.occurredAt ?? recordedAt;
      state = this.model.evolve(state, { ...facts(command, event, step), occurredAt, recordedAt });
    }
    return { state, version: command.versionBefore + command.steps.length };
  }
}

function ledgersAfter<State>(
  { ledgers }: Known<State>,
  commands: readonly DecidedCommand<State>[],
): Iterable<OpenLedger> {
  const after = new Map<number, OpenLedger>();
  for (const { ledgerId: id, opensPrefix: prefix, nextNumber } of commands) {
    const opened = prefix === undefined ? undefined : { id, prefix, nextNumber: 1 };
    const ledger = after.get(id) ?? ledgers.get(id) ?? opened;
    if (ledger) after.set(id, { ...ledger, nextNumber: nextNumber?.after ?? ledger.nextNumber });
  }
  return after.values();
}

/** Keeps the entries that were set last. */
class BoundedMap<Key, Value> {
  private readonly entries = new Map<Key, Value>();

  constructor(private readonly maxEntries: number) {}

  get(key: Key): Value | undefined {
    return this.entries.get(key);
  }

  set(key: Key, value: Value): void {
    this.entries.delete(key);
    this.entries.set(key, value);
    // A Map goes through its keys in the order in which they were set.
    const [oldest] = this.entries.keys();
    if (this.entries.size > this.maxEntries && oldest !== undefined) this.entries.delete(oldest);
  }

  delete(key: Key): void {
    this.entries.delete(key);
  }

  clear(): void {
    this.entries.clear();
  }
}
