/** The open items without an entry for the longest time. */
import type { UntouchedItem } from '@action-tracker/contracts/measures';
import { CLOSED_STATUS, type Axis } from '@action-tracker/domain';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Clock } from '../ledger/clock';
import { ReadLedgers } from '../ledger/ledgers';
import type { Scope } from '../ledger/scope';
import type { ItemFilter } from '../lists/item-filter';
import { ItemLists } from '../lists/item-lists';
import { Periods } from '../measures/periods';
import { ItemRows } from '../moments/item-rows';

/**
 * Open items that match the filter, the longest untouched first. An item is touched by every entry
 * about it, notes included.
 *
 * @throws DomainError VALIDATION_ERROR, PastNotReady
 */
export class GetUntouched extends Query<readonly UntouchedItem[]> {
  constructor(
    readonly scope: Scope,
    readonly filter: ItemFilter,
    readonly limit: number,
    readonly axis: Axis = 'occurred',
  ) {
    super();
  }
}

/** When the items of now were last touched; they say themselves when that was recorded. */
const LATEST = `JOIN item_versions l ON l.tracker_id = i.tracker_id AND l.number = i.number
  AND l.until_position IS NULL`;

@QueryHandler(GetUntouched)
export class GetUntouchedHandler implements IQueryHandler<GetUntouched> {
  constructor(
    private readonly ledgers: ReadLedgers,
    private readonly lists: ItemLists,
    private readonly rows: ItemRows,
    private readonly periods: Periods,
    private readonly clock: Clock,
  ) {}

  async execute({ scope, filter, limit, axis }: GetUntouched): Promise<readonly UntouchedItem[]> {
    await this.rows.fill(scope.within(filter.trackerIds));
    const { from, where, values } = await this.lists.matching({ scope, filter });
    const at = (n: number) => `$${values.length + n}`;
    const touched = touchedBy(axis, scope);
    const { rows } = await this.ledgers.pool.query<UntouchedItem>(
      `SELECT i.id AS item_id, i.tracker_id, i.title, i.owner_id, d.day AS last_entry_on,
         ${at(2)}::date - d.day AS days
       FROM ${from} ${scope.moment ? '' : LATEST} CROSS JOIN LATERAL (
         SELECT (${touched} AT TIME ZONE ${at(1)})::date AS day) d
       WHERE ${where} AND i.status <> '${CLOSED_STATUS}'
       ORDER BY ${touched}, i.tracker_id, i.number LIMIT ${at(3)}`,
      [...values, this.clock.timeZone, this.periods.lastDay(scope), limit],
    );
    return rows;
  }
}

/** SQL of the time of the last entry about an item. */
function touchedBy(axis: Axis, { moment }: Scope): string {
  if (axis === 'recorded') return 'i.updated_at';
  if (!moment) return 'l.occurred_at';
  return moment.axis === 'occurred' ? 'i.updated_at' : 'i.occurred_at';
}
