/**
 * Past states of an item, computed by replay: its first events go through the same projections that
 * write the read tables. A command is answered with the item at the version it produced, so a
 * repeat gets a byte-identical answer, whatever happened since.
 */
import {
  ITEM_NOTES_MAX,
  type ItemAsOf,
  type ItemDetail,
  type Note,
  type StatusEntry,
  type Withdrawal,
} from '@action-tracker/contracts';
import { DomainError, ITEM, NO_ENTRIES, stateOf, type Axis } from '@action-tracker/domain';
import type { CommandOutcome, Row, StreamEvent } from '@action-tracker/event-store';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { itemNotFound, Ledgers, type LedgerName } from '../ledger/ledgers';
import type { StreamState } from '../ledger/stream-model';
import { streamAt } from '../ledger/stream-past';
import { itemRow } from './action-items';
import { LiveItems } from './live-item';
import { changesOfNote, NOTE_COLUMNS } from './note-changes';
import { NOTE_ORDER, noteRow } from './notes';
import { statusRow } from './status-history';
import type { PastMoment, Scope } from '../ledger/scope';
import { TrackerCategories } from '../ledger/tracker-categories';

/** The item at the version that a command produced. */
export class GetItemAtVersion extends Query<ItemDetail> {
  constructor(
    readonly scope: Scope,
    readonly itemId: string,
    readonly version: number,
  ) {
    super();
  }
}

@QueryHandler(GetItemAtVersion)
export class GetItemAtVersionHandler implements IQueryHandler<GetItemAtVersion> {
  /**
   * Uses the connections for writes, so that heavy reading cannot delay the answer to a command.
   */
  private readonly items: LiveItems;

  constructor(private readonly ledgers: Ledgers) {
    this.items = new LiveItems(ledgers);
  }

  async execute({ scope, itemId, version }: GetItemAtVersion): Promise<ItemDetail> {
    const live = await this.items.find(scope, itemId);
    // The usual case: no other command has changed the item since. The row may also be missing or
    // older, while a server of another version writes read tables of its own.
    if (live?.version === version) return live;
    const { ledger } = await this.ledgers.ofItem(scope, itemId);
    return itemAt(this.ledgers, ledger, { scope, itemId, version, axis: 'recorded' });
  }
}

/** The item as of the moment of the scope, with the newest of its notes by then. */
export async function itemAsOf(
  ledgers: Ledgers,
  scope: Scope,
  moment: PastMoment,
  itemId: string,
): Promise<ItemAsOf> {
  const then = scope.at(moment);
  const { ledger, last } = await ledgers.ofExistingItem(then, itemId);
  const { version } = last;
  const item = await itemAt(ledgers, ledger, { scope: then, itemId, version, axis: moment.axis });
  return { ...item, as_of: moment.instant };
}

/**
 * The version that a command produced and the entry it wrote; a repeat reads the entry from the
 * ledger.
 */
export type EntryOfCommand = Pick<CommandOutcome, 'version' | 'lastEntry'>;

/** The note that a command added to an item. */
export class GetNote extends Query<Note> {
  constructor(
    readonly scope: Scope,
    readonly itemId: string,
    readonly outcome: EntryOfCommand,
  ) {
    super();
  }
}

@QueryHandler(GetNote)
export class GetNoteHandler implements IQueryHandler<GetNote> {
  constructor(private readonly ledgers: Ledgers) {}

  async execute({ scope, itemId, outcome }: GetNote): Promise<Note> {
    const event = await entryOf(this.ledgers, { scope, itemId }, outcome);
    if (event.type !== 'NoteAdded') throw nothingAt(itemId, event.version, 'note');
    return noteOf(event);
  }
}

/** The note of this entry as it was at a version of the item. */
export class GetNoteAtVersion extends Query<Note> {
  constructor(
    readonly scope: Scope,
    readonly itemId: string,
    readonly place: { readonly entry: number; readonly version: number },
  ) {
    super();
  }
}

@QueryHandler(GetNoteAtVersion)
export class GetNoteAtVersionHandler implements IQueryHandler<GetNoteAtVersion> {
  constructor(private readonly ledgers: Ledgers) {}

  async execute({ scope, itemId, place: { entry, version } }: GetNoteAtVersion): Promise<Note> {
    const { ledger } = await this.ledgers.ofItem(scope, itemId);
    const { rows } = await this.ledgers.pool.query<Note>({
      name: 'note_at_version',
      text: `SELECT ${NOTE_COLUMNS} FROM events e
             JOIN notes n ON n.tracker_id = e.ledger_id AND n.id = e.position
             JOIN events v ON v.ledger_id = e.ledger_id AND v.stream = e.stream AND v.version = $4
             ${changesOfNote('v.position')}
             WHERE e.ledger_id = $1 AND e.stream = $2 AND e.version = $3`,
      values: [ledger.id, itemId, entry, version],
    });
    const [note] = rows;
    if (!note) throw nothingAt(itemId, version, 'note');
    return note;
  }
}

/** The status that a command set. */
export class GetStatusEntry extends Query<StatusEntry> {
  constructor(
    readonly scope: Scope,
    readonly itemId: string,
    readonly outcome: EntryOfCommand,
  ) {
    super();
  }
}

