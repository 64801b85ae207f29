/**
 * Item counts per tracker, grouped by every board dimension. Counting reads all items of a tracker,
 * so the counts are cached until its ledger gets a new entry: an unchanged tracker costs one
 * comparison of its head.
 */
import type { Summary } from '@action-tracker/contracts';
import type { PlainDate } from '@action-tracker/domain';
import { projectionTable } from '@action-tracker/event-store';
import { Injectable } from '@nestjs/common';
import { Clock } from '../ledger/clock';
import { ReadLedgers } from '../ledger/ledgers';
import type { Scope } from '../ledger/scope';
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

const DUE = dueConditions('due_date', '$5');

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
    SELECT status, category, priority, owner_id,
      CASE WHEN ${DUE.overdue} THEN 'overdue' WHEN ${DUE.week} THEN 'week'
        WHEN ${DUE.tbd} THEN 'tbd' ELSE 'later' END AS due, count(*)::int AS items
    FROM action_items i
    WHERE i.tracker_id = l.ledger_id AND (k.head = l.head AND k.table_id = t.id) IS NOT TRUE
    GROUP BY 1, 2, 3, 4, 5
  ) g ON true
  WHERE $6::int[] IS NULL OR l.ledger_id = ANY ($6)`;

@Injectable()
export class ItemCounts {
  private readonly known = new Map<number, Counted>();

  constructor(
    private readonly ledgers: ReadLedgers,
    private readonly clock: Clock,
  ) {}

  /** Today's counts of the given trackers, or of all in scope; unknown trackers are left out. */
  async of(scope: Scope, trackerIds?: readonly number[]): Promise<readonly CountedTracker[]> {
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
    const before = new Map(known.map((one) => [one.trackerId, one]));
    return [...Map.groupBy(rows, ({ trackerId }) => trackerId).values()].flatMap((found) => {
      const [ledger] = found;
      const counted = ledger?.isKnown ? before.get(ledger.trackerId) : countedFrom(found, day);
      if (counted) this.known.set(counted.trackerId, counted);
      return counted ?? [];
    });
  }
}

function countedFrom(rows: readonly CountRow[], day: PlainDate): Counted | undefined {
  const [ledger] = rows;
  if (!ledger) return undefined;
  const { trackerId, head, nextNumber, lastUpdated, table } = ledger;
  const summary = summaryOf(rows.filter((row) => row.items !== null));
  return { trackerId, head, nextNumber, lastUpdated, table, day, summary };
}
