/**
 * An aggregate defines one kind of stream: which streams it owns, which events can occur in them,
 * and what a command does to them. Everything else that the ledger needs (stored names, schema
 * versions, folding, validation, the user ids in an export) is derived from the registry, which
 * lists every aggregate once.
 */
import type { TrackerCategory } from './categories';
import type { PlainDate } from './plain-date';
import type { UndoDefinitions } from './reversal';
import type { Rule } from './rules';

/** An event of any aggregate: its type is the stored name, its data is stored as JSON. */
export interface AnyEvent {
  readonly type: string;
  readonly data: object;
}

/** Every external input of a decision. */
export interface DecisionContext {
  readonly today: PlainDate;
  /** Highest number ever used in this tracker plus one. */
  readonly nextNumber: number;
  readonly isUser: (id: number) => boolean;
  /** The categories of the tracker; unset where keys are given, which a ledger holds already. */
  readonly categories?: readonly TrackerCategory[];
  /** `stored` accepts what a ledger of version 1 may hold, for its replay; `entered` if unset. */
  readonly rules?: 'entered' | 'stored';
}

/** The metadata of a stored event that states depend on. */
export interface EventEnvelope {
  readonly actorId: number;
  /** Its place in the stream, from 1 on. */
  readonly version: number;
}

/**
 * Converts event data of one schema version to the next. An upcaster is pure and never changes: it
 * describes JSON that is stored permanently, so it must not depend on current types or rules.
 */
export type Upcaster = (data: unknown) => unknown;

/** What the registry knows of one event type. */
export interface EventDefinition<Data extends object = object, Field extends string = string> {
  /**
   * One step per schema version, from version 1 on; the current version is the number of steps plus
   * one.
   */
  readonly upcasters: readonly Upcaster[];
  /** The current rules for the fields that it records. */
  readonly rules: Readonly<Record<string, Pick<Rule<unknown>, 'problem'>>>;
  /** The object with these fields, when it is not the data itself. */
  written?(data: Data): object;
  /**
   * Fields that hold a user id or a list of them; `to.participants` is the field of an object, which
   * may lack it.
   */
  readonly userIds?: readonly (Field | `${Field}.${string}`)[];
}

type DataOf<Event extends AnyEvent, Type> = Extract<Event, { type: Type }>['data'];

/** For `AnyEvent`, `data` is an object with unknown fields. */
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
  /** Whether it owns a stream of this name; each name has at most one owner. */
  owns(stream: string): boolean;
  /** The state before the first event. */
  readonly initial: State;
  readonly events: EventDefinitions<Event>;
  /** @throws DomainError when the command is refused */
  decide(state: State, command: Command, context: DecisionContext): readonly Event[];
  evolve(state: State, event: Event, envelope: EventEnvelope): State;
  /** The way back from each event, or why there is none. */
  readonly undo: UndoDefinitions<Event>;
  /** The command that produces exactly this event from the state before it. */
  commandOf(event: Event): Command;
  /** The reason why an event cannot follow this state; `undefined` when it can. */
  flawOf(before: State, event: Event): string | undefined;
  /** How an event contradicts the name of its stream; `undefined` when it does not. */
  nameFlawOf(event: Event, stream: string): string | undefined;
}

/**
 * An aggregate of unknown type. Every aggregate is assignable to it, because TypeScript allows
 * narrower method parameters; the caller must therefore pass each one only its own states and
 * events, as `AggregateRegistry` does.
 */
export type AnyAggregate = Aggregate<unknown, unknown, AnyEvent>;

/** The events of an aggregate. */
export type EventOf<Kind> = Kind extends Aggregate<unknown, unknown, infer Event> ? Event : never;

/** An event as stored, before upcasting. */
export interface StoredEvent {
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: unknown;
}

/** The folded state of a stream, and the aggregate that owns it. */
export interface FoldedStream {
  /** The name of the aggregate; `null` before the first event. */
  readonly aggregate: string | null;
  /** Read it through `stateOf`. */
  readonly state: unknown;
}

/** A stream before its first event. */
export const UNTOUCHED_STREAM: FoldedStream = { aggregate: null, state: null };

/**
 * The state of a stream of this aggregate; the initial state when the stream is new or of another
 * one.
 */
export function stateOf<State>(
  { name, initial }: Aggregate<State, unknown, AnyEvent>,
  stream: FoldedStream,
): State {
  // Only this aggregate folded it: `AggregateRegistry.evolve` stores the name beside the state.
  return stream.aggregate === name ? (stream.state as State) : initial;
}

/** An upcast event; `undefined` for one of another aggregate. @throws Error as `upcastTo` */
export function eventOf<Event extends AnyEvent>(
  aggregate: Aggregate<unknown, unknown, Event>,
  stored: StoredEvent,
): Event | undefined {
  return Object.hasOwn(aggregate.events, stored.type) ? upcastTo(aggregate, stored) : undefined;
}

/**
 * Upcasts a stored event of an aggregate to the current schema version.
 *
 * @throws Error when the type or schema version is unknown: a newer program wrote the ledger, and
 *   skipping the event would show a wrong state
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
  // The one cast from stored JSON: only `decide` produces it, and the ledger is append-only.
  return { type, data: today as object };
}

const isVersionOf = (upcasters: readonly Upcaster[], version: number): boolean =>
  Number.isInteger(version) && version >= 1 && version <= upcasters.length + 1;
