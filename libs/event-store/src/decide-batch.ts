/** Decides the commands of one batch in order, each against the state its predecessors leave. */
import { facts, type DecidedCommand } from './append';
import { CommandIdReused } from './errors';
import type { Ledger, NewEvent } from './events';
import type { CommandOutcome, LedgerCommand, LoadedStream, Target } from './ledger-writer';
import type { Loaded } from './load';
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

interface Versioned<State> {
  readonly state: State;
  readonly version: number;
}

/** Answers one decision, repeat or refusal per command, in order. Pure. */
export function decideBatch<State>(
  model: StreamModel<State>,
  commands: readonly LedgerCommand<State>[],
  loaded: readonly Loaded[],
): readonly Answer<State>[] {
  const batch = new BatchState(model, loaded);
  return commands.map((command, index) => {
    const earlier = loaded[index]?.earlier;
    if (earlier) return repeat(command, earlier);
    try {
      return batch.decide(command, index);
    } catch (error) {
      return { kind: 'refused', error };
    }
  });
}

function repeat<State>(
  { metadata }: LedgerCommand<State>,
  earlier: NonNullable<Loaded['earlier']>,
): Answer<State> {
  if (earlier.requestHash !== metadata.requestHash) {
    return { kind: 'refused', error: new CommandIdReused(metadata.commandId) };
  }
  // The text is what `BatchState.decide` wrote into `commands.result`.
  return { kind: 'repeated', outcome: JSON.parse(earlier.result) as CommandOutcome };
}

/** What the decided commands of a batch have left so far. */
class BatchState<State> {
  private readonly streams = new Map<string, Versioned<State>>();
  private readonly ledgers = new Map<number, Ledger>();
  private readonly commandKeys = new Set<string>();

  constructor(
    private readonly model: StreamModel<State>,
    private readonly loaded: readonly Loaded[],
  ) {}

  decide(command: LedgerCommand<State>, index: number): Answer<State> {
    if (this.commandKeys.has(commandKey(command))) return { kind: 'twin' };
    const ledger = this.ledgerOf(command, index);
    const { stream, number } = resolveTarget(command.target, ledger);
    const before = this.versionOf(command.ledgerId, stream, index);
    const decided = command.decide({ ledger, stream, ...before } satisfies LoadedStream<State>);
    const events = decided.map(inMilliseconds);
    const outcome = {
      stream,
      versionBefore: before.version,
      version: before.version + events.length,
    };
    const base = { ledgerId: command.ledgerId, stream, versionBefore: before.version };
    let { state } = before;
    const steps = events.map((event, step) => {
      const target = { ...base, metadata: command.metadata };
      state = this.model.evolve(state, facts(target, event, step));
      return { event, stateAfter: state };
    });
    const result = JSON.stringify(outcome);
    // A stream that stays empty has not used its number up.
    const isTaken = number !== undefined && events.length > 0;
    const after = isTaken ? Math.max(ledger.nextNumber, number + 1) : ledger.nextNumber;
    this.streams.set(`${command.ledgerId}/${stream}`, { state, version: outcome.version });
    this.ledgers.set(command.ledgerId, { ...ledger, nextNumber: after });
    this.commandKeys.add(commandKey(command));
    return {
      kind: 'decided',
      outcome,
      command: {
        ...base,
        opensPrefix: command.opensPrefix,
        nextNumber: number !== undefined ? { before: ledger.nextNumber, after } : undefined,
        metadata: command.metadata,
        result,
        steps,
      },
    };
  }

  private ledgerOf(command: LedgerCommand<State>, index: number): Ledger {
    const known = this.ledgers.get(command.ledgerId) ?? this.loaded[index]?.ledger;
    if (known) return known;
    if (command.opensPrefix === undefined) {
      throw new Error(`Expected an open ledger, found none with id ${command.ledgerId}`);
    }
    return { id: command.ledgerId, prefix: command.opensPrefix, head: 0, nextNumber: 1 };
  }

  private versionOf(ledgerId: number, stream: string, index: number): Versioned<State> {
    const known = this.streams.get(`${ledgerId}/${stream}`);
    if (known) return known;
    const events = this.loaded[index]?.events ?? [];
    const state = events.reduce(
      (current, event) => this.model.evolve(current, event),
      this.model.initial,
    );
    return { state, version: events.at(-1)?.version ?? 0 };
  }
}

const commandKey = <State>({ ledgerId, metadata }: LedgerCommand<State>): string =>
  `${ledgerId}/${metadata.commandId}`;

/** The ledger is read in milliseconds: a rebuild could not repeat what is finer. */
const inMilliseconds = (event: NewEvent): NewEvent =>
  event.occurredAt === undefined
    ? event
    : { ...event, occurredAt: new Date(event.occurredAt).toISOString() };

function resolveTarget(target: Target, ledger: Ledger): { stream: string; number?: number } {
  if ('stream' in target) return target;
  const number = target.number === 'next' ? ledger.nextNumber : target.number;
  return { stream: target.streamOf(number), number };
}
