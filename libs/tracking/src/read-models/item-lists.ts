/** The filters of lists of items as one statement over the read tables. */
import { WEEK_DAYS, type DueFilter, type ListedItem } from '@action-tracker/contracts';
import {
  CLOSED_STATUS,
  parseItemId,
  type Category,
  type Priority,
  type Status,
} from '@action-tracker/domain';
import { rowBatches } from '@action-tracker/event-store';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../clock';
import { ReadLedgers } from '../ledgers';
import { Users } from '../users/user';
import { ITEM_ORDER, LISTED_ITEM_COLUMNS } from './action-items';
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
  /** Answers at most so many items; `PAGE_MAX_ITEMS` without. */
  readonly limit?: number;
  /** Answers items after the one with this id. */
  readonly after?: string;
}

/** The statement behind every list of items. */
@Injectable()
export class ItemLists {
  constructor(
    private readonly database: DataSource,
    private readonly ledgers: ReadLedgers,
    private readonly clock: Clock,
    private readonly users: Users,
  ) {}

  /** @throws DomainError NOT_FOUND for an unknown tracker of a path */
  async select(filter: ItemFilter, trackerId: number | undefined): Promise<Select> {
    const conditions = new Conditions();
    if (trackerId === undefined) addTrackers(conditions, filter.trackerIds);
    else conditions.add(`${PREFIX} = ?`, (await this.ledgers.ofTracker(trackerId)).prefix);
    addWords(conditions, filter);
    if (filter.ownerIds) {
      const ownerIds = await this.users.sameAs(filter.ownerIds);
      conditions.add('i.owner_id = ANY (?::int[])', ownerIds);
    }
    addDue(conditions, filter.due, this.clock.today());
    const trackerIds = trackerId === undefined ? filter.trackerIds : [trackerId];
    const matched = await this.addText(conditions, filter.text, trackerIds);
    addAfter(conditions, filter.after);
    return {
      text: `SELECT ${LISTED_ITEM_COLUMNS}${matched} FROM action_items i
             WHERE ${conditions.sql} ORDER BY ${ITEM_ORDER}`,
      values: conditions.values,
    };
  }

  rows(text: string, values: readonly unknown[]): Promise<readonly ListedItem[]> {
    return this.database.query<ListedItem[]>(text, [...values]);
  }

  batches(text: string, values: readonly unknown[]): AsyncIterable<readonly ListedItem[]> {
    return rowBatches<ListedItem>(this.ledgers.pool, text, values);
  }

  /** @returns the columns that say where an item matched, when a text is looked for */
  private async addText(
    conditions: Conditions,
    text: string | undefined,
    trackerIds: readonly number[] | undefined,
  ): Promise<string> {
    if (text === undefined) return '';
    const search = await searchFor(this.database, text, trackerIds);
    conditions.add(search.condition, search.parameter);
    const matched = search.matched(`$${conditions.values.length}`);
    return matched && `, ${matched}`;
  }
}

interface Select {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** As the index that lists are read along has it. */
const PREFIX = 'i.prefix COLLATE "C"';

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

/** By their prefixes, which lists are sorted by: then trackers are found along the same index. */
function addTrackers(conditions: Conditions, trackerIds: readonly number[] | undefined): void {
  if (trackerIds === undefined) return;
  const prefixes = 'SELECT prefix FROM ledgers WHERE ledger_id = ANY (?::int[])';
  conditions.add(`${PREFIX} = ANY (ARRAY(${prefixes}))`, trackerIds);
}

function addWords(conditions: Conditions, filter: ItemFilter): void {
  const { statuses, categories, priorities } = filter;
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
  const place = `(?::json ->> 'prefix') COLLATE "C", (?::json ->> 'number')::int`;
  conditions.add(`(${ITEM_ORDER}) > (${place})`, JSON.stringify(parts));
}
