/** Lists of items: the filters of the API as one statement over the read tables. */
import { WEEK_DAYS, type DueFilter, type ListedItem } from '@action-tracker/contracts';
import {
  CLOSED_STATUS,
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
import { LISTED_ITEM_COLUMNS } from './action-items';
import { searchFor } from './search-words';

/** All given conditions hold; within one, any of its values. */
export interface ItemFilter {
  readonly trackerIds?: readonly number[];
  readonly statuses?: readonly Status[];
  readonly ownerIds?: readonly number[];
  readonly categories?: readonly Category[];
  readonly priorities?: readonly Priority[];
  readonly due?: DueFilter;
  /** Words of title and notes, each perhaps unfinished, and item ids in any notation. */
  readonly text?: string;
  /** Answers at most so many items. */
  readonly limit?: number;
  /** Answers items after the one with this id. */
  readonly after?: string;
}

export interface ItemPage {
  readonly items: readonly ListedItem[];
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
    const matched = await this.addText(conditions, { filter, trackerId });
    addAfter(conditions, filter.after);
    // One more than asked for tells whether there is a next page.
    const limit = filter.limit === undefined ? '' : `LIMIT ${filter.limit + 1}`;
    const rows = await this.database.query<ListedItem[]>(
      `SELECT ${LISTED_ITEM_COLUMNS}${matched}
       FROM action_items i JOIN ledgers l ON l.ledger_id = i.tracker_id
       WHERE ${conditions.sql} ORDER BY l.prefix COLLATE "C", i.number ${limit}`,
      conditions.values,
    );
    const items = rows.slice(0, filter.limit);
    return { items, next: rows.length > items.length ? items.at(-1)?.id : undefined };
  }

  /** @returns the columns that say where an item matched, when a text is looked for */
  private async addText(
    conditions: Conditions,
    { filter, trackerId }: Pick<FindItems, 'filter' | 'trackerId'>,
  ): Promise<string> {
    if (filter.text === undefined) return '';
    const trackerIds = trackerId === undefined ? filter.trackerIds : [trackerId];
    const search = await searchFor(this.database, filter.text, trackerIds);
    conditions.add(search.condition, search.parameter);
    const matched = search.matched(`$${conditions.values.length}`);
    return matched && `, ${matched}`;
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
