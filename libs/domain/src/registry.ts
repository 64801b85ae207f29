/** Every aggregate there is. All that the ledger knows of events and streams follows from this list. */
import type { EventOf, StoredEvent } from './aggregate';
import { registryOf } from './aggregate-registry';
import { ITEM } from './item/item-aggregate';
import { TRACKER } from './tracker/tracker-aggregate';

export const AGGREGATES = [TRACKER, ITEM] as const;

export type DomainEvent = EventOf<(typeof AGGREGATES)[number]>;
export type EventType = DomainEvent['type'];

export const REGISTRY = registryOf(AGGREGATES);

/** The schema version in which each type is written today. */
export const SCHEMA_VERSIONS = REGISTRY.schemaVersions;

/**
 * Brings a stored event to today's form.
 *
 * @throws Error when the type or schema version is unknown: the ledger was written by a newer
 *   program, and a reader that skips it would show something untrue.
 */
export const upcast = (stored: StoredEvent): DomainEvent => REGISTRY.upcast(stored);
