/** Every aggregate. All that the ledger knows of events and streams is derived from this list. */
import type { EventOf, StoredEvent } from './aggregate';
import { registryOf } from './aggregate-registry';
import { BATCH } from './batch/batch-aggregate';
import { ITEM } from './item/item-aggregate';
import { ORGANISATION } from './organisation/organisation-aggregate';
import { REVIEW } from './review/review-aggregate';
import { TRACKER } from './tracker/tracker-aggregate';

export const AGGREGATES = [TRACKER, ITEM, REVIEW, BATCH, ORGANISATION] as const;

export type DomainEvent = EventOf<(typeof AGGREGATES)[number]>;
export type EventType = DomainEvent['type'];

export const REGISTRY = registryOf(AGGREGATES);

/** The current schema version of each event type. */
export const SCHEMA_VERSIONS = REGISTRY.schemaVersions;

/**
 * Upcasts a stored event to the current schema version.
 *
 * @throws Error when the type or schema version is unknown: a newer program wrote the ledger, and
 *   skipping the event would show a wrong state
 */
export const upcast = (stored: StoredEvent): DomainEvent => REGISTRY.upcast(stored);
