/** Decides the commands of one batch in order, each on the state that its predecessors leave. */
import { envelopeOf } from './append';
import { CommandIdReused, TimeOutOfOrder, UnknownLedger } from '../errors';
import type { Ledger, NewEvent, OpenLedger, Timestamp } from '../events';
import type { CommandOutcome, LedgerCommand, Target } from './commands';
import type { StreamModel } from '../projection/projection';
import { WHEN_RECORDED, streamKey, type Versioned } from '../stream-state';
import type { DecidedCommand, Step } from './decided-command';
import { commandKey, type EarlierCommand, type Known, type Unreadable } from './known';

export interface Decided<State> {
  readonly kind: 'decided';
  readonly command: DecidedCommand<State>;
  readonly outcome: CommandOutcome;
}

export type Answer<State> =
  | Decided<State>
  | { readonly kind: 'repeated'; readonly outcome: CommandOutcome }
  /** A command in the same batch has the same id and must be answered first. */
  | { readonly kind: 'twin' }
  | { readonly kind: 'refused'; readonly error: unknown };

/** Returns one decision, repeat or refusal per command, in order. Pure. */
export function decideBatch<State>(
  model: StreamModel<State>,
  commands: readonly LedgerCommand<State>[],
  known: Known<State>,
): readonly Answer<State>[] {
  const batch = new BatchState(model, known);
  return commands.map((command) => {
    const earlier = known.earlier.get(keyOf(command));
    if (earlier) return repeat(command, earlier);
    try {
      return batch.decide(command);
    } catch (error) {
      return { kind: 'refused', error };
    }
  });
}

function repeat<State>({ metadata }: LedgerCommand<State>, earlier: EarlierCommand): Answer<State> {
  if (earlier.requestHash !== metadata.requestHash) {
    return { kind: 'refused', error: new CommandIdReused(metadata.commandId) };
  }
  // The text is what `BatchState.decide` wrote into `commands.result`.
  return { kind: 'repeated', outcome: JSON.parse(earlier.result) as CommandOutcome };
}

/** The state after the commands of a batch decided so far. */
class BatchState<State> {
  private readonly streams: Map<string, Versioned<State> | Unreadable>;
  private readonly ledgers: Map<number, Ledger>;
  private readonly commandKeys = new Set<string>();
  private readonly untouched: Versioned<State>;

  constructor(
    private readonly model: StreamModel<State>,
    known: Known<State>,
  ) {
    this.streams = new Map(known.streams);
    this.ledgers = new Map(known.ledgers);
    this.untouched = { state: model.initial, version: 0 };
  }

  decide(command: LedgerCommand<State>): Answer<State> {
    const { ledgerId, metadata, also = [] } = command;
    if (this.commandKeys.has(keyOf(command))) return { kind: 'twin' };
    const ledger = this.ledgerOf(command);
    const { stream, number } = resolveTarget(command.target, ledger);
    const before = this.streamOf(ledgerId, stream);
    const others = new Map(also.map((name) => [name, this.streamOf(ledgerId, name)]));
    const events = command.decide({ ledger, stream, ...before, also: others });
    const loaded = new Map([...others, [stream, before]]);
    const steps = this.evolve(command, stream, loaded, events.map(asStored));
    const version = loaded.get(stream)?.version ?? before.version;
    const outcome = { stream, versionBefore: before.version, version };
    // A stream that stays empty has not used its number.
    const isTaken = number !== undefined && version > before.version;
    const after = isTaken ? Math.max(ledger.nextNumber, number + 1) : ledger.nextNumber;
    const nextNumber = number === undefined ? undefined : { before: ledger.nextNumber, after };
    for (const [name, left] of loaded) this.streams.set(streamKey(ledgerId, name), left);
    this.ledgers.set(ledgerId, { ...ledger, nextNumber: after });
    this.commandKeys.add(keyOf(command));
    const result = JSON.stringify(outcome);
    const decided = { ledgerId, nextNumber, metadata, result, steps };
    return { kind: 'decided', outcome, command: decided };
  }

  /** @throws the error that made the stream unreadable */
  private streamOf(ledgerId: number, stream: string): Versioned<State> {
    const found = this.streams.get(streamKey(ledgerId, stream)) ?? this.untouched;
    if ('error' in found) throw found.error;
    return found;
  }

  /** @param loaded the streams of the command, updated by the events */
  private evolve(
    command: LedgerCommand<State>,
    target: string,
    loaded: Map<string, Versioned<State>>,
    events: readonly NewEvent[],
  ): readonly Step<State>[] {
    return events.map(({ stream = target, ...event }) => {
      const before = loaded.get(stream);
      if (!before) throw new Error(`Expected events of the command's streams, found ${stream}`);
      const occurredAt = timeInOrder(event, before.occurredAt);
      const step = { stream, version: before.version + 1, event };
      const stateAfter = this.model.evolve(before.state, envelopeOf(command, step));
      loaded.set(stream, { state: stateAfter, version: step.version, occurredAt });
      return { ...step, stateAfter };
    });
  }

  private ledgerOf(command: LedgerCommand<State>): Ledger {
    const known = this.ledgers.get(command.ledgerId);
    if (known) return known;
    if (command.opensPrefix === undefined) throw new UnknownLedger(command.ledgerId);
    return { id: command.ledgerId, prefix: command.opensPrefix, head: 0, nextNumber: 1 };
  }
}

const keyOf = <State>({ ledgerId, metadata }: LedgerCommand<State>): string =>
  commandKey(ledgerId, metadata.commandId);

/** Ensures that times in a stream never decrease; returns the time of this event. */
function timeInOrder(
  { occurredAt }: NewEvent,
  last: Timestamp | typeof WHEN_RECORDED | undefined,
): Timestamp | typeof WHEN_RECORDED {
  if (occurredAt === undefined) return WHEN_RECORDED;
  if (last === WHEN_RECORDED) throw new TimeOutOfOrder(occurredAt, 'now');
  if (last !== undefined && last > occurredAt) throw new TimeOutOfOrder(occurredAt, last);
  return occurredAt;
}

/**
 * The event as it will be read back: data after a JSON round trip, times in milliseconds. Otherwise
 * the cached state and its rows could differ from a rebuild.
 */
function asStored({ occurredAt, ...event }: NewEvent): NewEvent {
  const data = isAsStored(event.data) ? event.data : throughJson(event.data);
  if (occurredAt === undefined) return { ...event, data };
  return { ...event, data, occurredAt: new Date(occurredAt).toISOString() };
}

const throughJson = (data: unknown): unknown =>
  (JSON.parse(JSON.stringify({ data })) as { data: unknown }).data;

/**
 * Whether the data is a plain object of simple values, as in most events, which JSON returns
 * unchanged.
 */
function isAsStored(data: unknown): boolean {
  if (typeof data !== 'object' || data === null) return false;
  if (Object.getPrototypeOf(data) !== Object.prototype) return false;
  for (const value of Object.values(data)) {
    if (value === null || typeof value === 'string' || typeof value === 'boolean') continue;
    // JSON has neither NaN nor -0.
    if (typeof value === 'number' && Number.isFinite(value) && !Object.is(value, -0)) continue;
    return false;
  }
  return true;
}

function resolveTarget(target: Target, ledger: OpenLedger): { stream: string; number?: number } {
  if ('stream' in target) return target;
  const number = target.number === 'next' ? ledger.nextNumber : target.number;
  return { stream: target.streamOf(number), number };
}
