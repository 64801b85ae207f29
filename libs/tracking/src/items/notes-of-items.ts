/** The notes of the items of a list, for a workbook. */
import type { ListedItem, Note } from '@action-tracker/contracts';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ReadLedgers } from '../ledger/ledgers';
import type { Scope } from '../ledger/scope';
import { changesOfNote, NOTE_COLUMNS } from './note-changes';
import { NOTE_ORDER } from './notes';

/** An item of a list that was read in the same scope. */
export type NotedItem = Pick<ListedItem, 'id' | 'tracker_id' | 'note_count'>;

/**
 * The notes of these items that are not withdrawn, item by item in the order given, newest first.
 */
export class ReadNotesOfItems extends Query<readonly Note[]> {
  constructor(
    readonly scope: Scope,
    readonly items: readonly NotedItem[],
  ) {
    super();
  }
}

/** After every entry. */
const END = Number.MAX_SAFE_INTEGER;

@QueryHandler(ReadNotesOfItems)
export class ReadNotesOfItemsHandler implements IQueryHandler<ReadNotesOfItems> {
  constructor(private readonly ledgers: ReadLedgers) {}

  async execute({ scope: { moment }, items }: ReadNotesOfItems): Promise<readonly Note[]> {
    const noted = items.filter(({ note_count }) => note_count > 0);
    if (noted.length === 0) return [];
    const last = await Promise.all(
      noted.map(async ({ id, tracker_id }) =>
        moment ? (await this.ledgers.lastEntry({ id: tracker_id }, id, moment))?.position : END,
      ),
    );
    const { rows } = await this.ledgers.pool.query<Note>({
      name: 'notes_of_items',
      text: `SELECT ${NOTE_COLUMNS}
             FROM unnest((SELECT $1::int[]), (SELECT $2::text[]), (SELECT $3::bigint[]))
               WITH ORDINALITY AS x(tracker_id, id, last, place)
             JOIN notes n ON n.tracker_id = x.tracker_id AND n.action_item_id = x.id
               AND n.id <= x.last
             ${changesOfNote('x.last')}
             WHERE w.id IS NULL ORDER BY x.place, ${NOTE_ORDER}`,
      values: [noted.map(({ tracker_id }) => tracker_id), noted.map(({ id }) => id), last],
    });
    return rows;
  }
}
