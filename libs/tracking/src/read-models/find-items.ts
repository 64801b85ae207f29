/** Lists of items: the filters of the API as one statement over the read tables. */
import { WEEK_DAYS, type DueFilter, type Item } from '@action-tracker/contracts';
import {
  CLOSED_STATUS,
  formatItemId,
  parseItemId,
  type Category,
  type Priority,
  type Status,
} from '@action-tracker/domain';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { Clock } from '../clock';
import { Ledgers } from '../ledgers';
import { Users } from '../users/user';
import { ITEM_COLUMNS } from './action-items';

/** All given conditions hold; within one, any of its values. */
export interface ItemFilter {
  readonly trackerIds?: readonly number[];
  readonly statuses?: readonly Status[];
  readonly ownerIds?: readonly number[];
  readonly categories?: readonly Category[];
  readonly priorities?: readonly Priority[];
  readonly due?: DueFilter;
  /** Words of title or notes, the last one perhaps unfinished; or an item id in any notation. */
  readonly text?: string;
  /** Answers at most so many items. */
  readonly limit?: number;
  /** Answers items after the one with this id. */
  readonly after?: string;
}

export interface ItemPage {
  readonly items: readonly Item[];
  /** The id to go on after, when there are more. */
  readonly next: string | undefined;
}

/** Items by prefix and number. @throws DomainError NOT_FOUND for an unknown tracker of a path */
export class FindItems extends Query<ItemPage> {
  constructor(
    readonly filter: ItemFilter = {},
    readonly trackerId?: number,
  ) {
    super();
  }
}

@QueryHandler(FindItems)
export class FindItemsHandler implements IQueryHandler<FindItems> {
  constructor(
    private readonly database: DataSource,
    private readonly ledgers: Ledgers,
    private readonly clock: Clock,
    private readonly users: Users,
  ) {}

  async execute({ filter, trackerId }: FindItems): Promise<ItemPage> {
    if (trackerId !== undefined) await this.ledgers.ofTracker(trackerId);
    const conditions = new Conditions();
    addFilter(
      conditions,
      trackerId === undefined ? filter : { ...filter, trackerIds: [trackerId] },
    );
    if (filter.ownerIds) {
      const ownerIds = await this.users.sameAs(filter.ownerIds);
      conditions.add('i.owner_id = ANY (?::int[])', ownerIds);
    }
    addDue(conditions, filter.due, this.clock.today());
    addText(conditions, filter.text);
    addAfter(conditions, filter.after);
    // One more than asked for tells whether there is a next page.
    const limit = filter.limit === undefined ? '' : `LIMIT ${filter.limit + 1}`;
    const rows = await this.database.query<Item[]>(
      `SELECT ${ITEM_COLUMNS} FROM action_items i JOIN ledgers l ON l.ledger_id = i.tracker_id
       WHERE ${conditions.sql} ORDER BY l.prefix COLLATE "C", i.number ${limit}`,
      conditions.values,
    );
    const items = rows.slice(0, filter.limit);
    return { items, next: rows.length > items.length ? items.at(-1)?.id : undefined };
  }
}

/** Conditions with their parameters: values never become part of the statement. */
class Conditions {
  readonly values: unknown[] = [];
  private readonly parts: string[] = ['true'];

  /** @param condition SQL in which `?` stands for the value */
  add(condition: string, value: unknown): void {
    this.values.push(value);
    this.parts.push(condition.replaceAll('?', `$${this.values.length}`));
  }

  get sql(): string {
    return this.parts.join(' AND ');
  }
}

function addFilter(conditions: Conditions, filter: ItemFilter): void {
  const { trackerIds, statuses, categories, priorities } = filter;
  // Said of both tables: PostgreSQL does not conclude it from the join.
  if (trackerIds) {
    conditions.add('i.tracker_id = ANY (?::int[]) AND l.ledger_id = ANY (?::int[])', trackerIds);
  }
  if (statuses) conditions.add('i.status = ANY (?::text[])', statuses);
  if (categories) conditions.add('i.category = ANY (?::text[])', categories);
  if (priorities) conditions.add('i.priority = ANY (?::text[])', priorities);
}

function addDue(conditions: Conditions, due: DueFilter | undefined, today: string): void {
  if (due === undefined) return;
  conditions.add('i.status <> ?', CLOSED_STATUS);
  conditions.add(DUE_CONDITIONS[due], today);
}

const DUE_CONDITIONS: Readonly<Record<DueFilter, string>> = {
  overdue: 'i.due_date < ?::date',
  week: `i.due_date BETWEEN ?::date AND ?::date + ${WEEK_DAYS}`,
  tbd: '(i.due_date IS NULL AND ?::date IS NOT NULL)',
};

/**
 * The last word may be unfinished: its lexeme in the parsed query becomes a prefix. A query without
 * any word (only punctuation) matches nothing but an id.
 */
const TEXT_QUERY = `(SELECT CASE WHEN parsed LIKE '%''' THEN (parsed || ':*')::tsquery
                            ELSE parsed::tsquery END
                     FROM (SELECT websearch_to_tsquery('simple', ?)::text AS parsed) p)`;

function addText(conditions: Conditions, text: string | undefined): void {
  if (text === undefined) return;
  const id = itemIdIn(text);
  if (id !== undefined) {
    addItem(conditions, id);
    return;
  }
  // A union, because with OR no index of either text would be used.
  conditions.add(
    `(i.tracker_id, i.number) IN (
       SELECT t.tracker_id, t.number FROM action_items t
       WHERE to_tsvector('simple', t.title) @@ ${TEXT_QUERY}
       UNION ALL
       SELECT n.tracker_id, substring(n.action_item_id FROM '\\d+$')::int FROM notes n
       WHERE to_tsvector('simple', n.content) @@ ${TEXT_QUERY})`,
    text,
  );
}

function addItem(conditions: Conditions, id: string): void {
  const parts = parseItemId(id);
  conditions.add('l.prefix = ?', parts?.prefix);
  conditions.add('i.number = ?', parts?.number);
}

/** `ad1`, `AD-1` and `AD-001` are one item. */
export function itemIdIn(text: string): string | undefined {
  const [, letters, digits] = /^\s*([a-z]{2,5})-?0*([1-9]\d{0,8})\s*$/i.exec(text) ?? [];
  if (letters === undefined || digits === undefined) return undefined;
  return formatItemId({ prefix: letters.toUpperCase(), number: Number(digits) });
}

function addAfter(conditions: Conditions, after: string | undefined): void {
  const parts = after === undefined ? undefined : parseItemId(after);
  if (!parts) return;
  // The first condition follows from the second, but is one that an index knows.
  conditions.add(
    `l.prefix COLLATE "C" >= (?::json ->> 'prefix')
     AND (l.prefix COLLATE "C", i.number) > ((?::json ->> 'prefix') COLLATE "C", (?::json ->> 'number')::int)`,
    JSON.stringify(parts),
  );
}
