/** The entries of a tracker by day. */
import type { Timeline } from '@action-tracker/contracts';
import type { Axis } from '@action-tracker/domain';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Clock } from '../ledger/clock';
import { ReadLedgers } from '../ledger/ledgers';
import type { Scope } from '../ledger/scope';
import { closedReviews } from './closed-reviews';

/** @throws DomainError NOT_FOUND */
export class GetTimeline extends Query<Timeline> {
  constructor(
    readonly scope: Scope,
    readonly trackerId: number,
    readonly axis: Axis,
  ) {
    super();
  }
}

@QueryHandler(GetTimeline)
export class GetTimelineHandler implements IQueryHandler<GetTimeline> {
  constructor(
    private readonly ledgers: ReadLedgers,
    private readonly clock: Clock,
  ) {}

  async execute({ scope, trackerId, axis }: GetTimeline): Promise<Timeline> {
    await this.ledgers.ofTracker(scope, trackerId);
    const { rows: days } = await this.ledgers.pool.query<Timeline['days'][number]>({
      name: `timeline_${axis}`,
      text: `SELECT (${axis}_at AT TIME ZONE $2)::date AS date, count(*)::int AS entries
             FROM events WHERE ledger_id = $1 GROUP BY 1 ORDER BY 1`,
      values: [trackerId, this.clock.timeZone],
    });
    return {
      from: days.at(0)?.date ?? null,
      to: days.at(-1)?.date ?? null,
      days,
      reviews: await closedReviews(this.ledgers.pool, trackerId),
    };
  }
}
