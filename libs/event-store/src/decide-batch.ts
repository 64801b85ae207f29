/** Decides the commands of one batch in order, each against the state its predecessors leave. */
import { facts, type DecidedCommand } from './append';
import { CommandIdReused, TimeOutOfOrder } from './errors';
import type { NewEvent, OpenLedger, Timestamp } from './events';
import type { CommandOutcome, LedgerCommand, LoadedStream, Target } from './ledger-writer';
import { commandKey, streamKey, type EarlierCommand } from './load';
import type { StreamModel } from './projection';

export interface Decided<State> {
  readonly kind: 'decided';
  readonly command: DecidedCommand<State>;
  readonly outcome: CommandOutcome;
}

type Answer<State> =
  | Decided<State>
  | { readonly kind: 'repeated'; readonly outcome: CommandOutcome }
  /** A command of the same batch has the same id: wait until that one is answered. */
  | { readonly kind: 'twin' }
  | { readonly kind: 'refused'; readonly error: unknown };

/** The state of a stream after its first `version` events. */
export interface Versioned<State> {
  readonly state: State;
  readonly version: number;
  /** When the last event happened; missing while there is none. */
  readonly occurredAt?: Timestamp | typeof NOW;
}

/** Decided in this batch without a time of its own: it happens when it is recorded. */
const NOW = Symbol('when it is recorded');

/** What a batch is decided against; by the keys of `load.ts`. What is missing does not exist. */
export interface Known<State> {
  readonly ledgers: ReadonlyMap<number, OpenLedger>;
  readonly streams: ReadonlyMap<string, Versioned<State>>;
  readonly earlier: ReadonlyMap<string, EarlierCommand>;
}

/** Answers one decision, repeat or refusal per command, in order. Pure. */
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

/** What the decided commands of a batch have left so far. */
class BatchState<State> {
  private readonly streams: Map<string, Versioned<State>>;
  private readonly ledgers: Map<number, OpenLedger>;
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
    if (this.commandKeys.has(keyOf(command))) return { kind: 'twin' };
    const ledger = this.ledgerOf(command);
    const { stream, number } = resolveTarget(command.target, ledger);
    const before = this.streams.get(streamKey(command.ledgerId, stream)) ?? this.untouched;
    const decided = command.decide({ ledger, stream, ...before } satisfies LoadedStream<State>);
    const events = decided.map(asStored);
    const occurredAt = requireTimeOrder(events, before.occurredAt);
    const outcome = {
      stream,
      versionBefore: before.version,
      version: before.version + events.length,
    };
    const base = { ledgerId: command.ledgerId, stream, versionBefore: before.version };
    const steps = this.evolve(before.state, { ...base, metadata: command.metadata }, events);
    // A stream that stays empty has not used its number up.
    const isTaken = number !== undefined && events.length > 0;
    const nextNumber = isTaken ? Math.max(ledger.nextNumber, number + 1) : ledger.nextNumber;
    const state = steps.at(-1)?.stateAfter ?? before.state;
    const after = { state, version: outcome.version };
    this.streams.set(
      streamKey(command.ledgerId, stream),
      occurredAt === undefined ? after : { ...after, occurredAt },
    );
    this.ledgers.set(command.ledgerId, { ...ledger, nextNumber });
    this.commandKeys.add(keyOf(command));
    return {
      kind: 'decided',
      outcome,
      command: {
        ...base,
        opensPrefix: command.opensPrefix,
        nextNumber:
          number === undefined ? undefined : { before: ledger.nextNumber, after: nextNumber },
        metadata: command.metadata,
        result: JSON.stringify(outcome),
        steps,
      },
    };
  }

  private evolve(
    before: State,
    target: Parameters<typeof facts>[0],
    events: readonly NewEvent[],
  ): DecidedCommand<State>['steps'] {
    let state = before;
    return events.map((event, step) => {
      state = this.model.evolve(state, facts(target, event, step));
      return { event, stateAfter: state };
    });
  }

  private ledgerOf(command: LedgerCommand<State>): OpenLedger {
    const known = this.ledgers.get(command.ledgerId);
    if (known) return known;
    if (command.opensPrefix === undefined) {
      throw new Error(`Expected an open ledger, found none with id ${command.ledgerId}`);
    }
    return { id: command.ledgerId, prefix: command.opensPrefix, nextNumber: 1 };
  }
}

const keyOf = <State>({ ledgerId, metadata }: LedgerCommand<State>): string =>
  commandKey(ledgerId, metadata.commandId);

/** Things happen to a stream in the order of its events; answers when the last one did. */
function requireTimeOrder(
  events: readonly NewEvent[],
  before: Timestamp | typeof NOW | undefined,
): Timestamp | typeof NOW | undefined {
  return events.reduce((last, { occurredAt }) => {
    const isInOrder = last === undefined || (last !== NOW && last <= (occurredAt ?? last));
    if (occurredAt !== undefined && !isInOrder) {
      throw new TimeOutOfOrder(occurredAt, last === NOW ? 'now' : last);
    }
    return occurredAt ?? NOW;
  }, before);
}

/**
 * The event as it will be read: data as JSON keeps it, times in milliseconds. Otherwise the state
 * that the process remembers, and its rows, could differ from what a rebuild makes.
 */
function asStored({ occurredAt, ...event }: NewEvent): NewEvent {
  const data = isAsStored(event.data) ? event.data : throughJson(event.data);
  if (occurredAt === undefined) return { ...event, data };
  return { ...event, data, occurredAt: new Date(occurredAt).toISOString() };
}

const throughJson = (data: unknown): unknown =>
  (JSON.parse(JSON.stringify({ data })) as { data: unknown }).data;

/** A plain object of texts, numbers and the like, as most events are, comes back as it is. */
function isAsStored(data: unknown): boolean {
  if (typeof data !== 'object' || data === null) return false;
  if (Object.getPrototypeOf(data) !== Object.prototype) return false;
  for (const value of Object.values(data)) {
    if (value === null || typeof value === 'string' || typeof value === 'boolean') continue;
    // JSON knows neither NaN nor -0.
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
