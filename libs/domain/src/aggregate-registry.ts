/** What the ledger needs to know about aggregates, without depending on any particular one. */
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

/** An event as stored in its stream. */
export interface StreamEntry extends StoredEvent, EventEnvelope {
  readonly stream: string;
}

/** A field of an event that holds a user id or a list of them, as `EventDefinition` names it. */
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
  /** The current schema version of each event type. */
  readonly schemaVersions: Readonly<Record<Event['type'], number>>;
  /** Every field that holds a user id. */
  readonly userFields: readonly UserField[];
  private readonly types: ReadonlyMap<string, RegisteredType>;

  /** @throws Error when two aggregates share a name or an event type */
  constructor(private readonly aggregates: readonly AnyAggregate[]) {
    const types = aggregates.flatMap(typesOf);
    requireDistinct(aggregates.map(({ name }) => name));
    requireDistinct(types.map(({ type }) => type));
    this.types = new Map(types.map((one) => [one.type, one]));
    this.userFields = types.flatMap(({ type, definition: { userIds = [] } }) =>
      userIds.map((field) => ({ type, field })),
    );
    // One key per event type, which the type of `Object.fromEntries` cannot express.
    this.schemaVersions = Object.fromEntries(
      types.map(({ type, definition }) => [type, definition.upcasters.length + 1]),
    ) as Record<Event['type'], number>;
  }

  /** Upcasts a stored event of any aggregate. @throws Error as `upcastTo` */
  upcast(stored: StoredEvent): Event {
    // Every event of an aggregate in this registry is an `Event`.
    return upcastTo(this.ofEvent(stored), stored) as Event;
  }

  /** The aggregate of an event type. @throws Error when there is none */
  ofEvent(event: Pick<StoredEvent, 'type'> & Partial<StoredEvent>): AnyAggregate {
    return this.registered(event).aggregate;
  }

  /** The aggregate that owns this stream name. @throws Error when there is none */
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
   * The reason why an event cannot follow in this stream; `undefined` when it can. `decide`
   * produces only valid events, but a ledger written by another program or edited in the database
   * may hold others. Folding does not detect them: an event with a wrong `from` leaves the same
   * state as a correct one.
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
   * What the current rules would refuse in an event accepted earlier; `undefined` when nothing.
   * Such an event stays valid: it can be read, imported and verified.
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
    return userIds.reduce(
      (data, field) => withUsersAt(data, field.split('.'), replace),
      event.data,
    );
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

/** Replaces the ids of one field where they stand. The event, or an object inside, may lack it. */
function withUsersAt(
  data: object,
  [field = '', inner]: readonly string[],
  replace: (user: unknown) => unknown,
): object {
  const value = valuesOf(data).get(field);
  if (value === undefined) return data;
  if (inner === undefined) {
    return { ...data, [field]: Array.isArray(value) ? value.map(replace) : replace(value) };
  }
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, inner)) return data;
  return { ...data, [field]: withUsersAt(value, [inner], replace) };
}

const typesOf = (aggregate: AnyAggregate): readonly RegisteredType[] =>
  Object.entries(aggregate.events).map(([type, definition]) => ({ type, definition, aggregate }));

const valuesOf = (data: object): ReadonlyMap<string, unknown> =>
  new Map(Object.entries<unknown>({ ...data }));

function requireDistinct(names: readonly string[]): void {
  const second = names.find((name, index) => names.indexOf(name) !== index);
  if (second !== undefined) throw new Error(`Expected one ${second}, found two`);
}
