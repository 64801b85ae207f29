/** The current state of one item with its newest notes. Concurrent requests share one statement. */
import { ITEM_NOTES_MAX, type ItemDetail, type Note } from '@action-tracker/contracts';
import type DataLoader from 'dataloader';
import type { Pool } from 'pg';
import { dataLoader } from '../ledger/data-loader';
import { itemNotFound, Ledgers } from '../ledger/ledgers';
import { ITEM_COLUMNS } from './action-items';
import { changesOfNote, NOTE_COLUMNS } from './note-changes';
import { NOTE_ORDER } from './notes';
import type { Scope } from '../ledger/scope';
import { TrackerCategories } from '../ledger/tracker-categories';

/** Reads current items from the read tables. */
export class LiveItems {
  private readonly items: DataLoader<ItemPlace, ItemDetail | undefined, string>;
  private readonly categories: TrackerCategories;

  constructor(private readonly ledgers: Ledgers) {
    this.categories = new TrackerCategories(ledgers);
    this.items = dataLoader(
      (places) => readItems(ledgers.pool, places),
      ({ trackerId, number }) => `${trackerId} ${number}`,
    );
  }

  /** @throws DomainError NOT_FOUND */
  async read(scope: Scope, itemId: string): Promise<ItemDetail> {
    const item = await this.find(scope, itemId);
    if (!item) throw itemNotFound(itemId);
    return item;
  }

  /** `undefined` if it is not in the read table. @throws DomainError NOT_FOUND without its tracker */
  async find(scope: Scope, itemId: string): Promise<ItemDetail | undefined> {
    const { ledger, number } = await this.ledgers.ofItem(scope, itemId);
    const names = await this.categories.names(scope, [ledger.id]);
    const item = await this.items.load({ trackerId: ledger.id, number });
    return item && names.named(item);
  }
}

interface ItemPlace {
  readonly trackerId: number;
  readonly number: number;
}

const NEWEST_NOTES = `SELECT ${NOTE_COLUMNS} FROM notes n ${changesOfNote()}
  WHERE n.tracker_id = i.tracker_id AND n.action_item_id = i.id
  ORDER BY ${NOTE_ORDER} LIMIT ${ITEM_NOTES_MAX}`;

/**
 * One statement reads one snapshot: never an item with the notes of a later version. The arrays are
 * passed through subqueries; otherwise PostgreSQL would replan for each array length.
 */
const ITEMS_WITH_NOTES = `
  SELECT x.n::int AS n, ${ITEM_COLUMNS}, (
    SELECT coalesce(json_agg(x), '[]') FROM (${NEWEST_NOTES}) x
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

/** Inside JSON, PostgreSQL writes timestamps with the offset of the session. */
const withUtc = (note: Note): Note => ({
  ...note,
  created_at: new Date(note.created_at).toISOString(),
});
