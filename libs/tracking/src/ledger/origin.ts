/** Where a command comes from, and how the ledger stores that. */
import type { Channel } from '@action-tracker/contracts';
import { DomainError, SCHEMA_VERSIONS, type DomainEvent } from '@action-tracker/domain';
import type { CommandMetadata, NewEvent, Timestamp } from '@action-tracker/event-store';
import { byToken } from './entry-metadata';
import { hash, randomUUIDv7 } from 'node:crypto';
import { v5 as uuidv5 } from 'uuid';

export interface Origin {
  readonly actorId: number;
  /** The user who records it, when different from the actor (imports). */
  readonly recordedById?: number;
  readonly channel: Channel;
  readonly correlationId: string;
  /** Identifies repeats of a command. Without it every command is new. */
  readonly commandId?: string;
  /** When it happened, if not now: not before the item's last entry and not in the future. */
  readonly occurredAt?: Timestamp;
  /** The act that it is part of; the command is an act of its own if unset. */
  readonly batch?: string;
  /** The batch that it compensates. */
  readonly undoes?: string;
  /** The personal access token by which it came, if any. */
  readonly tokenId?: string;
}

/**
 * The metadata of a command; `content` distinguishes a repeat from another command with the same
 * id.
 */
export const metadataOf = (origin: Origin, content: unknown): CommandMetadata => ({
  // A batch of one command has its id.
  commandId: origin.commandId ?? origin.batch ?? randomUUIDv7(),
  correlationId: origin.correlationId,
  channel: origin.channel,
  actorId: origin.actorId,
  recordedById: origin.recordedById ?? origin.actorId,
  requestHash: origin.commandId === undefined ? undefined : hashOf(content),
  ...(origin.batch === undefined ? {} : { batch: origin.batch }),
  ...(origin.undoes === undefined ? {} : { undoes: origin.undoes }),
  ...(origin.tokenId === undefined ? {} : { facts: byToken(origin.tokenId) }),
});

/** The command id of one part of a batch, so that a repeat of the batch finds it. */
export const commandIdIn = (batch: string, part: string): string => uuidv5(part, batch);

const hashOf = (content: unknown): string => hash('sha256', JSON.stringify(content), 'base64url');

/** A domain event in the form in which the ledger stores it. */
export const toNewEvent = ({ type, data }: DomainEvent): NewEvent => ({
  type,
  schemaVersion: SCHEMA_VERSIONS[type],
  data,
});

/** Stream versions that a command accepts; any version if unset. */
export type ExpectedVersions = readonly number[] | undefined;

/** @throws DomainError PRECONDITION_FAILED when the stream has another version */
export function requireVersion(expected: ExpectedVersions, found: number): void {
  if (expected === undefined || expected.includes(found)) return;
  throw new DomainError(
    'PRECONDITION_FAILED',
    expected.length === 0
      ? `Expected the strong ETag of a version, found none; the version is ${found}`
      : `Expected version ${expected.join(' or ')}, found version ${found}: somebody else changed it first`,
  );
}

/**
 * @throws DomainError VALIDATION_ERROR when the time precedes the last entry or is in the future
 */
export function requireTimeInOrder(
  occurredAt: Timestamp,
  { last, now }: { readonly last: Timestamp | null; readonly now: Timestamp },
): void {
  const earliest = last ?? now;
  const [from, at, to] = [Date.parse(earliest), Date.parse(occurredAt), Date.parse(now)];
  if (from <= at && at <= to) return;
  const message = `expected a time from ${earliest} to ${now}, found ${occurredAt}`;
  throw DomainError.invalid([{ field: 'occurred_at', message }]);
}
