/** What the ledger asks of the aggregates, without naming any of them. */
import {
  stateOf,
  upcastTo,
  type AnyAggregate,
  type AnyEvent,
  type EventDefinition,
  type EventEnvelope,
  type EventOf,
  type FoldedStream,
  type StoredEvent,
} from './aggregate';
import { wireName } from './rules';

/** An event as it lies in its stream. */
export interface StreamEntry extends StoredEvent, EventEnvelope {
  readonly stream: string;
}

/** Where an event holds the id of a user. */
export interface UserField {
  readonly type: string;
  readonly field: string;
}

interface RegisteredType {
  readonly type: string;
  readonly definition: EventDefinition;
  readonly aggregate: AnyAggregate;
}

export class AggregateRegistry<Event extends AnyEvent> {
  /** The schema version in which each type is written today. */
  readonly schemaVersions: Readonly<Record<Event['type'], number>>;
  /** Every field that holds the id of a user. */
  readonly userFields: readonly UserField[];
  private readonly types: ReadonlyMap<string, RegisteredType>;

  /** @throws Error when two aggregates have the same name, or the same type of event */
  constructor(private readonly aggregates: readonly AnyAggregate[]) {
    const types = aggregates.flatMap(typesOf);
    requireDistinct(aggregates.map(({ name }) => name));
    requireDistinct(types.map(({ type }) => type));
    this.types = new Map(types.map((one) => [one.type, one]));
    this.userFields = types.flatMap(({ type, definition: { userIds = [] } }) =>
      userIds.map((field) => ({ type, field })),
    );
    // Keyed by every type of these aggregates, which `Object.fromEntries` cannot show.
    this.schemaVersions = Object.fromEntries(
      types.map(({ type, definition }) => [type, definition.upcasters.length + 1]),
    ) as Record<Event['type'], number>;
  }

  /** Brings a stored event of any aggregate to today's form. @throws Error as `upcastTo` */
  upcast(stored: StoredEvent): Event {
    // What the aggregates of this registry have is an `Event`.
    return upcastTo(this.ofEvent(stored), stored) as Event;
  }

  /** The aggregate that has an event's type. @throws Error when none has */
  ofEvent(event: Pick<StoredEvent, 'type'> & Partial<StoredEvent>): AnyAggregate {
    return this.registered(event).aggregate;
  }

  /** The aggregate that a stream of this name belongs to. @throws Error when it is none's */
  ofStream(stream: string): AnyAggregate {
    const found = this.aggregates.find((aggregate) => aggregate.owns(stream));
    if (!found) throw new Error(`Expected the name of a stream, found ${stream}`);
    return found;
  }

  /**
   * Folds the next event of a stream.
   *
   * @throws Error as `upcastTo`, and for an event that cannot happen to this stream
   */
  evolve(before: FoldedStream, entry: StreamEntry): FoldedStream {
    const aggregate = this.ofEntry(before, entry);
    const event = upcastTo(aggregate, entry);
    const state = aggregate.evolve(stateOf(aggregate, before), event, entry);
    return { aggregate: aggregate.name, state };
  }

  /**
   * What is wrong with an event, by the stream before it; `undefined` when it follows from it.
   * Deciding makes only such events; a ledger that was written by something else, or changed in the
   * database, may hold others, and folding would not notice: an event that says `from` what never was
   * leaves the same state as one that is true.
   *
   * @throws Error as `evolve`
   */
  flawOf(before: FoldedStream, entry: StreamEntry): string | undefined {
    const aggregate = this.ofEntry(before, entry);
    const event = upcastTo(aggregate, entry);
    const flaw = aggregate.nameFlawOf(event, entry.stream);
    return flaw ?? aggregate.flawOf(stateOf(aggregate, before), event);
  }

  /**
   * What the rules of today would refuse in an event that was accepted once; `undefined` when nothing.
   * Such an event stays: it can be read, imported and verified.
   *
   * @throws Error as `upcastTo`
   */
  refusedToday(stored: StoredEvent): string | undefined {
    const { aggregate, definition } = this.registered(stored);
    const { data } = upcastTo(aggregate, stored);
    for (const [name, value] of valuesOf(definition.written?.(data) ?? data)) {
      const problem = definition.rules[name]?.problem(value);
      if (problem !== undefined) return `${wireName(name)}: ${problem}`;
    }
    return undefined;
  }

  /** The data of an event with its user ids replaced. */
  withUsers(event: AnyEvent, replace: (user: unknown) => unknown): object {
    const { userIds = [] } = this.registered(event).definition;
    const values = valuesOf(event.data);
    const replaced = userIds.map((field) => [field, replace(values.get(field))] as const);
    return { ...event.data, ...Object.fromEntries(replaced) };
  }

  private registered(event: Pick<StoredEvent, 'type'> & Partial<StoredEvent>): RegisteredType {
    const found = this.types.get(event.type);
    if (found) return found;
    const { type, schemaVersion } = event;
    throw new Error(`Expected a known event, found ${type} with schema version ${schemaVersion}`);
  }

  private ofEntry({ aggregate: name }: FoldedStream, entry: StreamEntry): AnyAggregate {
    const aggregate = this.ofEvent(entry);
    const owner = name ?? this.ofStream(entry.stream).name;
    if (aggregate.name === owner) return aggregate;
    throw new Error(`Expected an event of ${owner} ${entry.stream}, found ${entry.type}`);
  }
}

/** The registry of these aggregates. */
export const registryOf = <Kind extends AnyAggregate>(
  aggregates: readonly Kind[],
): AggregateRegistry<EventOf<Kind>> => new AggregateRegistry(aggregates);

const typesOf = (aggregate: AnyAggregate): readonly RegisteredType[] =>
  Object.entries(aggregate.events).map(([type, definition]) => ({ type, definition, aggregate }));

const valuesOf = (data: object): ReadonlyMap<string, unknown> =>
  new Map(Object.entries<unknown>({ ...data }));

function requireDistinct(names: readonly string[]): void {
  const second = names.find((name, index) => names.indexOf(name) !== index);
  if (second !== undefined) throw new Error(`Expected one ${second}, found two`);
}
