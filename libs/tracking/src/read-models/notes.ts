/** Read model `notes`: one row per note, for ever. A note's id is its position in the ledger. */
import type { Note } from '@action-tracker/contracts';
import { parseItemId, upcast } from '@action-tracker/domain';
import type { Projection } from '@action-tracker/event-store';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { Ledgers } from '../ledgers';
import type { StreamState } from '../stream-model';
import { searchVectorOf } from './search-words';

export const NOTES: Projection<StreamState> = {
  name: 'notes',
  version: 2,
  keeps: 'every',
  columns: {
    tracker_id: 'int',
    id: 'position',
    action_item_id: 'text',
    number: 'int',
    note_date: 'date',
    author_id: 'int',
    content: 'text',
    created_at: 'recorded_at',
  },
  generated: { words: searchVectorOf('content') },
  key: ['tracker_id', 'id'],
  indexes: {
    item: '(tracker_id, action_item_id)',
    words: 'USING gin (words)',
  },
  row(facts) {
    const event = upcast(facts);
    if (event.type !== 'NoteAdded') return undefined;
    return {
      tracker_id: facts.ledgerId,
      action_item_id: facts.stream,
      number: parseItemId(facts.stream)?.number,
      note_date: event.data.noteDate,
      author_id: facts.actorId,
      content: event.data.content,
    };
  },
};

const NOTE_COLUMNS = 'n.id, n.action_item_id, n.note_date, n.author_id, n.content, n.created_at';

/** Selects the notes of an item: latest date first, then latest entry first. */
export const notesOf = (trackerId: string, itemId: string): string =>
  `SELECT ${NOTE_COLUMNS} FROM notes n
   WHERE n.tracker_id = ${trackerId} AND n.action_item_id = ${itemId}
   ORDER BY n.note_date DESC, n.created_at DESC, n.id DESC`;

/** The notes of an item. @throws DomainError NOT_FOUND */
export class ListNotes extends Query<readonly Note[]> {
  constructor(readonly itemId: string) {
    super();
  }
}

@QueryHandler(ListNotes)
export class ListNotesHandler implements IQueryHandler<ListNotes> {
  constructor(
    private readonly database: DataSource,
    private readonly ledgers: Ledgers,
  ) {}

  async execute({ itemId }: ListNotes): Promise<readonly Note[]> {
    const { ledger } = await this.ledgers.ofExistingItem(itemId);
    return this.database.query<Note[]>(notesOf('$1', '$2'), [ledger.id, itemId]);
  }
}
