/**
 * The format in which a whole ledger moves between databases: a header, then one line per command
 * in ledger order. Users are identified by e-mail, because ids differ between databases. Left out
 * is what belongs to the database and not to the history: positions (implied by the order of
 * lines), recording times, channel and correlation id.
 */
import { REGISTRY, SCHEMA_VERSIONS, upcast } from '@action-tracker/domain';
import { findLedgerByPrefix, readLedger, type RecordedEvent } from '@action-tracker/event-store';
import type { Pool } from 'pg';
import { entryMetadata } from '../ledger/entry-metadata';

export const LEDGER_FILE_FORMAT = 'action-tracker-ledger';
/** Incremented when older programs can no longer read the format. */
export const LEDGER_FILE_VERSION = 1;

/** The first line. */
export interface LedgerFileHeader {
  readonly format: typeof LEDGER_FILE_FORMAT;
  readonly format_version: typeof LEDGER_FILE_VERSION;
  readonly prefix: string;
  /** Number of events in the file; detects a truncated file. */
  readonly events: number;
  /** Every user that the lines refer to. */
  readonly users: readonly LedgerFileUser[];
}

export interface LedgerFileUser {
  readonly email: string;
  readonly name: string;
  readonly initials: string;
}

/** Every line after the header: the events of one command, all of one stream. */
export interface LedgerFileCommand {
  readonly command_id: string;
  /** The act that it was part of; absent for one of its own. */
  readonly batch?: string;
  /** The batch that it compensates; absent for others. */
  readonly undoes?: string;
  readonly events: readonly LedgerFileEvent[];
}

export interface LedgerFileEvent {
  readonly stream: string;
  readonly type: string;
  readonly schema_version: number;
  /** As in the ledger, with e-mails in place of user ids. */
  readonly data: unknown;
  /** E-mail of the actor. */
  readonly actor: string;
  /** E-mail of the recorder. */
  readonly recorded_by: string;
  /**
   * E-mails of the recorders in the databases it came from, as their files claimed, first recorder
   * first; absent for an entry recorded in this database.
   */
  readonly claimed_recorded_by?: readonly string[];
  /** The row of the file that it was imported from, which its batch names; absent for others. */
  readonly row?: number;
  readonly occurred_at: string;
}

/** A ledger as of the start of the export. */
export interface LedgerExport {
  readonly ledgerId: number;
  readonly header: LedgerFileHeader;
  /** In ledger order, read page by page. */
  readonly commands: AsyncGenerator<LedgerFileCommand>;
}

/**
 * Opens the ledger of a tracker for reading; `undefined` when no tracker has this prefix.
 *
 * @param position the last entry to include; the head if unset. A command that goes on after it is
 *   left out as a whole, because commands are atomic.
 */
export async function exportLedger(
  pool: Pool,
  prefix: string,
  position?: number,
): Promise<LedgerExport | undefined> {
  const ledger = await findLedgerByPrefix(pool, prefix);
  if (!ledger) return undefined;
  const head = position === undefined ? ledger.head : await endOfCommand(pool, ledger.id, position);
  const { rows } = await pool.query<LedgerFileUser & { id: number }>(USERS, [ledger.id, head]);
  const emails = new Map(rows.map(({ id, email }) => [id, email]));
  const users = rows.map(({ email, name, initials }) => ({ email, name, initials }));
  return {
    ledgerId: ledger.id,
    header: {
      format: LEDGER_FILE_FORMAT,
      format_version: LEDGER_FILE_VERSION,
      prefix,
      events: head,
      users,
    },
    commands: commandsOf(upTo(readLedger(pool, ledger.id), head), emails),
  };
}

/** The position, or the end of the command before the one that it is in the middle of. */
async function endOfCommand(pool: Pool, ledgerId: number, position: number): Promise<number> {
  const { rows } = await pool.query<{ head: number }>(
    `SELECT coalesce(min(e.position) - 1, $2)::int AS head
     FROM events next JOIN events e USING (ledger_id, command_id)
     WHERE next.ledger_id = $1 AND next.position = $2::int + 1 AND e.position <= $2`,
    [ledgerId, position],
  );
  return rows[0]?.head ?? position;
}

/** As JSON paths, where `[*]` stands for each id of a list, and also for a single one. */
const NAMED_IN_DATA = REGISTRY.userFields.map(
  ({ type, field }) => `('${type}', '$.${quoted(field)}[*]'::jsonpath)`,
);

function quoted(field: string): string {
  return field.replaceAll(/[^.]+/g, '"$&"');
}

const USERS = `
  SELECT u.id, u.email, u.name, u.initials
  FROM users u
  WHERE u.id IN (
    SELECT unnest(ARRAY[actor_id, recorded_by_id])
    FROM events WHERE ledger_id = $1 AND position <= $2
    UNION SELECT (jsonb_path_query(data, path) #>> '{}')::int
    FROM events JOIN (VALUES ${NAMED_IN_DATA.join(', ')}) AS named(of_type, path) ON of_type = type
    WHERE ledger_id = $1 AND position <= $2
    UNION SELECT jsonb_array_elements(metadata -> 'claimed_recorded_by_ids')::int
    FROM events WHERE ledger_id = $1 AND position <= $2 AND metadata IS NOT NULL)
  ORDER BY u.email COLLATE "C"`;

/** Commands are atomic, so the head never splits one. */
async function* upTo(
  events: AsyncGenerator<RecordedEvent>,
  head: number,
): AsyncGenerator<RecordedEvent> {
  for await (const event of events) {
    if (event.position > head) return;
    yield event;
  }
}

async function* commandsOf(
  events: AsyncIterable<RecordedEvent>,
  emails: ReadonlyMap<number, string>,
): AsyncGenerator<LedgerFileCommand> {
  let command: LedgerFileCommand | undefined;
  let written: LedgerFileEvent[] = [];
  for await (const event of events) {
    const { commandId, batch, undoes } = event;
    const isNext = commandId !== command?.command_id;
    if (command && isNext) yield command;
    if (isNext) {
      written = [];
      command = {
        command_id: commandId,
        ...(batch === commandId ? {} : { batch }),
        ...(undoes === null ? {} : { undoes }),
        events: written,
      };
    }
    written.push(toFileEvent(event, (id) => emailOf(emails, id)));
  }
  if (command) yield command;
}

function emailOf(emails: ReadonlyMap<number, string>, id: unknown): string {
  const email = emails.get(Number(id));
  if (email === undefined) throw new Error(`Expected a user with the id ${String(id)}, found none`);
  return email;
}

/** Always writes the current schema version; stored events keep theirs. */
function toFileEvent(event: RecordedEvent, email: (id: unknown) => string): LedgerFileEvent {
  const today = upcast(event);
  return {
    stream: event.stream,
    type: today.type,
    schema_version: SCHEMA_VERSIONS[today.type],
    data: REGISTRY.withUsers(today, email),
    actor: email(event.actorId),
    recorded_by: email(event.recordedById),
    ...provenance(event.metadata, email),
    occurred_at: event.occurredAt,
  };
}

function provenance(
  metadata: unknown,
  email: (id: unknown) => string,
): Pick<LedgerFileEvent, 'claimed_recorded_by' | 'row'> {
  const { claimed_recorded_by_ids: ids, row } = entryMetadata(metadata);
  return {
    ...(ids ? { claimed_recorded_by: ids.map(email) } : {}),
    ...(row === undefined ? {} : { row }),
  };
}
