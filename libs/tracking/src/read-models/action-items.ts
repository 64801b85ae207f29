/** Read model `action_items`: one row per item, as it is now. */
import type { Item, ItemDetail, Note } from '@action-tracker/contracts';
import { isTrackerEvent, upcast } from '@action-tracker/domain';
import type { Projection } from '@action-tracker/event-store';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Pool } from 'pg';
import { DataSource } from 'typeorm';
import { AskedTogether } from '../asked-together';
import { itemNotFound, Ledgers } from '../ledgers';
import type { StreamState } from '../stream-model';
import { notesOf } from './notes';

export const ACTION_ITEMS: Projection<StreamState> = {
  name: 'action_items',
  version: 2,
  keeps: 'latest',
  columns: {
    tracker_id: 'int',
    number: 'int',
    id: 'text',
    title: 'text',
    create_date: 'date',
    created_by_id: 'int',
    due_date: 'date?',
    category: 'text',
    owner_id: 'int',
    priority: 'text',
    status: 'text',
    created_at: 'recorded_at',
    updated_at: 'recorded_at',
    version: 'int',
    latest_note_date: 'date?',
    latest_note_author_id: 'int?',
    latest_note_line: 'text?',
  },
  key: ['tracker_id', 'number'],
  // None on the status: then a change of it would write an entry into every index.
  indexes: {
    owner: '(owner_id)',
    due_date: '(due_date)',
  },
  row(facts, { item, createdById, createdAt, latestNote }) {
    if (isTrackerEvent(upcast(facts)) || !item.exists) return undefined;
    return {
      tracker_id: facts.ledgerId,
      number: item.number,
      id: facts.stream,
      title: item.title,
      create_date: item.createDate,
      created_by_id: createdById,
      due_date: item.dueDate,
      category: item.category,
      owner_id: item.ownerId,
      priority: item.priority,
      status: item.status,
      created_at: createdAt,
      version: facts.version,
      latest_note_date: latestNote?.noteDate ?? null,
      latest_note_author_id: latestNote?.authorId ?? null,
      latest_note_line: latestNote?.line ?? null,
    };
  },
};

/** The columns of an answer, in its order. */
export const ITEM_COLUMNS = `i.id, i.tracker_id, i.number, i.title, i.create_date, i.created_by_id,
  i.due_date, i.category, i.owner_id, i.priority, i.status, i.created_at, i.updated_at, i.version`;

/** The columns of a list: its items, each with the first line of its latest note. */
export const LISTED_ITEM_COLUMNS = `${ITEM_COLUMNS},
  CASE WHEN i.latest_note_date IS NOT NULL THEN json_build_object('note_date', i.latest_note_date,
    'author_id', i.latest_note_author_id, 'content', i.latest_note_line) END AS latest_note`;

/** The items of one tracker by number, or of all trackers by prefix and number. */
export class ListItems extends Query<readonly Item[]> {
  constructor(readonly trackerId?: number) {
    super();
  }
}

@QueryHandler(ListItems)
export class ListItemsHandler implements IQueryHandler<ListItems> {
  constructor(
    private readonly database: DataSource,
    private readonly ledgers: Ledgers,
  ) {}

  async execute({ trackerId }: ListItems): Promise<readonly Item[]> {
    if (trackerId !== undefined) await this.ledgers.ofTracker(trackerId);
    return this.database.query<Item[]>(
      `SELECT ${ITEM_COLUMNS} FROM action_items i JOIN ledgers l ON l.ledger_id = i.tracker_id
       WHERE $1::int IS NULL OR i.tracker_id = $1
       ORDER BY l.prefix COLLATE "C", i.number`,
      [trackerId ?? null],
    );
  }
}

/** PostgreSQL writes the zone of the session into JSON. */
const withUtc = (note: Note): Note => ({
  ...note,
  created_at: new Date(note.created_at).toISOString(),
});

/** One item with its notes. @throws DomainError NOT_FOUND */
export class GetItem extends Query<ItemDetail> {
  constructor(readonly itemId: string) {
    super();
  }
}

@QueryHandler(GetItem)
export class GetItemHandler implements IQueryHandler<GetItem> {
  private readonly items: AskedTogether<ItemPlace, ItemDetail | undefined>;

  constructor(private readonly ledgers: Ledgers) {
    this.items = new AskedTogether(
      (places) => readItems(ledgers.pool, places),
      ({ trackerId, number }) => `${trackerId} ${number}`,
    );
  }

  async execute({ itemId }: GetItem): Promise<ItemDetail> {
    const { ledger, number } = await this.ledgers.ofItem(itemId);
    const item = await this.items.ask({ trackerId: ledger.id, number });
    if (!item) throw itemNotFound(itemId);
    return item;
  }
}

interface ItemPlace {
  readonly trackerId: number;
  readonly number: number;
}

/**
 * One statement sees one moment: never an item with the notes of the next version. The places come
 * through subqueries, else PostgreSQL sees how many there are, and plans anew for each number.
 */
const ITEMS_WITH_NOTES = `
  SELECT x.n::int AS n, ${ITEM_COLUMNS}, (
    SELECT coalesce(json_agg(x), '[]') FROM (${notesOf('i.tracker_id', 'i.id')}) x
  ) AS notes
  FROM unnest((SELECT $1::int[]), (SELECT $2::int[])) WITH ORDINALITY AS x(tracker_id, number, n)
  JOIN action_items i ON i.tracker_id = x.tracker_id AND i.number = x.number`;

async function readItems(
  pool: Pool,
  places: readonly ItemPlace[],
): Promise<readonly (ItemDetail | undefined)[]> {
  const { rows } = await pool.query<ItemDetail & { readonly n: number }>({
    name: 'items_with_notes',
    text: ITEMS_WITH_NOTES,
    values: [places.map(({ trackerId }) => trackerId), places.map(({ number }) => number)],
  });
  const items = new Map(
    rows.map(({ n, ...item }) => [n, { ...item, notes: item.notes.map(withUtc) }]),
  );
  return places.map((_, index) => items.get(index + 1));
}