@QueryHandler(GetStatusEntry)
export class GetStatusEntryHandler implements IQueryHandler<GetStatusEntry> {
  constructor(private readonly ledgers: Ledgers) {}

  async execute({ scope, itemId, outcome }: GetStatusEntry): Promise<StatusEntry> {
    const event = await entryOf(this.ledgers, { scope, itemId }, outcome);
    const row = statusRow(event);
    if (!row) throw nothingAt(itemId, event.version, 'status');
    const { action_item_id, status, changed_by_id, comment } = row;
    const changed_at = event.occurredAt;
    const entry = {
      id: event.position,
      action_item_id,
      status,
      changed_by_id,
      changed_at,
      comment,
    };
    // The row has the columns of the read table, which match the fields of the response.
    return entry as StatusEntry;
  }
}

interface AskedItem {
  readonly scope: Scope;
  readonly itemId: string;
}

async function entryOf(
  ledgers: Ledgers,
  { scope, itemId }: AskedItem,
  { version, lastEntry }: EntryOfCommand,
): Promise<StreamEvent> {
  const event = lastEntry ?? (await ledgers.eventOfItem(scope, itemId, version));
  if (!event) throw itemNotFound(itemId);
  return event;
}

const nothingAt = (itemId: string, version: number, what: string): DomainError =>
  new DomainError('NOT_FOUND', `${itemId} got no ${what} at version ${version}`);

interface ItemVersion {
  /** Categories have their names of its moment or, for now, of the time of the version. */
  readonly scope: Scope;
  readonly itemId: string;
  readonly version: number;
  /** Of the time at which it was updated. */
  readonly axis: Axis;
}

/** The item at a version. A stored state bounds the replay to a few hundred events. */
async function itemAt(
  ledgers: Ledgers,
  ledger: LedgerName,
  { scope, itemId, version: upTo, axis }: ItemVersion,
): Promise<ItemDetail> {
  const past = await streamAt(ledgers, ledger, itemId, upTo);
  if (!past) throw itemNotFound(itemId);
  const { state, last } = past;
  const {
    version,
    note_count,
    created_at: _,
    ...fields
  } = withoutListColumns(itemRow(last, state) ?? {});
  const item = {
    ...inWireOrder(fields),
    created_at: state.createdAt ?? last.recordedAt,
    updated_at: axis === 'occurred' ? last.occurredAt : last.recordedAt,
    version,
    note_count,
    withdrawn: withdrawalOf(state, last),
    notes: hasNotes(state) ? await notesUpTo(ledgers, ledger, last) : [],
  };
  const { recordedAt: instant, position } = last;
  const written: PastMoment = { axis: 'recorded', instant, position, review: null };
  const then = scope.at(scope.moment ?? written);
  const names = await new TrackerCategories(ledgers).names(then, [ledger.id]);
  // The row has the columns of the read table, which match the fields of the response.
  return names.named(item as ItemDetail);
}

/**
 * Removes the columns for sorting and reports, and the latest note; the answer contains the notes.
 */
function withoutListColumns({
  prefix: _prefix,
  latest_note_date: _date,
  latest_note_author_id: _author,
  latest_note_line: _line,
  completed_at: _completedAt,
  completed_due_date: _completedDueDate,
  withdrawn_at: _withdrawnAt,
  withdrawn_by_id: _withdrawnBy,
  withdrawn_reason: _withdrawnReason,
  ...row
}: Row): Row {
  return row;
}

/** The last entry of a withdrawn item is its withdrawal, because it accepts no other. */
function withdrawalOf(state: StreamState, last: StreamEvent): Withdrawal | null {
  const item = stateOf(ITEM, state);
  if (!item.exists || !item.withdrawn) return null;
  const { byId, reason } = item.withdrawn;
  return { at: last.occurredAt, by_id: byId, reason };
}

/** Puts the keys in the order of the live answer, so that a replayed one is byte-identical. */
function inWireOrder({ id, tracker_id, number, ...fields }: Readonly<Record<string, unknown>>) {
  return { id, tracker_id, number, ...fields };
}

/** Whether the item ever had a note, withdrawn or not. Most items have none. */
function hasNotes(state: StreamState): boolean {
  const item = stateOf(ITEM, state);
  return item.exists && item.notes.entries !== NO_ENTRIES;
}

/** The newest notes as of this event. */
async function notesUpTo(
  { pool }: Ledgers,
  { id }: LedgerName,
  { stream, position }: StreamEvent,
): Promise<readonly Note[]> {
  const { rows } = await pool.query<Note>({
    name: 'notes_up_to',
    text: `SELECT ${NOTE_COLUMNS} FROM notes n ${changesOfNote('$3')}
           WHERE n.tracker_id = $1 AND n.action_item_id = $2 AND n.id <= $3
           ORDER BY ${NOTE_ORDER} LIMIT ${ITEM_NOTES_MAX}`,
    values: [id, stream, position],
  });
  return rows;
}

function noteOf(event: StreamEvent): Note {
  const { tracker_id: _, number: __, ...row } = noteRow(event) ?? {};
  const unchanged = { edited_at: null, edited_by_id: null, withdrawn: null };
  // The row has the columns of the read table, which match the fields of the response.
  return { id: event.position, ...row, created_at: event.recordedAt, ...unchanged } as Note;
}
