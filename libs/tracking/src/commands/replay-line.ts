/**
 * Decides one line of a ledger file: not by believing it, but by giving its command again to the
 * domain and comparing. So nothing enters that people could not have done: every `from` is what the
 * item had, every value is allowed, nothing happens to what does not exist.
 */
import {
  assertNever,
  decideItem,
  decideTracker,
  DomainError,
  formatItemId,
  isTrackerEvent,
  ITEM_NUMBER_MAX,
  shown,
  type DomainEvent,
} from '@action-tracker/domain';
import type { NewEvent, Timestamp } from '@action-tracker/event-store';
import { isDeepStrictEqual } from 'node:util';
import { STREAM_MODEL, type StreamState } from '../stream-model';
import { requireTimeInOrder, toNewEvent } from './origin';

/** What one command has written, with the users of this database. */
export interface LedgerLine {
  readonly commandId: string;
  readonly stream: string;
  /** Who recorded it as the file claims, the first recorder first. */
  readonly recordedByIds: readonly number[];
  readonly events: readonly LedgerLineEvent[];
}

export interface LedgerLineEvent {
  readonly event: DomainEvent;
  readonly actorId: number;
  readonly occurredAt: Timestamp;
}

/** A stream between two lines. */
export interface ReplayedStream {
  readonly state: StreamState;
  readonly version: number;
}

/** A stream after a line, and how many values of the line only earlier rules accept. */
interface ReplayedLine extends ReplayedStream {
  readonly oldValues: number;
}

export const UNTOUCHED: ReplayedStream = { state: STREAM_MODEL.initial, version: 0 };

interface ReplayContext {
  readonly prefix: string;
  readonly now: Timestamp;
}

/**
 * The stream after a line.
 *
 * @throws DomainError for a line that these commands and rules could not have written.
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

/** The import of a table reads years from 1900 on, in whatever zone; nothing that is older was ever stored. */
const EARLIEST_TIME = '1899-12-31T00:00:00.000Z';

function requireTime(occurredAt: Timestamp): void {
  if (occurredAt >= EARLIEST_TIME) return;
  const message = `expected a time from ${EARLIEST_TIME} on, found ${occurredAt}`;
  throw DomainError.invalid([{ field: 'occurred_at', message }]);
}

/** The events of a line as the append takes them. */
export const toNewEvents = ({ events }: LedgerLine): readonly NewEvent[] =>
  events.map(({ event, actorId, occurredAt }) => ({ ...toNewEvent(event), actorId, occurredAt }));

function requireStream(stream: string, event: DomainEvent, prefix: string): void {
  const isItem = stream.startsWith(`${prefix}-`);
  const isRight = isTrackerEvent(event) ? stream === prefix : isItem;
  if (!isRight) throw refusal(`${event.type} cannot happen to ${stream} in tracker ${prefix}`);
  if (event.type === 'TrackerOpened' && event.data.prefix !== prefix) {
    throw refusal(`the prefix ${prefix}, found ${event.data.prefix}`);
  }
  if (event.type !== 'ItemCreated') return;
  requireNumber(event.data.number);
  const expected = formatItemId({ prefix, number: event.data.number });
  if (stream !== expected) throw refusal(`${stream} cannot have the number of ${expected}`);
}

function requireNumber(number: unknown): void {
  if (Number.isInteger(number) && Number(number) >= 1 && Number(number) <= ITEM_NUMBER_MAX) return;
  throw refusal(`a whole number from 1 to ${ITEM_NUMBER_MAX}, found ${shown(number)}`);
}

type DecisionRules = 'entered' | 'stored';

/** By the rules of today; where these refuse, by those of the program that may have written it. */
function decideAgain(state: StreamState, event: DomainEvent) {
  try {
    return { events: decideBy('entered', state, event), isOld: false };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { events: decideBy('stored', state, event), isOld: true };
  }
}

function decideBy(
  rules: DecisionRules,
  state: StreamState,
  event: DomainEvent,
): readonly DomainEvent[] {
  if (event.type === 'TrackerOpened') {
    return decideTracker(state.tracker, { ...event.data, type: 'OpenTracker' }, rules);
  }
  if (event.type === 'TrackerDetailsChanged') {
    const command = { ...event.data.to, type: 'ChangeTrackerDetails' } as const;
    return decideTracker(state.tracker, command, rules);
  }
  const nextNumber = event.type === 'ItemCreated' ? event.data.number : 1;
  // Owners were e-mails in the file, and became ids of users that are there.
  const context = { today: '', nextNumber, isUser: () => true, rules };
  return decideItem(state.item, commandOf(event), context);
}

type ItemEvent = Exclude<DomainEvent, { type: 'TrackerOpened' | 'TrackerDetailsChanged' }>;

function commandOf(event: ItemEvent): Parameters<typeof decideItem>[1] {
  switch (event.type) {
    case 'ItemCreated':
      return { ...event.data, type: 'CreateItem' };
    case 'ItemRetitled':
      return { type: 'ChangeItem', changes: { title: event.data.to } };
    case 'ItemDueDateMoved':
      return { type: 'ChangeItem', changes: { dueDate: event.data.to } };
    case 'ItemRecategorised':
      return { type: 'ChangeItem', changes: { category: event.data.to } };
    case 'ItemReassigned':
      return { type: 'ChangeItem', changes: { ownerId: event.data.to } };
    case 'ItemReprioritised':
      return { type: 'ChangeItem', changes: { priority: event.data.to } };
    case 'ItemStatusChanged':
      return { type: 'ChangeStatus', status: event.data.to, comment: event.data.comment };
    case 'NoteAdded':
      return { type: 'AddNote', ...event.data };
    default:
      return assertNever(event);
  }
}

const refusal = (found: string): DomainError =>
  new DomainError('VALIDATION_ERROR', `Expected a line of a whole history: ${found}`);
