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
import type { Row, StreamEvent } from '@action-tracker/event-store';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Clock } from '../clock';
import { itemNotFound, Ledgers, ReadLedgers } from '../ledgers';
import { STREAM_MODEL } from '../stream-model';
import { ACTION_ITEMS } from './action-items';
import { LiveItems } from './live-item';
import { NOTES } from './notes';
import { STATUS_HISTORY } from './status-history';

/** By when it happened, or by when this tracker was told. */
export const AXES = ['occurred', 'recorded'] as const;
export type Axis = (typeof AXES)[number];

/** The item as a command has left it. */
export class GetItemAtVersion extends Query<ItemDetail> {
  constructor(
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

  async execute({ itemId, version }: GetItemAtVersion): Promise<ItemDetail> {
    const live = await this.items.read(itemId);
    // Hardly ever has somebody else written meanwhile.
    if (live.version === version) return live;
    return itemOf(this.ledgers, itemId, (event) => event.version <= version);
  }
}

/**
 * The item as it was at an instant, with the newest of the notes entered by then.
 * @throws DomainError NOT_FOUND before it existed, VALIDATION_ERROR for an instant to come
 */
export class GetItemAsOf extends Query<ItemAsOf> {
  constructor(
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

  async execute({ itemId, instant, axis }: GetItemAsOf): Promise<ItemAsOf> {
    const now = this.clock.now();
    const time = Date.parse(instant);
    if (Number.isNaN(time) || time > now.getTime()) {
      const message = `expected a time up to now (${now.toISOString()}), found ${instant}`;
      throw DomainError.invalid([{ field: 'as_of', message }]);
    }
    const timeOf = ({ occurredAt, recordedAt }: StreamEvent) =>
      Date.parse(axis === 'occurred' ? occurredAt : recordedAt);
    const past = await itemOf(this.ledgers, itemId, (event) => timeOf(event) <= time);
    return { ...past, as_of: instant };
  }
}

/** What an item's ledger entry of this version added: a note. */
export class GetNote extends Query<Note> {
  constructor(
    readonly itemId: string,
    readonly version: number,
  ) {
    super();
  }
}

@QueryHandler(GetNote)
export class GetNoteHandler implements IQueryHandler<GetNote> {
  constructor(private readonly ledgers: Ledgers) {}

  async execute({ itemId, version }: GetNote): Promise<Note> {
    const event = await eventAt(this.ledgers, itemId, version);
    if (event.type !== 'NoteAdded') throw nothingAt(itemId, version, 'note');
    return noteOf(event);
  }
}

/** What an item's ledger entry of this version added: a status. */
export class GetStatusEntry extends Query<StatusEntry> {
  constructor(
    readonly itemId: string,
    readonly version: number,
  ) {
    super();
  }
}

@QueryHandler(GetStatusEntry)
export class GetStatusEntryHandler implements IQueryHandler<GetStatusEntry> {
  constructor(private readonly ledgers: Ledgers) {}

  async execute({ itemId, version }: GetStatusEntry): Promise<StatusEntry> {
    const event = await eventAt(this.ledgers, itemId, version);
    const row = STATUS_HISTORY.row(event, STREAM_MODEL.initial);
    if (!row) throw nothingAt(itemId, version, 'status');
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

async function eventAt(ledgers: Ledgers, itemId: string, version: number): Promise<StreamEvent> {
  const event = await ledgers.eventOfItem(itemId, version);
  if (!event) throw itemNotFound(itemId);
  return event;
}

const nothingAt = (itemId: string, version: number, what: string): DomainError =>
  new DomainError('NOT_FOUND', `${itemId} got no ${what} at version ${version}`);

/** Folds what has happened by then, in memory that does not grow with it. */
async function itemOf(
  ledgers: Ledgers,
  itemId: string,
  isPast: (event: StreamEvent) => boolean,
): Promise<ItemDetail> {
  const { ledger } = await ledgers.ofItem(itemId);
  const notes = new NewestNotes();
  let state = STREAM_MODEL.initial;
  let last: StreamEvent | undefined;
  for await (const events of ledgers.partsOfStream(ledger, itemId)) {
    for (const event of events.filter(isPast)) {
      state = STREAM_MODEL.evolve(state, event);
      notes.take(event);
      last = event;
    }
  }
  if (!last) throw itemNotFound(itemId);
  const {
    version,
    note_count,
    created_at: _,
    ...fields
  } = withoutListColumns(ACTION_ITEMS.row(last, state) ?? {});
  const item = {
    ...inWireOrder(fields),
    created_at: state.createdAt ?? last.recordedAt,
    updated_at: last.recordedAt,
    version,
    note_count,
    notes: notes.newest,
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

/** The notes that come with an item, as the read model sorts them: by date, then by entry. */
class NewestNotes {
  private readonly kept: Note[] = [];

  get newest(): readonly Note[] {
    return this.kept;
  }

  take(event: StreamEvent): void {
    if (event.type !== 'NoteAdded') return;
    const note = noteOf(event);
    const place = this.kept.findIndex((other) => other.note_date <= note.note_date);
    this.kept.splice(place < 0 ? this.kept.length : place, 0, note);
    this.kept.length = Math.min(this.kept.length, ITEM_NOTES_MAX);
  }
}

function noteOf(event: StreamEvent): Note {
  const { tracker_id: _, number: __, ...row } = NOTES.row(event, STREAM_MODEL.initial) ?? {};
  return { id: event.position, ...row, created_at: event.recordedAt } as Note;
}
