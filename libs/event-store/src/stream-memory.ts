/**
 * What one process remembers of the streams and ledgers that it wrote to, so that the next command
 * need not read them. An entry is made of acknowledged appends only, from the very facts that a
 * reader would find, and may be old at any moment: the append checks the versions, and a lost race
 * makes the ledger be read for a while, because where two processes meet once they meet again.
 */
import { facts, type Appended, type DecidedCommand } from './append';
import type { Known, Versioned } from './decide-batch';
import type { Ledger, OpenLedger, Timestamp } from './events';
import type { LedgerCommand } from './ledger-writer';
import { streamKey, type Loaded } from './load';
import type { StreamModel } from './projection';

const READ_AFTER_LOST_RACE_MS = 1_000;

/** Where others write, they go on writing. */
const NOT_ALONE_MS = 1_000;

/** A ledger as this process has last seen it. */
interface RememberedLedger {
  readonly ledger: OpenLedger;
  /** In what a batch is decided against: where those before it will leave it. */
  readonly head: number;
  /** Since this head nobody else has written, so that what is remembered of later ones is true. */
  readonly sureSince: number;
}

interface RememberedStream<State> extends Versioned<State> {
  /** The head of the ledger when this was the stream's last version. */
  readonly head: number;
}

/** What a batch is decided against, and where nothing else can have happened meanwhile. */
export interface Recalled<State> extends Known<State> {
  readonly seen: ReadonlyMap<number, RememberedLedger>;
  readonly knownHeads: ReadonlyMap<number, number>;
}

export class StreamMemory<State> {
  private readonly streams: BoundedMap<string, RememberedStream<State>>;
  private readonly ledgers: BoundedMap<number, RememberedLedger>;
  private readonly lostAtMs: BoundedMap<number, number>;
  /** By ledger, how many events are sent and not answered yet. */
  private readonly onTheWay = new Map<number, number>();
  private disturbedAtMs = -Infinity;

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

