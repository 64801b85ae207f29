/**
 * Item counts per tracker, grouped by every board dimension. Counting reads all items of a tracker,
 * so the counts are cached until its ledger gets a new entry: an unchanged tracker costs one
 * comparison of its head.
 */
import type { Summary } from '@action-tracker/contracts';
import { categoryName, type PlainDate } from '@action-tracker/domain';
import { projectionTable } from '@action-tracker/event-store';
import { Injectable } from '@nestjs/common';
import { Clock } from '../ledger/clock';
import { ReadLedgers } from '../ledger/ledgers';
import type { Scope } from '../ledger/scope';
import { CategoryNames, TrackerCategories } from '../ledger/tracker-categories';
import { ItemRows } from '../moments/item-rows';
import { ACTION_ITEMS } from '../items/action-items';
import { dueConditions } from '../items/due-conditions';
import { summaryOf, type ItemGroup } from './item-summary';

/** A tracker's ledger and its item counts, from one snapshot. */
export interface CountedTracker {
  readonly trackerId: number;
  readonly nextNumber: number;
  readonly lastUpdated: string;
  readonly summary: Summary;
}

/** The counts with the inputs they were computed from. */
interface Counted extends CountedTracker {
  readonly head: number;
  readonly day: PlainDate;
  /** Id of the counted table; a rebuild replaces the table. */
  readonly table: number;
}

type Ledger = Omit<Counted, 'summary' | 'day'> & { readonly isKnown: boolean | null };

/** The left joins yield no group for a ledger whose counts are cached or that has no items. */
type CountRow = Ledger & (ItemGroup | { readonly items: null });

/** The dimensions of a count. @param today placeholder of the day on which due dates depend */
function groups(today: string): string {
  const due = dueConditions('due_date', today);
  return `status, category, priority, owner_id,
      CASE WHEN ${due.overdue} THEN 'overdue' WHEN ${due.week} THEN 'week'
        WHEN ${due.tbd} THEN 'tbd' ELSE 'later' END AS due,
      (count(*) FILTER (WHERE withdrawn_at IS NULL))::int AS items`;
}

type PastCountRow = Omit<CountedTracker, 'summary'> & ItemGroup;

/**
 * One statement reads one snapshot. It reads items only of ledgers whose head is not the cached
 * one.
 */
const COUNT = `
  SELECT l.ledger_id AS "trackerId", l.head, l.next_number AS "nextNumber",
    l.last_recorded_at AS "lastUpdated", t.id::int8 AS "table",
    k.head = l.head AND k.table_id = t.id AS "isKnown", g.*
  FROM ledgers l
  CROSS JOIN (SELECT to_regclass($1)::oid AS id) t
  LEFT JOIN unnest($2::int[], $3::int[], $4::oid[]) AS k(ledger_id, head, table_id)
    USING (ledger_id)
  LEFT JOIN LATERAL (
    SELECT ${groups('$5')} FROM action_items i
    WHERE i.tracker_id = l.ledger_id AND (k.head = l.head AND k.table_id = t.id) IS NOT TRUE
    GROUP BY 1, 2, 3, 4, 5
  ) g ON true
  WHERE l.ledger_id > 0 AND ($6::int[] IS NULL OR l.ledger_id = ANY ($6))`;

@Injectable()
export class ItemCounts {
  private readonly known = new Map<number, Counted>();
  private readonly categories: TrackerCategories;

  constructor(
    private readonly ledgers: ReadLedgers,
    private readonly clock: Clock,
    private readonly rows: ItemRows,
  ) {
    this.categories = new TrackerCategories(ledgers);
  }

  /**
   * The counts of the given trackers, or of all in scope, as of its moment; unknown trackers are
   * left out, and in the past also those without items.
   */
  of(scope: Scope, trackerIds?: readonly number[]): Promise<readonly CountedTracker[]> {
    return scope.moment ? this.past(scope, trackerIds) : this.present(scope, trackerIds);
  }

  private async past(
    scope: Scope,
    trackerIds?: readonly number[],
  ): Promise<readonly CountedTracker[]> {
    const covered = scope.within(trackerIds);
    const values: unknown[] = [this.rows.dayOf(scope), covered];
    const take = (value: unknown) => `$${values.push(value)}`;
    // Withdrawn items keep their numbers.
    const items = await this.rows.of(scope, covered, take, 'all');
    const { rows } = await this.ledgers.pool.query<PastCountRow>(
      `SELECT tracker_id AS "trackerId", max(number) + 1 AS "nextNumber",
         max(updated_at) AS "lastUpdated", ${groups('$1')}
       FROM ${items} i WHERE $2::int[] IS NULL OR tracker_id = ANY ($2)
       GROUP BY tracker_id, status, category, priority, owner_id, due`,
      values,
    );
    return [...Map.groupBy(rows, ({ trackerId }) => trackerId)].map(([trackerId, found]) => ({
      trackerId,
      nextNumber: Math.max(...found.map(({ nextNumber }) => nextNumber)),
      lastUpdated:
        found
          .map(({ lastUpdated }) => lastUpdated)
          .toSorted()
          .at(-1) ?? '',
      summary: summaryOf(found.filter(hasItems)),
    }));
  }

  private async present(
    scope: Scope,
    trackerIds?: readonly number[],
  ): Promise<readonly CountedTracker[]> {
    const day = this.clock.today();
    const covered = scope.within(trackerIds);
    const ids = new Set(covered ?? this.known.keys());
    const known = [...ids]
      .flatMap((id) => this.known.get(id) ?? [])
      .filter((one) => one.day === day);
    const { rows } = await this.ledgers.pool.query<CountRow>({
      name: 'count_items',
      text: COUNT,
      values: [
        projectionTable(ACTION_ITEMS),
        known.map(({ trackerId }) => trackerId),
        known.map(({ head }) => head),
        known.map(({ table }) => table),
        day,
        covered,
      ],
    });
    const names = await this.categories.names(scope, covered);
    const before = new Map(known.map((one) => [one.trackerId, one]));
    return [...Map.groupBy(rows, ({ trackerId }) => trackerId).values()].flatMap((found) => {
      const [ledger] = found;
      const counted = ledger?.isKnown ? before.get(ledger.trackerId) : countedFrom(found, day);
      if (!counted) return [];
      this.known.set(counted.trackerId, counted);
      return withNames(counted, names);
    });
  }
}

/** The cached counts are by key: the names of a request may be older than the head. */
function withNames(counted: Counted, names: CategoryNames): Counted {
  if (names === CategoryNames.usual) return counted;
  const { summary, trackerId } = counted;
  const categories = names.of(trackerId);
  const byName = Map.groupBy(Object.entries(summary.by_category), ([key]) =>
    categoryName(categories, key),
  );
  const totals = [...byName].map(([name, found]) => [
    name,
    found.reduce((sum, [, items]) => sum + items, 0),
  ]);
  // `Object.fromEntries` also takes a name like `__proto__` for a name.
  const by_category = Object.fromEntries(totals) as Summary['by_category'];
  return { ...counted, summary: { ...summary, by_category } };
}

/** A group may consist of withdrawn items only, which do not count. */
const hasItems = <Group extends { readonly items: number | null }>(
  row: Group,
): row is Extract<Group, ItemGroup> => (row.items ?? 0) > 0;

function countedFrom(rows: readonly CountRow[], day: PlainDate): Counted | undefined {
  const [ledger] = rows;
  if (!ledger) return undefined;
  const { trackerId, head, nextNumber, lastUpdated, table } = ledger;
  const summary = summaryOf(rows.filter(hasItems));
  return { trackerId, head, nextNumber, lastUpdated, table, day, summary };
}
