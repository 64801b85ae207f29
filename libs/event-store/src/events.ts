/** What the ledger holds. The store knows no item: `data` and its meaning belong to the caller. */

/** An instant as ISO 8601 in UTC. */
export type Timestamp = string;

/** What a decision asks to be recorded. */
export interface NewEvent {
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: unknown;
  /** One of the streams of the command; the one that it addresses if unset. */
  readonly stream?: string;
  /** Who did it, when that is not the person who gave the command (imports). */
  readonly actorId?: number;
  /** When it happened, when that is not now (imports). Must not be before the stream's last event. */
  readonly occurredAt?: Timestamp;
}

/** One entry of a ledger. */
export interface RecordedEvent {
  readonly ledgerId: number;
  /** Place in the ledger: 1, 2, 3, … without a gap. */
  readonly position: number;
  readonly stream: string;
  /** Place in the stream, from 1. */
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
  /** What is known beside what happened; null most of the time. */
  readonly metadata: unknown;
}

/** The head row of a ledger. */
export interface Ledger {
  readonly id: number;
  readonly prefix: string;
  readonly head: number;
  /** Highest number ever given out plus one. */
  readonly nextNumber: number;
}

/** What a decision may depend on: the append checks the number, and the rest never changes. */
export type OpenLedger = Omit<Ledger, 'head'>;

/** Selects a `RecordedEvent` from the table `events e`. */
export const EVENT_COLUMNS = `
  e.ledger_id AS "ledgerId", e.position, e.stream, e.version, e.type,
  e.schema_version AS "schemaVersion", e.data, e.actor_id AS "actorId",
  e.recorded_by_id AS "recordedById", e.command_id AS "commandId",
  e.correlation_id AS "correlationId", e.channel, e.occurred_at AS "occurredAt",
  e.recorded_at AS "recordedAt", e.metadata`;
