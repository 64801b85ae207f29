/**
 * Validates a line of a ledger file by running its command through the domain again and comparing
 * the events. The import therefore accepts only what commands could have written: every `from`
 * matches the item, every value is allowed, and every target exists.
 */
import { DomainError, REGISTRY, stateOf, type DomainEvent } from '@action-tracker/domain';
import type { NewEvent, Timestamp } from '@action-tracker/event-store';
import { isDeepStrictEqual } from 'node:util';
import { STREAM_MODEL, type StreamState } from '../ledger/stream-model';
import type { EntryMetadata } from '../ledger/entry-metadata';
import { requireTimeInOrder, toNewEvent } from '../ledger/origin';

/** The events of one command, with user ids of this database. */
export interface LedgerLine {
  readonly commandId: string;
  /** The act that it was part of, if not one of its own. */
  readonly batch?: string;
  /** The batch that it compensates. */
  readonly undoes?: string;
  readonly stream: string;
  /** Recorders as the file claims them, first recorder first. */
  readonly recordedByIds: readonly number[];
  readonly events: readonly LedgerLineEvent[];
}

export interface LedgerLineEvent {
  readonly event: DomainEvent;
  readonly actorId: number;
  readonly occurredAt: Timestamp;
  /** Of the file that it was once imported from. */
  readonly row?: number;
}

/** State of a stream between two lines. */
export interface ReplayedStream {
  readonly state: StreamState;
  readonly version: number;
}

/** A stream after a line, and how many of its values only earlier rules accept. */
interface ReplayedLine extends ReplayedStream {
  readonly oldValues: number;
}

export const UNTOUCHED: ReplayedStream = { state: STREAM_MODEL.initial, version: 0 };

interface ReplayContext {
  readonly prefix: string;
  readonly now: Timestamp;
}

/**
 * Applies a line to a stream.
 *
 * @throws DomainError for a line that no command could have written under these rules
 */
export function replayLine(
  before: ReplayedStream,
  line: LedgerLine,
  context: ReplayContext,
): ReplayedLine {
  const start: ReplayedLine = { ...before, oldValues: 0 };
  return line.events.reduce((stream, entry) => {
    requireStream(line.stream, entry.event, context.prefix);
    requireTime(entry.occurredAt);
    const last = stream.version === 0 ? entry.occurredAt : stream.state.occurredAt;
    requireTimeInOrder(entry.occurredAt, { last, now: context.now });
    const { events, isOld } = decideAgain(stream.state, entry.event);
    if (!isDeepStrictEqual(events, [entry.event])) {
      throw refusal(`${entry.event.type} does not follow from the lines before it`);
    }
    const oldValues = stream.oldValues + (isOld ? 1 : 0);
    const version = stream.version + 1;
    const state = STREAM_MODEL.evolve(stream.state, {
      ...{ ledgerId: 0, stream: line.stream, version, recordedAt: null },
      ...{ actorId: entry.actorId, occurredAt: entry.occurredAt },
      ...toNewEvent(entry.event),
    });
    return { state, version, oldValues };
  }, start);
}

/** The table import accepts years from 1900 on in any time zone, so no stored time is earlier. */
const EARLIEST_TIME = '1899-12-31T00:00:00.000Z';

function requireTime(occurredAt: Timestamp): void {
  if (occurredAt >= EARLIEST_TIME) return;
  const message = `expected a time from ${EARLIEST_TIME} on, found ${occurredAt}`;
  throw DomainError.invalid([{ field: 'occurred_at', message }]);
}

/** The events of a line in the form that the append takes. */
export function toNewEvents(line: LedgerLine, importerId: number): readonly NewEvent[] {
  const claims = claimsOf(line, importerId);
  return line.events.map(({ event, actorId, occurredAt, row }) => {
    const metadata = { ...claims, ...(row === undefined ? {} : { row }) };
    const isEmpty = Object.keys(metadata).length === 0;
    return { ...toNewEvent(event), actorId, occurredAt, ...(isEmpty ? {} : { metadata }) };
  });
}

/** Stores no claim when the importer is the only recorder: the ledger records that anyway. */
function claimsOf({ recordedByIds }: LedgerLine, importerId: number): EntryMetadata {
  const isImporter = recordedByIds.length === 1 && recordedByIds[0] === importerId;
  return isImporter ? {} : { claimed_recorded_by_ids: recordedByIds };
}

/** Every stream name of a ledger is its prefix, or the prefix followed by a hyphen and more. */
function requireStream(stream: string, event: DomainEvent, prefix: string): void {
  const aggregate = REGISTRY.ofEvent(event);
  const isHere = stream === prefix || stream.startsWith(`${prefix}-`);
  if (!isHere || !aggregate.owns(stream)) {
    throw refusal(`${event.type} cannot happen to ${stream} in tracker ${prefix}`);
  }
  const flaw = aggregate.nameFlawOf(event, stream);
  if (flaw !== undefined) throw refusal(flaw);
}

/**
 * Tries the current rules first, then those of the older program that may have written the line.
 */
function decideAgain(state: StreamState, event: DomainEvent) {
  try {
    return { events: decideBy('entered', state, event), isOld: false };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { events: decideBy('stored', state, event), isOld: true };
  }
}

function decideBy(rules: 'entered' | 'stored', state: StreamState, event: DomainEvent) {
  const aggregate = REGISTRY.ofEvent(event);
  // The e-mails of the file have already been resolved to existing users.
  const context = { today: '', nextNumber: 1, isUser: () => true, rules };
  return aggregate.decide(stateOf(aggregate, state), aggregate.commandOf(event), context);
}

const refusal = (found: string): DomainError =>
  new DomainError('VALIDATION_ERROR', `Expected a line of a complete history: ${found}`);
