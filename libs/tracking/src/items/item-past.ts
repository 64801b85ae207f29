/**
 * An item as it was, by replay: the fold of its first events through the same projections that
 * write the read tables. The answer of a command is the item at the version that the command left,
 * so a repeat of the command gets the same answer to the byte, whatever happened since.
 */
import {
  ITEM_NOTES_MAX,
  type ItemAsOf,
  type ItemDetail,
  type Note,
  type StatusEntry,
  type Timestamp,
} from '@action-tracker/contracts';
import { DomainError } from '@action-tracker/domain';
import type { CommandOutcome, Row, StreamEvent } from '@action-tracker/event-store';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Clock } from '../ledger/clock';
import { itemNotFound, Ledgers, ReadLedgers, type LedgerName } from '../ledger/ledgers';
import { streamAsOf, type Moment } from '../ledger/stream-past';
import { itemRow } from './action-items';
import { LiveItems } from './live-item';
import { NOTE_COLUMNS, NOTE_ORDER, noteRow } from './notes';
import { statusRow } from './status-history';
import type { Scope } from '../ledger/scope';

/** By when it happened, or by when this tracker was told. */
export const AXES = ['occurred', 'recorded'] as const;
export type Axis = (typeof AXES)[number];

/** The item as a command has left it. */
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
  /** Who has written gets an answer, however much others read. */
  private readonly items: LiveItems;

  constructor(private readonly ledgers: Ledgers) {
    this.items = new LiveItems(ledgers);
  }

  async execute({ scope, itemId, version }: GetItemAtVersion): Promise<ItemDetail> {
    const live = await this.items.read(scope, itemId);
    // Hardly ever has somebody else written meanwhile.
    if (live.version === version) return live;
    return itemOf(this.ledgers, { scope, itemId }, { version });
  }
}

/**
 * The item as it was at an instant, with the newest of the notes entered by then.
 * @throws DomainError NOT_FOUND before it existed, VALIDATION_ERROR for an instant to come
 */
export class GetItemAsOf extends Query<ItemAsOf> {
  constructor(
    readonly scope: Scope,
    readonly itemId: string,
    readonly instant: Timestamp,
    readonly axis: Axis,
  ) {
    super();
  }
}

@QueryHandler(GetItemAsOf)
export class GetItemAsOfHandler implements IQueryHandler<GetItemAsOf> {
  constructor(
    private readonly ledgers: ReadLedgers,
    private readonly clock: Clock,
  ) {}

  async execute({ scope, itemId, instant, axis }: GetItemAsOf): Promise<ItemAsOf> {
    const now = this.clock.now();
    const time = Date.parse(instant);
    if (Number.isNaN(time) || time > now.getTime()) {
      const message = `expected a time up to now (${now.toISOString()}), found ${instant}`;
      throw DomainError.invalid([{ field: 'as_of', message }]);
    }
    const at = new Date(time).toISOString();
    const upTo = axis === 'occurred' ? { occurredAt: at } : { recordedAt: at };
    const past = await itemOf(this.ledgers, { scope, itemId }, upTo);
    return { ...past, as_of: instant };
  }
}

/** Where a command left an item, and the entry that it wrote; a repeat finds the entry in the ledger. */
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
    // The row has the columns of the read table, which are the fields of the answer.
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

/** The item of then, whatever its past holds, at the cost of some hundred events. */
async function itemOf(
  ledgers: Ledgers,
  { scope, itemId }: AskedItem,
  upTo: Moment,
): Promise<ItemDetail> {
  const { ledger } = await ledgers.ofItem(scope, itemId);
  const past = await streamAsOf(ledgers, ledger, itemId, upTo);
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
    updated_at: last.recordedAt,
    version,
    note_count,
    notes: await notesUpTo(ledgers, ledger, last),
  };
  // The row has the columns of the read table, which are the fields of the answer.
  return item as ItemDetail;
}

/** What a list sorts by and shows of the notes; here stand the notes themselves. */
function withoutListColumns({
  prefix: _prefix,
  latest_note_date: _date,
  latest_note_author_id: _author,
  latest_note_line: _line,
  ...row
}: Row): Row {
  return row;
}

/** The live answer begins with the id; replayed ones are the same to the byte. */
function inWireOrder({ id, tracker_id, number, ...fields }: Readonly<Record<string, unknown>>) {
  return { id, tracker_id, number, ...fields };
}

/** Of the notes that an item had with this event those that come with it. Notes never change. */
async function notesUpTo(
  { pool }: Ledgers,
  { id }: LedgerName,
  { stream, position }: StreamEvent,
): Promise<readonly Note[]> {
  const { rows } = await pool.query<Note>({
    name: 'notes_up_to',
    text: `SELECT ${NOTE_COLUMNS} FROM notes n
           WHERE n.tracker_id = $1 AND n.action_item_id = $2 AND n.id <= $3
           ORDER BY ${NOTE_ORDER} LIMIT ${ITEM_NOTES_MAX}`,
    values: [id, stream, position],
  });
  return rows;
}

function noteOf(event: StreamEvent): Note {
  const { tracker_id: _, number: __, ...row } = noteRow(event) ?? {};
  return { id: event.position, ...row, created_at: event.recordedAt } as Note;
}
