/**
 * An item as it was, by replay: the fold of its first events through the same projections that
 * write the read tables. The answer of a command is the item at the version that the command left,
 * so a repeat of the command gets the same answer to the byte, whatever happened since.
 */
import type { ItemAsOf, ItemDetail, Note, StatusEntry, Timestamp } from '@action-tracker/contracts';
import { DomainError } from '@action-tracker/domain';
import type { Row, StreamEvent } from '@action-tracker/event-store';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Clock } from '../clock';
import { itemNotFound, Ledgers } from '../ledgers';
import { STREAM_MODEL } from '../stream-model';
import { ACTION_ITEMS } from './action-items';
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
  constructor(private readonly ledgers: Ledgers) {}

  async execute({ itemId, version }: GetItemAtVersion): Promise<ItemDetail> {
    const events = await this.ledgers.eventsOfItem(itemId);
    return itemOf(
      itemId,
      events.filter((event) => event.version <= version),
    );
  }
}

/**
 * The item as it was at an instant, with the notes entered by then.
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
    private readonly ledgers: Ledgers,
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
    const events = await this.ledgers.eventsOfItem(itemId);
    const past = itemOf(
      itemId,
      events.filter((event) => timeOf(event) <= time),
    );
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

function itemOf(itemId: string, events: readonly StreamEvent[]): ItemDetail {
  const [first] = events;
  const last = events.at(-1);
  if (!first || !last) throw itemNotFound(itemId);
  const state = events.reduce(
    (before, event) => STREAM_MODEL.evolve(before, event),
    STREAM_MODEL.initial,
  );
  const {
    created_at: _,
    version,
    ...fields
  } = withoutLatestNote(ACTION_ITEMS.row(last, state) ?? {});
  const item = {
    ...inWireOrder(fields),
    created_at: first.recordedAt,
    updated_at: last.recordedAt,
    version,
    notes: notesAmong(events),
  };
  // The row has the columns of the read table, which are the fields of the answer.
  return item as ItemDetail;
}

/** It is for lists; here stand the notes themselves. */
function withoutLatestNote({
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

const notesAmong = (events: readonly StreamEvent[]): readonly Note[] =>
  events
    .filter(({ type }) => type === 'NoteAdded')
    .map(noteOf)
    .sort(latestFirst);

function noteOf(event: StreamEvent): Note {
  const { tracker_id: _, number: __, ...row } = NOTES.row(event, STREAM_MODEL.initial) ?? {};
  return { id: event.position, ...row, created_at: event.recordedAt } as Note;
}

/** By date, then by entry, as the read model sorts them. */
function latestFirst(a: Note, b: Note): number {
  if (a.note_date !== b.note_date) return a.note_date < b.note_date ? 1 : -1;
  return b.id - a.id;
}
