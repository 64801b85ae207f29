/**
 * The registry: every event type ever written, its current schema version, and the way from
 * stored JSON to an event. Stored names are these literals; renaming one is a new event type.
 */
import type { ItemEvent } from './item-events';
import type { TrackerEvent } from './tracker';

export type DomainEvent = TrackerEvent | ItemEvent;
export type EventType = DomainEvent['type'];

/** The schema version in which each type is written today. */
export const SCHEMA_VERSIONS: Readonly<Record<EventType, number>> = {
  TrackerOpened: 1,
  TrackerDetailsChanged: 1,
  ItemCreated: 1,
  ItemRetitled: 1,
  ItemDueDateMoved: 1,
  ItemRecategorised: 1,
  ItemReassigned: 1,
  ItemReprioritised: 1,
  ItemStatusChanged: 1,
  NoteAdded: 1,
};

/** An event as it lies in the ledger, before anybody knows what it means. */
export interface StoredEventData {
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: unknown;
}

/**
 * Brings a stored event to today's form.
 *
 * @throws Error when the type or schema version is unknown: the ledger was written by a newer
 *   program, and a reader that skips it would show something untrue.
 */
export function upcast(stored: StoredEventData): DomainEvent {
  const { type, schemaVersion, data } = stored;
  if (!isEventType(type) || schemaVersion !== SCHEMA_VERSIONS[type]) {
    throw new Error(`Expected a known event, found ${type} with schema version ${schemaVersion}`);
  }
  // Here stored bytes become a type: only `decide` writes them, and the ledger refuses changes.
  return { type, data } as DomainEvent;
}

const isEventType = (type: string): type is EventType => Object.hasOwn(SCHEMA_VERSIONS, type);

const TRACKER_EVENT_TYPES: readonly string[] = [
  'TrackerOpened',
  'TrackerDetailsChanged',
] satisfies readonly TrackerEvent['type'][];

/** Tells an event of the tracker itself from an event of one of its items. */
export const isTrackerEvent = (event: DomainEvent): event is TrackerEvent =>
  TRACKER_EVENT_TYPES.includes(event.type);
