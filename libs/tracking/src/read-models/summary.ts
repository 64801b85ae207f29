/** Counts of items for reports, by everything that people sort boards by. */
import { WEEK_DAYS, type Summary } from '@action-tracker/contracts';
import {
  CATEGORIES,
  CLOSED_STATUS,
  PRIORITIES,
  STATUSES,
  type Category,
  type Priority,
  type Status,
} from '@action-tracker/domain';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { Clock } from '../clock';

/** The counts of the given trackers, or of all. */
export class GetSummary extends Query<Summary> {
  constructor(readonly trackerIds?: readonly number[]) {
    super();
  }
}

interface Group {
  readonly status: Status | null;
  readonly category: Category | null;
  readonly priority: Priority | null;
  readonly owner_id: number | null;
  readonly items: number;
  readonly open: number;
  readonly overdue: number;
  readonly week: number;
  readonly tbd: number;
}

@QueryHandler(GetSummary)
export class GetSummaryHandler implements IQueryHandler<GetSummary> {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  async execute({ trackerIds }: GetSummary): Promise<Summary> {
    const groups = await this.database.query<Group[]>(
      `SELECT status, category, priority, owner_id, count(*)::int AS items,
         count(*) FILTER (WHERE is_open)::int AS open,
         count(*) FILTER (WHERE is_open AND due_date < $2::date)::int AS overdue,
         count(*) FILTER (WHERE is_open AND due_date BETWEEN $2::date
                                                 AND $2::date + ${WEEK_DAYS})::int AS week,
         count(*) FILTER (WHERE is_open AND due_date IS NULL)::int AS tbd
       FROM (SELECT *, status <> $3 AS is_open FROM action_items
             WHERE $1::int[] IS NULL OR tracker_id = ANY ($1)) i
       GROUP BY GROUPING SETS ((status), (category), (priority), (owner_id), ())
       ORDER BY owner_id`,
      [trackerIds ?? null, this.clock.today(), CLOSED_STATUS],
    );
    return summaryOf(groups);
  }
}

function summaryOf(groups: readonly Group[]): Summary {
  const all = groups.find(({ status, category, priority, owner_id }) =>
    [status, category, priority, owner_id].every((value) => value === null),
  );
  const { items = 0, open = 0, overdue = 0, week = 0, tbd = 0 } = all ?? {};
  const owners = groups.flatMap(({ owner_id, items: count, open: stillOpen }) =>
    owner_id === null ? [] : [{ owner_id, items: count, open: stillOpen }],
  );
  return {
    ...{ items, open, overdue, week, tbd },
    by_status: countsOf(STATUSES, groups, 'status'),
    by_category: countsOf(CATEGORIES, groups, 'category'),
    by_priority: countsOf(PRIORITIES, groups, 'priority'),
    by_owner: owners,
  };
}

/** Every word with its count, also those that no item has. */
function countsOf<Word extends string>(
  words: readonly Word[],
  groups: readonly Group[],
  field: 'status' | 'category' | 'priority',
): Record<Word, number> {
  const entries = words.map((word) => [
    word,
    groups.find((group) => group[field] === word)?.items ?? 0,
  ]);
  // One entry per word: what `Object.fromEntries` cannot express.
  return Object.fromEntries(entries) as Record<Word, number>;
}
