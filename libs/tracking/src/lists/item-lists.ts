/** The item list filters as one statement over the read tables. */
import { CLOSED_STATUS, parseItemId, type DueFilter } from '@action-tracker/domain';
import { rowBatches } from '@action-tracker/event-store';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../ledger/clock';
import { ReadLedgers } from '../ledger/ledgers';
import type { Scope } from '../ledger/scope';
import { Users } from '../people/user';
import { dueConditions } from '../items/due-conditions';
import { listedItemColumns } from '../items/listed-items';
import { ItemRows, type WhichItems } from '../moments/item-rows';
import {
  SEARCH_TABLES,
  searchFor,
  searchTablesOf,
  type SearchTables,
} from '../search/search-words';
import { Conditions } from './conditions';
import { CountedItems } from './counted-items';
import { addFilter, type ItemFilter } from './item-filter';

/** The scope, the tracker or trackers, and the filter of a list. */
export interface AskedList {
  readonly scope: Scope;
  readonly filter: ItemFilter;
  readonly trackerId?: number | undefined;
}

/**
 * Builds the statement behind every list of items. PostgreSQL writes each item as response JSON:
 * parsing rows and serializing objects costs the server more than the rest of a page.
 */
@Injectable()
export class ItemLists {
  constructor(
    private readonly database: DataSource,
    private readonly ledgers: ReadLedgers,
    private readonly rows: ItemRows,
    private readonly clock: Clock,
    private readonly users: Users,
    private readonly counted: CountedItems,
  ) {}

  /**
   * The first matching items, each as the JSON of a `ListedItem`.
   *
   * @throws DomainError NOT_FOUND for an unknown tracker in the path
   */
  async first(list: AskedList, limit: number): Promise<readonly string[]> {
    const { text, values } = await this.select(list, limit);
    const { rows } = await this.ledgers.pool.query<Row>(text, [...values]);
    return rows.map(({ json }) => json);
  }

  /**
   * All matching items, in batches. @throws DomainError NOT_FOUND for an unknown tracker in the
   * path
   */
  async all(list: AskedList): Promise<AsyncIterable<readonly string[]>> {
    const { text, values } = await this.select(list);
    return textsOf(rowBatches<Row>(this.ledgers.pool, text, values));
  }

  /** The ids of the first matching items, ignoring `limit` and `after`. */
  async ids(list: AskedList, limit: number): Promise<readonly string[]> {
    const { conditions, source, place } = await this.conditionsOf(list);
    const { rows } = await this.ledgers.pool.query<{ readonly id: string }>(
      `SELECT i.id FROM ${source.from} WHERE ${conditions.sql}
       ORDER BY ${place.prefix}, ${place.number} LIMIT ${limit}`,
      [...conditions.values],
    );
    return rows.map(({ id }) => id);
  }

  /** The items of a list, ignoring `limit` and `after`. @throws DomainError as `first` */
  async matching(list: AskedList): Promise<Matching> {
    const { conditions, source } = await this.conditionsOf(list);
    return { from: source.from, where: conditions.sql, values: conditions.values };
  }

  private async select(list: AskedList, limit?: number): Promise<Select> {
    const { conditions, source, place } = await this.conditionsOf(list);
    addAfter(conditions, place, list.filter.after);
    const columns = listedItemColumns(list.scope.moment ? 'i.position' : undefined);
    return {
      text: `SELECT row_to_json(r)::text AS json FROM (
               SELECT i.* FROM ${source.from} WHERE ${conditions.sql}
               ORDER BY ${place.prefix}, ${place.number} LIMIT ${limit ?? 'ALL'}
             ) i CROSS JOIN LATERAL (SELECT ${columns}${source.matched}) r`,
      values: conditions.values,
    };
  }

