/**
 * The contents of a ledger. The store does not interpret `data`; its meaning belongs to the caller.
 */

/** An instant as ISO 8601 in UTC. */
export type Timestamp = string;

/** An event that a decision wants to record. */
export interface NewEvent {
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: unknown;
  /** One of the streams of the command; by default the one that it addresses. */
  readonly stream?: string;
  /** Who did it, if not the user who gave the command (imports). */
  readonly actorId?: number;
  /** When it happened, if not now (imports). Must not be before the last event of the stream. */
  readonly occurredAt?: Timestamp;
  /** Additional facts about it, which no state depends on. */
  readonly metadata?: object;
}

/** One entry of a ledger. */
export interface RecordedEvent {
  readonly ledgerId: number;
  /** Position in the ledger: 1, 2, 3, … without gaps. */
  readonly position: number;
  readonly stream: string;
  /** Position in the stream, from 1. */
  readonly version: number;
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: unknown;
  readonly actorId: number;
  readonly recordedById: number;
  readonly commandId: string;
  readonly correlationId: string;
  readonly channel: string;
  readonly occurredAt: Timestamp;
  /** Never decreases with the position. */
  readonly recordedAt: Timestamp;
  /** Everything that one act wrote: the command's id, or that of an act of several commands. */
  readonly batch: string;
  /** The batch that it compensates. */
  readonly undoes: string | null;
  /** Additional facts about the event; null if there are none. */
  readonly metadata: unknown;
}

/** The head row of a ledger. */
export interface Ledger {
  readonly id: number;
  readonly prefix: string;
  readonly head: number;
  /** One more than the highest number ever assigned. */
  readonly nextNumber: number;
}

/**
 * The part of a ledger that a decision may depend on: the append checks the number, and the rest
 * never changes.
 */
export type OpenLedger = Omit<Ledger, 'head'>;

/** Selects a `RecordedEvent` from the table `events e`. */
export const EVENT_COLUMNS = `
  e.ledger_id AS "ledgerId", e.position, e.stream, e.version, e.type,
  e.schema_version AS "schemaVersion", e.data, e.actor_id AS "actorId",
  e.recorded_by_id AS "recordedById", e.command_id AS "commandId",
  e.correlation_id AS "correlationId", e.channel, e.occurred_at AS "occurredAt",
  e.recorded_at AS "recordedAt", coalesce(e.batch, e.command_id) AS batch, e.undoes, e.metadata`;
