/** Parses lines of a ledger file into commands; refuses malformed lines with a reason. */
import {
  DomainError,
  REGISTRY,
  SCHEMA_VERSIONS,
  shown,
  upcast,
  type DomainEvent,
} from '@action-tracker/domain';
import type { LedgerLine, LedgerLineEvent } from './replay-line';
import {
  LEDGER_FILE_FORMAT,
  LEDGER_FILE_VERSION,
  type LedgerFileHeader,
  type LedgerFileUser,
} from './ledger-file';
import { isDeepStrictEqual } from 'node:util';

type Json = Readonly<Record<string, unknown>>;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Reads the first line. @throws DomainError VALIDATION_ERROR */
export function readLedgerFileHeader(text: string): LedgerFileHeader {
  const header = readObject(text);
  if (header.format !== LEDGER_FILE_FORMAT) {
    throw refusal(`the header of an exported ledger, found ${shown(header.format)} as its format`);
  }
  if (header.format_version !== LEDGER_FILE_VERSION) {
    throw refusal(`format version ${LEDGER_FILE_VERSION}, found ${shown(header.format_version)}`);
  }
  const users = Array.isArray(header.users) ? header.users.map(readUser) : [];
  const prefix = textOf(header, 'prefix');
  const events = wholeNumberOf(header, 'events');
  return { format: LEDGER_FILE_FORMAT, format_version: LEDGER_FILE_VERSION, prefix, events, users };
}

/**
 * Reads any other line.
 *
 * @param ids user ids of this database by the e-mails of the header
 * @throws DomainError VALIDATION_ERROR
 */
export function readLedgerLine(text: string, ids: ReadonlyMap<string, number>): LedgerLine {
  const line = readObject(text);
  const { events } = line;
  const commandId = idIn(line, 'command_id');
  const found = Array.isArray(events) ? events.map(requireObject) : [];
  const [first] = found;
  if (!first) throw refusal('the events of a command, found none');
  const stream = textOf(first, 'stream');
  const recorders = recordersOf(first);
  const isOne = (event: Json) =>
    event.stream === stream && isDeepStrictEqual(recordersOf(event), recorders);
  if (!found.every(isOne)) {
    throw refusal('events of one stream, recorded by one person, found several');
  }
  const recordedByIds = recorders.map((email) => idOf(ids, email));
  return {
    ...{ commandId, stream, recordedByIds },
    ...(line.batch === undefined ? {} : { batch: idIn(line, 'batch') }),
    ...(line.undoes === undefined ? {} : { undoes: idIn(line, 'undoes') }),
    events: found.map((event) => readEvent(event, ids)),
  };
}

function idIn(line: Json, field: string): string {
  const id = line[field];
  if (typeof id === 'string' && UUID.test(id)) return id;
  throw refusal(`a UUID as ${field}, found ${shown(id)}`);
}

/** Every recorder of an event according to the file, first recorder first. */
function recordersOf(event: Json): readonly string[] {
  const { claimed_recorded_by: claimed = [] } = event;
  if (Array.isArray(claimed)) return [...claimed.map(String), textOf(event, 'recorded_by')];
  throw refusal(`a list as claimed_recorded_by, found ${shown(claimed)}`);
}

function readEvent(event: Json, ids: ReadonlyMap<string, number>): LedgerLineEvent {
  const domainEvent = upcastEvent(event);
  const occurredAt = textOf(event, 'occurred_at');
  const time = new Date(occurredAt);
  if (Number.isNaN(time.getTime()) || time.toISOString() !== occurredAt) {
    throw refusal(`a time like 2026-03-01T12:00:00.000Z, found ${shown(occurredAt)}`);
  }
  const withIds = REGISTRY.withUsers(domainEvent, (email) => idOf(ids, email));
  return {
    // The same shape with different user ids.
    event: { ...domainEvent, data: withIds } as DomainEvent,
    actorId: idOf(ids, event.actor),
    occurredAt,
    ...(event.row === undefined ? {} : { row: wholeNumberOf(event, 'row') }),
  };
}

function upcastEvent(event: Json): DomainEvent {
  const type = textOf(event, 'type');
  const data = requireObject(event.data);
  const schemaVersion = wholeNumberOf(event, 'schema_version');
  return readable(() => upcast({ type, schemaVersion, data }));
}

/**
 * A line as a current export would write it: files of older programs hold older schema versions.
 */
export function inTodaysForm(text: string): unknown {
  const { events, ...command } = readObject(text);
  const today = Array.isArray(events) ? events.map(requireObject).map(eventInTodaysForm) : events;
  return { ...command, events: today };
}

/**
 * Whether two lines in current form are equal: one of the file, one of the ledger it was imported
 * into, where the importer is the recorder.
 */
export function isSameLine(file: unknown, ledger: unknown): boolean {
  if (isDeepStrictEqual(file, ledger)) return true;
  return isDeepStrictEqual(withRecorders(file), asClaimed(ledger));
}

const withRecorders = (line: unknown): unknown =>
  eachEvent(line, ({ recorded_by: _, claimed_recorded_by: __, ...event }, recorders) => ({
    ...event,
    recorders,
  }));

/** An entry without a claim was recorded by the importer themselves. */
const asClaimed = (line: unknown): unknown =>
  eachEvent(line, ({ recorded_by: _, claimed_recorded_by: claimed, ...event }, recorders) => ({
    ...event,
    recorders: claimed ?? recorders,
  }));

function eachEvent(
  line: unknown,
  change: (event: Json, recorders: readonly string[]) => object,
): unknown {
  const { events, ...command } = requireObject(line);
  if (!Array.isArray(events)) return line;
  const found = events.map(requireObject);
  return { ...command, events: found.map((event) => change(event, recordersOf(event))) };
}

function eventInTodaysForm(event: Json): Json {
  const { type, data } = upcastEvent(event);
  return { ...event, schema_version: SCHEMA_VERSIONS[type], data };
}

function readUser(value: unknown): LedgerFileUser {
  const user = requireObject(value);
  return {
    email: textOf(user, 'email'),
    name: textOf(user, 'name'),
    initials: textOf(user, 'initials'),
  };
}

function idOf(ids: ReadonlyMap<string, number>, email: unknown): number {
  const id = typeof email === 'string' ? ids.get(email) : undefined;
  if (id === undefined) throw refusal(`an e-mail of the header's users, found ${shown(email)}`);
  return id;
}

function readObject(text: string): Json {
  return requireObject(readable((): unknown => JSON.parse(text)));
}

function requireObject(value: unknown): Json {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return { ...value };
  }
  throw refusal(`a JSON object, found ${shown(value)}`);
}

function textOf(object: Json, field: string): string {
  const value = object[field];
  if (typeof value === 'string') return value;
  throw refusal(`text as ${field}, found ${shown(value)}`);
}

function wholeNumberOf(object: Json, field: string): number {
  const value = object[field];
  if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return value;
  throw refusal(`a whole number from 1 on as ${field}, found ${shown(value)}`);
}

function readable<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new DomainError(
      'VALIDATION_ERROR',
      error instanceof Error ? error.message : 'unreadable',
    );
  }
}

const refusal = (expectation: string): DomainError =>
  new DomainError('VALIDATION_ERROR', `Expected ${expectation}`);
