/**
 * The registry: every event type ever written, its current schema version, and the way from
 * stored JSON to an event. Stored names are these literals; renaming one is a new event type.
 */
import type { ItemEvent } from './item-events';
import type { TrackerEvent } from './tracker';
import { keepWhatChanged, type Upcaster } from './upcasters';

export type DomainEvent = TrackerEvent | ItemEvent;
export type EventType = DomainEvent['type'];

/** The way of each type to its schema version of today; the first step is from 1 to 2. */
const UPCASTERS: Readonly<Record<EventType, readonly Upcaster[]>> = {
  TrackerOpened: [],
  TrackerDetailsChanged: [keepWhatChanged],
  ItemCreated: [],
  ItemRetitled: [],
  ItemDueDateMoved: [],
  ItemRecategorised: [],
  ItemReassigned: [],
  ItemReprioritised: [],
  ItemStatusChanged: [],
  NoteAdded: [],
};

/** The schema version in which each type is written today. */
export const SCHEMA_VERSIONS = Object.fromEntries(
  Object.entries(UPCASTERS).map(([type, steps]) => [type, steps.length + 1]),
) as Readonly<Record<EventType, number>>;

/** An event as it lies in the ledger, before anybody knows what it means. */
export interface StoredEventData {
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: unknown;
}

/**
 * Brings a stored event to today's form. Every reader of the ledger comes through here.
 *
 * @throws Error when the type or schema version is unknown: the ledger was written by a newer
 *   program, and a reader that skips it would show something untrue.
 */
export function upcast({ type, schemaVersion, data }: StoredEventData): DomainEvent {
  if (!isEventType(type) || !isVersionOf(type, schemaVersion)) {
    throw new Error(`Expected a known event, found ${type} with schema version ${schemaVersion}`);
  }
  const steps = UPCASTERS[type].slice(schemaVersion - 1);
  // Here stored bytes become a type: only `decide` writes them, and the ledger refuses changes.
  return { type, data: steps.reduce((older, step) => step(older), data) } as DomainEvent;
}

const isVersionOf = (type: EventType, version: number): boolean =>
  Number.isInteger(version) && version >= 1 && version <= SCHEMA_VERSIONS[type];

const isEventType = (type: string): type is EventType => Object.hasOwn(UPCASTERS, type);

const TRACKER_EVENT_TYPES: readonly string[] = [
  'TrackerOpened',
  'TrackerDetailsChanged',
] satisfies readonly TrackerEvent['type'][];

/** Tells an event of the tracker itself from an event of one of its items. */
export const isTrackerEvent = (event: DomainEvent): event is TrackerEvent =>
  TRACKER_EVENT_TYPES.includes(event.type);
