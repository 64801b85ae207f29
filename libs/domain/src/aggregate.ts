/**
 * What an aggregate is: the rules of one kind of stream. It says which streams are its own, what can
 * happen to them, and what a command means for them. Everything else that the ledger needs (stored
 * names, schema versions, folding, soundness, the user ids in an export) follows from the registry,
 * which lists the aggregates once.
 */
import type { PlainDate } from './plain-date';
import type { Rule } from './rules';

/** An event of any aggregate: its type is the stored name, its data what is stored as JSON. */
export interface AnyEvent {
  readonly type: string;
  readonly data: object;
}

/** Everything from outside that a decision depends on. */
export interface DecisionContext {
  readonly today: PlainDate;
  /** Highest number ever used in this tracker plus one. */
  readonly nextNumber: number;
  readonly isUser: (id: number) => boolean;
  /** `stored`: accepts what a ledger of version 1 may hold, for its replay; `entered` if unset. */
  readonly rules?: 'entered' | 'stored';
}

/** What the ledger knows of an event beside what happened, as far as states depend on it. */
export interface EventEnvelope {
  readonly actorId: number;
}

/**
 * How the data of an old schema version becomes that of the next one. An upcaster is pure and final:
 * it describes JSON that lies in ledgers for ever, so it uses no type and no rule of today.
 */
export type Upcaster = (data: unknown) => unknown;

/** What the registry knows of one event type. */
export interface EventDefinition<Data extends object = object, Field extends string = string> {
  /** From schema version 1 on, one step each; today's version is one more than there are steps. */
  readonly upcasters: readonly Upcaster[];
  /** The rules of today for the fields that it has written. */
  readonly rules: Readonly<Record<string, Pick<Rule<unknown>, 'problem'>>>;
  /** Where these fields are, when they are not the data itself. */
  written?(data: Data): object;
  /** Fields that hold the id of a user. */
  readonly userIds?: readonly Field[];
}

type DataOf<Event extends AnyEvent, Type> = Extract<Event, { type: Type }>['data'];

/** Of any event, `data` is an object of which no field is known. */
type FieldOf<Data extends object> = object extends Data ? string : keyof Data & string;

type EventDefinitions<Event extends AnyEvent> = {
  readonly [Type in Event['type']]: EventDefinition<
    DataOf<Event, Type>,
    FieldOf<DataOf<Event, Type>>
  >;
};

/** One kind of stream: its name, its streams, its events, and pure functions over them. */
export interface Aggregate<State, Command, Event extends AnyEvent> {
  readonly name: string;
  /** Whether a stream of this name belongs to it; no name belongs to two. */
  owns(stream: string): boolean;
  /** Before the first event. */
  readonly initial: State;
  readonly events: EventDefinitions<Event>;
  /** @throws DomainError when the command is refused */
  decide(state: State, command: Command, context: DecisionContext): readonly Event[];
  evolve(state: State, event: Event, envelope: EventEnvelope): State;
  /** The command that decides just this event, given to the state before it. */
  commandOf(event: Event): Command;
  /** What is wrong with an event, by the state before it; `undefined` when it follows from it. */
  flawOf(before: State, event: Event): string | undefined;
  /** What contradicts the name of the stream that an event is in; `undefined` when nothing does. */
  nameFlawOf(event: Event, stream: string): string | undefined;
}

/**
 * An aggregate of which nothing is known but that it is one. TypeScript lets every aggregate pass for
 * it, because parameters of methods may be narrower: whoever calls one gives it only its own states and
 * events, as `AggregateRegistry` does.
 */
export type AnyAggregate = Aggregate<unknown, unknown, AnyEvent>;

/** The events of an aggregate. */
export type EventOf<Kind> = Kind extends Aggregate<unknown, unknown, infer Event> ? Event : never;

/** An event as it lies in the ledger, before anybody knows what it means. */
export interface StoredEvent {
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: unknown;
}

/** A stream by what has happened to it: whose it is, and the state that this aggregate has folded. */
export interface FoldedStream {
  /** The name of the aggregate; `null` before the first event. */
  readonly aggregate: string | null;
  /** Read it by `stateOf`. */
  readonly state: unknown;
}

/** A stream before its first event. */
export const UNTOUCHED_STREAM: FoldedStream = { aggregate: null, state: null };

/** The state of a stream of this aggregate; its initial one when the stream is new, or another's. */
export function stateOf<State>(
  { name, initial }: Aggregate<State, unknown, AnyEvent>,
  stream: FoldedStream,
): State {
  // Only this aggregate has folded it: `AggregateRegistry.evolve` writes the name beside the state.
  return stream.aggregate === name ? (stream.state as State) : initial;
}

/** An event in today's form; `undefined` for one of another aggregate. @throws Error as `upcastTo` */
export function eventOf<Event extends AnyEvent>(
  aggregate: Aggregate<unknown, unknown, Event>,
  stored: StoredEvent,
): Event | undefined {
  return Object.hasOwn(aggregate.events, stored.type) ? upcastTo(aggregate, stored) : undefined;
}

/**
 * Brings a stored event of an aggregate to today's form.
 *
 * @throws Error when the type or schema version is unknown: the ledger was written by a newer
 *   program, and a reader that skips it would show something untrue.
 */
export function upcastTo<Event extends AnyEvent>(
  aggregate: Aggregate<unknown, unknown, Event>,
  stored: StoredEvent,
): Event;
export function upcastTo(
  { events }: AnyAggregate,
  { type, schemaVersion, data }: StoredEvent,
): AnyEvent {
  const upcasters = Object.hasOwn(events, type) ? events[type]?.upcasters : undefined;
  if (!upcasters || !isVersionOf(upcasters, schemaVersion)) {
    throw new Error(`Expected a known event, found ${type} with schema version ${schemaVersion}`);
  }
  const today = upcasters.slice(schemaVersion - 1).reduce((older, step) => step(older), data);
  // Here stored bytes become a type: only `decide` writes them, and the ledger refuses changes.
  return { type, data: today as object };
}

const isVersionOf = (upcasters: readonly Upcaster[], version: number): boolean =>
  Number.isInteger(version) && version >= 1 && version <= upcasters.length + 1;