  /** Whether nobody else has lately written to the ledgers that this process writes to. */
  get isAlone(): boolean {
    return this.uptimeMs() - this.disturbedAtMs > NOT_ALONE_MS;
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

  /** The version up to which the events of a stream need not be read; they never change. */
  versionOf(ledgerId: number, stream: string): number {
    return this.streams.get(streamKey(ledgerId, stream))?.version ?? 0;
  }

  /**
   * Counts events that are sent, so that the next batch expects the heads that they will leave.
   *
   * @returns what to call when they are answered
   */
  expect(commands: readonly DecidedCommand<State>[]): () => void {
    const count = (sign: 1 | -1) => {
      for (const { ledgerId, steps } of commands) {
        const events = (this.onTheWay.get(ledgerId) ?? 0) + sign * steps.length;
        if (events === 0) this.onTheWay.delete(ledgerId);
        else this.onTheWay.set(ledgerId, events);
      }
    };
    count(1);
    return () => count(-1);
  }

  /** What is remembered, and what was read of the events since then. */
  recall(commands: readonly LedgerCommand<State>[], loaded: Loaded): Recalled<State> {
    const seen = this.recallLedgers(commands, loaded);
    const streams = new Map<string, Versioned<State>>();
    for (const [key, events] of loaded.streams) {
      const remembered = this.streams.get(key) ?? { state: this.model.initial, version: 0 };
      const last = events.at(-1);
      if (!last) {
        streams.set(key, remembered);
        continue;
      }
      const state = events.reduce(
        (current, event) => this.model.evolve(current, event),
        remembered.state,
      );
      streams.set(key, { state, version: last.version, occurredAt: last.occurredAt });
    }
    const unsure = new Set<number>();
    for (const { ledgerId, target } of commands) {
      if (!('stream' in target)) continue;
      const key = streamKey(ledgerId, target.stream);
      if (streams.has(key)) continue;
      const stream = this.streams.get(key);
      if (stream) streams.set(key, stream);
      const sureSince = seen.get(ledgerId)?.sureSince ?? Infinity;
      if (!stream || stream.head < sureSince) unsure.add(ledgerId);
    }
    const ledgers = new Map([...seen].map(([id, { ledger }]) => [id, ledger]));
    const sure = [...seen].filter(([id]) => !unsure.has(id));
    const knownHeads = new Map(sure.map(([id, { head }]) => [id, head]));
    return { ledgers, streams, earlier: loaded.earlier, seen, knownHeads };
  }

  private recallLedgers(
    commands: readonly LedgerCommand<State>[],
    loaded: Loaded,
  ): ReadonlyMap<number, RememberedLedger> {
    const seen = new Map<number, RememberedLedger>();
    for (const { ledgerId } of commands) {
      const ledger = this.seenLedger(ledgerId, loaded.ledgers.get(ledgerId));
      if (ledger) seen.set(ledgerId, ledger);
    }
    return seen;
  }

  private seenLedger(id: number, read: Ledger | undefined): RememberedLedger | undefined {
    const remembered = this.ledgers.get(id);
    const onTheWay = this.onTheWay.get(id) ?? 0;
    if (!read) return remembered && { ...remembered, head: remembered.head + onTheWay };
    const { head, ...ledger } = read;
    const sureSince = remembered?.head === head ? remembered.sureSince : head;
    return { ledger, head: head + onTheWay, sureSince };
  }

  /** Learns from an acknowledged append what its commands, decided against `known`, have left. */
  remember(
    known: Recalled<State>,
    commands: readonly DecidedCommand<State>[],
    { lost, ledgers }: Appended,
  ): void {
    const isLost = new Set(lost.map(({ ledgerId, stream }) => streamKey(ledgerId, stream)));
    const won = commands.filter(
      ({ ledgerId, stream }) => ledgers.has(ledgerId) && !isLost.has(streamKey(ledgerId, stream)),
    );
    const seen = ledgersAfter(known, won, ledgers);
    if ([...seen].some(([id]) => (known.seen.get(id)?.head ?? 0) !== ledgers.get(id)?.headBefore)) {
      this.disturbedAtMs = this.uptimeMs();
    }
    const streams = new Map<string, Versioned<State>>();
    for (const command of won) {
      const key = streamKey(command.ledgerId, command.stream);
      const before = streams.get(key) ?? known.streams.get(key);
      const at = ledgers.get(command.ledgerId)?.recordedAt;
      if (at !== undefined) streams.set(key, this.after(command, before, at));
    }
    for (const { ledgerId, stream } of won) {
      const key = streamKey(ledgerId, stream);
      const [after, head] = [streams.get(key), seen.get(ledgerId)?.head];
      if (after && after.version > 0 && head !== undefined) {
        this.streams.set(key, { ...after, head });
      }
    }
    for (const key of isLost) this.streams.delete(key);
    for (const [id, ledger] of seen) this.ledgers.set(id, latest(ledger, this.ledgers.get(id)));
    for (const { ledgerId } of lost) {
      this.ledgers.delete(ledgerId);
      this.lostAtMs.set(ledgerId, this.uptimeMs());
    }
  }

  /** What answers next may be another server, which lacks what was acknowledged last. */
  clear(): void {
    for (const map of [this.streams, this.ledgers, this.lostAtMs]) map.clear();
  }

  /** Nobody knows what became of these commands, so of what they touch nothing is remembered. */
  forget(commands: readonly DecidedCommand<State>[]): void {
    for (const { ledgerId, stream } of commands) {
      this.streams.delete(streamKey(ledgerId, stream));
      this.ledgers.delete(ledgerId);
    }
  }

  private after(
    command: DecidedCommand<State>,
    before: Versioned<State> | undefined,
    recordedAt: Timestamp,
  ): Versioned<State> {
    let { state, occurredAt } = before ?? { state: this.model.initial };
    for (const [step, { event }] of command.steps.entries()) {
      occurredAt = event.occurredAt ?? recordedAt;
      state = this.model.evolve(state, { ...facts(command, event, step), occurredAt, recordedAt });
    }
    const version = command.versionBefore + command.steps.length;
    return occurredAt === undefined ? { state, version } : { state, version, occurredAt };
  }
}

function ledgersAfter<State>(
  { seen }: Recalled<State>,
  won: readonly DecidedCommand<State>[],
  appended: Appended['ledgers'],
): ReadonlyMap<number, RememberedLedger> {
  const after = new Map<number, RememberedLedger>();
  for (const { ledgerId: id, opensPrefix: prefix, nextNumber, steps } of won) {
    const before = after.get(id) ?? seen.get(id) ?? opened(id, prefix);
    const headBefore = appended.get(id)?.headBefore;
    if (!before || headBefore === undefined) continue;
    const head = (after.get(id)?.head ?? headBefore) + steps.length;
    after.set(id, {
      ledger: { ...before.ledger, nextNumber: nextNumber?.after ?? before.ledger.nextNumber },
      head,
      sureSince: before.sureSince,
    });
  }
  for (const [id, ledger] of after) {
    const isUndisturbed = (seen.get(id)?.head ?? 0) === appended.get(id)?.headBefore;
    if (!isUndisturbed) after.set(id, { ...ledger, sureSince: ledger.head });
  }
  return after;
}

/** Of two batches on their way at once, the later may be answered first. */
function latest(after: RememberedLedger, now: RememberedLedger | undefined): RememberedLedger {
  if (!now) return after;
  const newer = now.head > after.head ? now : after;
  const nextNumber = Math.max(now.ledger.nextNumber, after.ledger.nextNumber);
  return { ...newer, ledger: { ...newer.ledger, nextNumber } };
}

const opened = (id: number, prefix: string | undefined): RememberedLedger | undefined =>
  prefix === undefined
    ? undefined
    : { ledger: { id, prefix, nextNumber: 1 }, head: 0, sureSince: 0 };

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
    if (this.entries.size <= this.maxEntries) return;
    // A Map goes through its keys in the order in which they were set.
    const [oldest] = this.entries.keys();
    if (oldest !== undefined) this.entries.delete(oldest);
  }

  delete(key: Key): void {
    this.entries.delete(key);
  }

  clear(): void {
    this.entries.clear();
  }
}
