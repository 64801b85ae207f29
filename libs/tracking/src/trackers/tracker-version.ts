import { DomainError } from '@action-tracker/domain';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ReadLedgers } from '../ledger/ledgers';
import type { Scope } from '../ledger/scope';

export interface TrackerVersion {
  /** Number of ledger entries about the tracker itself. */
  readonly version: number;
  /** Number of all entries, including those of its items. */
  readonly head: number;
}

/** The version of a tracker. @throws DomainError NOT_FOUND */
export class GetTrackerVersion extends Query<TrackerVersion> {
  constructor(
    readonly scope: Scope,
    readonly trackerId: number,
  ) {
    super();
  }
}

@QueryHandler(GetTrackerVersion)
export class GetTrackerVersionHandler implements IQueryHandler<GetTrackerVersion> {
  constructor(private readonly ledgers: ReadLedgers) {}

  async execute({ scope, trackerId }: GetTrackerVersion): Promise<TrackerVersion> {
    const { prefix } = await this.ledgers.ofTracker(scope, trackerId);
    const { rows } = await this.ledgers.pool.query<TrackerVersion>({
      name: 'tracker_version',
      text: `SELECT l.head, (
               SELECT max(e.version) FROM events e
               WHERE e.ledger_id = l.ledger_id AND e.stream = $2
             ) AS version
             FROM ledgers l WHERE l.ledger_id = $1`,
      values: [trackerId, prefix],
    });
    const [found] = rows;
    if (!found) throw new DomainError('NOT_FOUND', `Tracker ${trackerId} not found`);
    return found;
  }
}
