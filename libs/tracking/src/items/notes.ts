/**
 * Read model `notes`: one row per note as it was added. A note's id is its position in the ledger.
 */
import { PAGE_MAX_ITEMS, type Note } from '@action-tracker/contracts';
import { eventOf, ITEM, parseItemId } from '@action-tracker/domain';
import {
  upsertOf,
  type EventEnvelope,
  type Projection,
  type Row,
} from '@action-tracker/event-store';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ReadLedgers, type LedgerName } from '../ledger/ledgers';
import type { StreamState } from '../ledger/stream-model';
import { entryPage, unknownPlace, type EntryPage, type EntryPart } from '../ledger/entry-page';
import { changesOfNote, NOTE_COLUMNS } from './note-changes';
import { searchVectorOf } from '../search/search-words';
import type { Scope } from '../ledger/scope';

export const NOTES: Projection<StreamState> = {
  name: 'notes',
  version: 4,
  keeps: 'every',
  columns: {
    tracker_id: 'int',
    id: 'position',
    action_item_id: 'text',
    number: 'int',
    entry: 'int',
    note_date: 'date',
    author_id: 'int',
    content: 'text',
    created_at: 'recorded_at',
  },
  generated: { words: searchVectorOf('content') },
  key: ['tracker_id', 'id'],
  indexes: {
    item: '(tracker_id, action_item_id, note_date, id)',
    words: 'USING gin (words)',
  },
  changes: (envelope) => upsertOf(noteRow(envelope)),
};

/** The row of the note that this event added; `undefined` for other events. */
export function noteRow(envelope: EventEnvelope): Row | undefined {
  const event = eventOf(ITEM, envelope);
  if (event?.type !== 'NoteAdded') return undefined;
  return {
    tracker_id: envelope.ledgerId,
    action_item_id: envelope.stream,
    number: parseItemId(envelope.stream)?.number,
    entry: envelope.version,
    note_date: event.data.noteDate,
    author_id: envelope.actorId,
    content: event.data.content,
  };
}

/** Latest date first; for equal dates, latest entry first. */
export const NOTE_ORDER = 'n.note_date DESC, n.id DESC';

/** The notes of an item, newest first. @throws DomainError NOT_FOUND, VALIDATION_ERROR */
export class ListNotes extends Query<EntryPage<Note>> {
  constructor(
    readonly scope: Scope,
    readonly itemId: string,
    readonly part: EntryPart = {},
  ) {
    super();
  }
}

/** A position before all notes. */
const NEWEST: Pick<Note, 'note_date' | 'id'> = { note_date: 'infinity', id: 0 };

@QueryHandler(ListNotes)
export class ListNotesHandler implements IQueryHandler<ListNotes> {
  constructor(private readonly ledgers: ReadLedgers) {}

  async execute({ scope, itemId, part: { limit = PAGE_MAX_ITEMS, after } }: ListNotes) {
    const { ledger, last } = await this.ledgers.ofExistingItem(scope, itemId);
    const place = after === undefined ? NEWEST : await this.placeOf(after, { ledger, itemId });
    const { rows } = await this.ledgers.pool.query<Note>({
      name: 'notes_of_item',
      text: `SELECT ${NOTE_COLUMNS} FROM notes n ${changesOfNote('$5')}
             WHERE n.tracker_id = $1 AND n.action_item_id = $2
               AND (n.note_date, n.id) < ($3::date, $4::bigint) AND n.id <= $5
             ORDER BY ${NOTE_ORDER} LIMIT $6`,
      values: [ledger.id, itemId, place.note_date, place.id, last.position, limit + 1],
    });
    return entryPage(rows, limit, ({ id }) => id);
  }

  private async placeOf(
    id: number,
    { ledger, itemId }: { readonly ledger: LedgerName; readonly itemId: string },
  ): Promise<Pick<Note, 'note_date' | 'id'>> {
    const { rows } = await this.ledgers.pool.query<Pick<Note, 'note_date' | 'id'>>({
      name: 'note_place',
      text: `SELECT n.note_date, n.id FROM notes n
             WHERE n.tracker_id = $1 AND n.id = $2 AND n.action_item_id = $3`,
      values: [ledger.id, id, itemId],
    });
    const [place] = rows;
    if (!place) throw unknownPlace(id, `a note of ${itemId}`);
    return place;
  }
}
