/** The report of slips: how often due dates moved, and what was completed on time. */
import type { SlipGroup, Slips, SlipsOfGroup } from '@action-tracker/contracts';
import { PRIORITIES } from '@action-tracker/domain';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { completedConditions, COMPLETED, MOVED } from '../items/slip-conditions';
import { Clock } from '../ledger/clock';
import { ReadLedgers } from '../ledger/ledgers';
import type { Scope } from '../ledger/scope';
import { CountedItems } from '../lists/counted-items';
import type { ItemFilter } from '../lists/item-filter';
import { ItemLists } from '../lists/item-lists';

/** Slips of the items that match the filter, by group; its `limit` and `after` are ignored. */
export class GetSlips extends Query<Slips> {
  constructor(
    readonly scope: Scope,
    readonly by: SlipGroup,
    readonly filter: ItemFilter = {},
  ) {
    super();
  }
}

const KEYS: Readonly<Record<SlipGroup, string>> = {
  owner: 'i.owner_id',
  category: 'i.category',
  priority: 'i.priority',
  tracker: 'i.tracker_id',
};

@QueryHandler(GetSlips)
export class GetSlipsHandler implements IQueryHandler<GetSlips> {
  constructor(
    private readonly ledgers: ReadLedgers,
    private readonly lists: ItemLists,
    private readonly counted: CountedItems,
    private readonly clock: Clock,
  ) {}

  async execute({ scope, by, filter }: GetSlips): Promise<Slips> {
    const { from, where, values } = await this.lists.matching({ scope, filter });
    const { rows } = await this.ledgers.pool.query<SlipsOfGroup>(
      `SELECT ${KEYS[by]} AS key, ${measures(`$${values.length + 1}`)}
       FROM ${from} WHERE ${where} GROUP BY 1`,
      [...values, this.clock.timeZone],
    );
    const trackerIds = scope.within(filter.trackerIds);
    const categories = await this.counted.categories({ scope, trackerIds, by: [by] });
    return { by, groups: rows.toSorted(byKey([...categories, ...PRIORITIES])) };
  }
}

/** @param words keys that are words, in order; other keys are ids */
function byKey(words: readonly string[]): (a: SlipsOfGroup, b: SlipsOfGroup) => number {
  const placeOf = ({ key }: SlipsOfGroup) => {
    if (typeof key === 'number') return key;
    const place = words.indexOf(key);
    return place < 0 ? words.length : place;
  };
  return (a, b) => placeOf(a) - placeOf(b) || String(a.key).localeCompare(String(b.key), 'en');
}

function measures(timeZone: string): string {
  const completed = completedConditions(timeZone);
  const count = (condition: string) => `(count(*) FILTER (WHERE ${condition}))::int`;
  return `count(*)::int AS items,
    ${count(MOVED)} AS moved_items,
    sum(i.due_date_moves)::int AS moves,
    ${daysAt(0.5)} AS days_median,
    ${daysAt(0.85)} AS days_p85,
    ${count(COMPLETED)} AS completed,
    ${count(completed.on_time)} AS completed_on_time,
    ${count(completed.by_first_date)} AS completed_by_first_date`;
}

/**
 * A percentile of the days slipped, interpolated between two items. The days are whole and the
 * fraction has two digits, so two digits are exact.
 */
const daysAt = (fraction: number): string =>
  `round((percentile_cont(${fraction}) WITHIN GROUP (ORDER BY i.days_slipped)
    FILTER (WHERE ${MOVED}))::numeric, 2)::float8`;
