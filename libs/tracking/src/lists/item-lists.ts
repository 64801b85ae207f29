/** The filters of lists of items as one statement over the read tables. */
import {
  CHOICE_FILTERS,
  CLOSED_STATUS,
  parseItemId,
  type ChoiceFilter,
  type DueFilter,
} from '@action-tracker/domain';
import { rowBatches } from '@action-tracker/event-store';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../ledger/clock';
import { ReadLedgers } from '../ledger/ledgers';
import type { Scope } from '../ledger/scope';
import { Users } from '../people/user';
import { dueConditions } from '../items/due-conditions';
import { LISTED_ITEM_COLUMNS } from '../items/action-items';
import { searchFor } from '../search/search-words';

/** All given conditions hold; within one, any of its values. */
export interface ItemFilter {
  readonly trackerIds?: readonly number[];
  /** Words by the name of their filter. */
  readonly words?: Readonly<Partial<Record<ChoiceFilter['wire'], readonly string[]>>>;
  /** Ids of users by the name of their filter. */
  readonly users?: Readonly<Partial<Record<ChoiceFilter['wire'], readonly number[]>>>;
  readonly due?: DueFilter;
  /** Words of title and notes, each perhaps unfinished, and item ids in any notation. */
  readonly text?: string;
  /** Answers at most so many items; `PAGE_MAX_ITEMS` without. */
  readonly limit?: number;
  /** Answers items after the one with this id. */
  readonly after?: string;
}

/** Who asks for which items, of one tracker or of several. */
export interface AskedList {
  readonly scope: Scope;
  readonly filter: ItemFilter;
  readonly trackerId?: number | undefined;
}

/**
 * The statement behind every list of items. PostgreSQL writes each item as the JSON of its answer: to
 * make objects of rows and text of objects costs a server more than all the rest of a page.
 */
@Injectable()
export class ItemLists {
  constructor(
    private readonly database: DataSource,
    private readonly ledgers: ReadLedgers,
    private readonly clock: Clock,
    private readonly users: Users,
  ) {}

  /**
   * The first items that fit, each as JSON of a `ListedItem`.
   *
   * @throws DomainError NOT_FOUND for an unknown tracker of a path
   */
  async first(list: AskedList, limit: number): Promise<readonly string[]> {
    const { text, values } = await this.select(list, limit);
    const { rows } = await this.ledgers.pool.query<Row>(text, [...values]);
    return rows.map(({ json }) => json);
  }

  /** All items that fit, in batches. @throws DomainError NOT_FOUND for an unknown tracker of a path */
  async all(list: AskedList): Promise<AsyncIterable<readonly string[]>> {
    const { text, values } = await this.select(list);
    return textsOf(rowBatches<Row>(this.ledgers.pool, text, values));
  }

  private async select({ scope, filter, trackerId }: AskedList, limit?: number): Promise<Select> {
    const conditions = new Conditions();
    const trackerIds = scope.within(trackerId === undefined ? filter.trackerIds : [trackerId]);
    const place = filter.text === undefined ? ITEM_PLACE : FOUND_PLACE;
    const source = await this.source(conditions, filter.text, trackerIds);
    if (trackerId === undefined) addTrackers(conditions, place, trackerIds);
    else {
      const { prefix } = await this.ledgers.ofTracker(scope, trackerId);
      conditions.add(`${place.prefix} = ?`, prefix);
    }
    addWords(conditions, filter);
    for (const { wire } of CHOICE_FILTERS) {
      const users = filter.users?.[wire];
      if (users) conditions.add(`i.${wire} = ANY (?::int[])`, await this.users.sameAs(users));
    }
    addDue(conditions, filter.due, this.clock.today());
    addAfter(conditions, place, filter.after);
    return {
      text: `SELECT row_to_json(r)::text AS json FROM (
               SELECT i.* FROM ${source.from} WHERE ${conditions.sql}
               ORDER BY ${place.prefix}, ${place.number} LIMIT ${limit ?? 'ALL'}
             ) i CROSS JOIN LATERAL (SELECT ${LISTED_ITEM_COLUMNS}${source.matched}) r`,
      values: conditions.values,
    };
  }

  /**
   * A search sorts the keys that it found before it reads their items, so that a page of a common
   * word reads the items of the page.
   */
  private async source(
    conditions: Conditions,
    text: string | undefined,
    trackerIds: readonly number[] | null,
  ): Promise<Source> {
    if (text === undefined) return { from: 'action_items i', matched: '' };
    const search = await searchFor(this.database, text, trackerIds);
    const placeholder = conditions.take(search.parameter);
    const keys = `SELECT k.tracker_id, k.number, l.prefix COLLATE "C" AS prefix
      FROM (${search.keys(placeholder)}) k JOIN ledgers l ON l.ledger_id = k.tracker_id
      ORDER BY l.prefix COLLATE "C", k.number`;
    const from = `(${keys}) k
      JOIN action_items i ON i.tracker_id = k.tracker_id AND i.number = k.number`;
    return { from, matched: `, ${search.matched(placeholder)}` };
  }
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

/** What the rows come from, and the column that says where an item matched a text. */
interface Source {
  readonly from: string;
  readonly matched: string;
}

/** The columns that a list is sorted by. */
interface Place {
  readonly prefix: string;
  readonly number: string;
}

/** As the index that lists are read along has it. */
const ITEM_PLACE: Place = { prefix: 'i.prefix COLLATE "C"', number: 'i.number' };
const FOUND_PLACE: Place = { prefix: 'k.prefix', number: 'k.number' };

/** Conditions with their parameters: values never become part of the statement. */
class Conditions {
  readonly values: unknown[] = [];
  private readonly parts: string[] = ['true'];

  /** @param condition SQL in which `?` stands for the value */
  add(condition: string, value: unknown): void {
    this.parts.push(condition.replaceAll('?', this.take(value)));
  }

  /** @returns what stands for the value in SQL */
  take(value: unknown): string {
    return `$${this.values.push(value)}`;
  }

  get sql(): string {
    return this.parts.join(' AND ');
  }
}

/** By their prefixes, which lists are sorted by: then trackers are found along the same index. */
function addTrackers(
  conditions: Conditions,
  { prefix }: Place,
  trackerIds: readonly number[] | null,
): void {
  if (trackerIds === null) return;
  const prefixes = 'SELECT prefix FROM ledgers WHERE ledger_id = ANY (?::int[])';
  conditions.add(`${prefix} = ANY (ARRAY(${prefixes}))`, trackerIds);
}

function addWords(conditions: Conditions, { words = {} }: ItemFilter): void {
  for (const { wire, kind } of CHOICE_FILTERS) {
    const chosen = words[wire];
    const value =
      kind === 'text' ? `CASE WHEN i.${wire} IS NULL THEN 'none' ELSE 'some' END` : `i.${wire}`;
    if (chosen) conditions.add(`${value} = ANY (?::text[])`, chosen);
  }
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