  private async conditionsOf({ scope, filter, trackerId }: AskedList) {
    const conditions = new Conditions();
    const trackerIds = scope.within(trackerId === undefined ? filter.trackerIds : [trackerId]);
    const isFound = filter.text !== undefined && !filter.counted;
    const place = isFound ? FOUND_PLACE : ITEM_PLACE;
    const items = await this.rows.of(
      scope,
      trackerIds,
      (value) => conditions.take(value),
      whichOf(filter),
    );
    const source = await this.source(conditions, isFound ? filter.text : undefined, {
      trackerIds,
      items,
      tables: scope.moment ? searchTablesOf(items, trackerIds) : SEARCH_TABLES,
    });
    if (trackerId === undefined) addTrackers(conditions, place, trackerIds);
    else {
      const { prefix } = await this.ledgers.ofTracker(scope, trackerId);
      conditions.add(`${place.prefix} = ?`, prefix);
    }
    if (filter.counted) {
      const counted = { scope, filter, trackerIds, counted: filter.counted };
      conditions.addFixed(await this.counted.condition(conditions, counted));
    } else {
      await addFilter(conditions, filter, {
        ...{ users: this.users, timeZone: this.clock.timeZone },
        names: () => this.rows.names(scope, trackerIds),
      });
      addDue(conditions, filter.due, this.rows.dayOf(scope));
    }
    return { conditions, source, place };
  }

  /**
   * A search sorts the keys it found before it reads their items, so that one page of a common word
   * reads only the items of that page.
   */
  private async source(
    conditions: Conditions,
    text: string | undefined,
    { trackerIds, items, tables }: Searched,
  ): Promise<Source> {
    if (text === undefined) return { from: `${items} i`, matched: '' };
    const search = await searchFor(this.database, text, trackerIds, tables);
    const placeholder = conditions.take(search.parameter);
    const keys = `SELECT k.tracker_id, k.number, l.prefix COLLATE "C" AS prefix
      FROM (${search.keys(placeholder)}) k JOIN ledgers l ON l.ledger_id = k.tracker_id
      ORDER BY l.prefix COLLATE "C", k.number`;
    const from = `(${keys}) k
      JOIN ${items} i ON i.tracker_id = k.tracker_id AND i.number = k.number`;
    return { from, matched: `, ${search.matched(placeholder)}` };
  }
}

/** What a search covers. */
interface Searched {
  readonly trackerIds: readonly number[] | null;
  /** SQL of the table of items. */
  readonly items: string;
  readonly tables: SearchTables;
}

interface Row {
  readonly json: string;
}

async function* textsOf(batches: AsyncIterable<readonly Row[]>) {
  for await (const rows of batches) yield rows.map(({ json }) => json);
}

interface Select {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** The items of a list as parts of a statement; items have the alias `i`. */
interface Matching {
  readonly from: string;
  readonly where: string;
  readonly values: readonly unknown[];
}

/** The FROM clause, and the column that says where an item matched the text. */
interface Source {
  readonly from: string;
  readonly matched: string;
}

/** The columns that order a list. */
interface Place {
  readonly prefix: string;
  readonly number: string;
}

/** Must match the expressions of the index that serves lists. */
const ITEM_PLACE: Place = { prefix: 'i.prefix COLLATE "C"', number: 'i.number' };
const FOUND_PLACE: Place = { prefix: 'k.prefix', number: 'k.number' };

/** An item that was counted is listed even if it has been withdrawn since. */
function whichOf({ counted, isWithdrawn }: ItemFilter): WhichItems {
  if (counted) return 'all';
  return isWithdrawn ? 'withdrawn' : 'in_use';
}

/** Filters by prefix, because lists are ordered by it: the same index then serves both. */
function addTrackers(
  conditions: Conditions,
  { prefix }: Place,
  trackerIds: readonly number[] | null,
): void {
  if (trackerIds === null) return;
  const prefixes = 'SELECT prefix FROM ledgers WHERE ledger_id = ANY (?::int[])';
  conditions.add(`${prefix} = ANY (ARRAY(${prefixes}))`, trackerIds);
}

function addDue(conditions: Conditions, due: DueFilter | undefined, today: string): void {
  if (due === undefined) return;
  conditions.add('i.status <> ?', CLOSED_STATUS);
  conditions.add(DUE_CONDITIONS[due], today);
}

const DUE_CONDITIONS = dueConditions('i.due_date', '?');

function addAfter(
  conditions: Conditions,
  { prefix, number }: Place,
  after: string | undefined,
): void {
  const parts = after === undefined ? undefined : parseItemId(after);
  if (!parts) return;
  const last = `(?::json ->> 'prefix') COLLATE "C", (?::json ->> 'number')::int`;
  conditions.add(`(${prefix}, ${number}) > (${last})`, JSON.stringify(parts));
}
