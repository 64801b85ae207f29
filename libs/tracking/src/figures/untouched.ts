/** The open items without an entry for the longest time. */
import type { UntouchedItem } from '@action-tracker/contracts/measures';
import { CLOSED_STATUS } from '@action-tracker/domain';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Clock } from '../ledger/clock';
import { ReadLedgers } from '../ledger/ledgers';
import type { PastMoment, Scope } from '../ledger/scope';
import type { ItemFilter } from '../lists/item-filter';
import { ItemLists } from '../lists/item-lists';
import { Periods } from '../measures/periods';

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
  ) {
    super();
  }
}

@QueryHandler(GetUntouched)
export class GetUntouchedHandler implements IQueryHandler<GetUntouched> {
  constructor(
    private readonly ledgers: ReadLedgers,
    private readonly lists: ItemLists,
    private readonly periods: Periods,
    private readonly clock: Clock,
  ) {}

  async execute({ scope: asked, filter, limit }: GetUntouched): Promise<readonly UntouchedItem[]> {
    const scope = asked.moment ? asked : asked.at(this.now());
    const { from, where, values } = await this.lists.matching({ scope, filter });
    const at = (n: number) => `$${values.length + n}`;
    const { rows } = await this.ledgers.pool.query<UntouchedItem>(
      `SELECT i.id AS item_id, i.tracker_id, i.title, i.owner_id, d.day AS last_entry_on,
         ${at(2)}::date - d.day AS days
       FROM ${from} CROSS JOIN LATERAL (
         SELECT (i.updated_at AT TIME ZONE ${at(1)})::date AS day) d
       WHERE ${where} AND i.status <> '${CLOSED_STATUS}'
       ORDER BY i.updated_at, i.tracker_id, i.number LIMIT ${at(3)}`,
      [...values, this.clock.timeZone, this.periods.lastDay(scope), limit],
    );
    return rows;
  }

  /** Items of now say when they were recorded, those of a moment when they were last touched. */
  private now(): PastMoment {
    const instant = this.clock.now().toISOString();
    return { axis: 'occurred', instant, position: null, review: null };
  }
}
