/** Read model `trackers`: one row per tracker. Counts come from the items, times from the ledger. */
import type { Tracker, TrackerSummary } from '@action-tracker/contracts';
import { CLOSED_STATUS, DomainError, isTrackerEvent, upcast } from '@action-tracker/domain';
import type { Projection } from '@action-tracker/event-store';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { Ledgers } from '../ledgers';
import type { StreamState } from '../stream-model';

export const TRACKERS: Projection<StreamState> = {
  name: 'trackers',
  version: 1,
  keeps: 'latest',
  columns: {
    tracker_id: 'int',
    prefix: 'text',
    name: 'text',
    description: 'text?',
    created_at: 'recorded_at',
  },
  key: ['tracker_id'],
  row(facts, { tracker, createdAt }) {
    if (!isTrackerEvent(upcast(facts)) || !tracker.exists) return undefined;
    return {
      tracker_id: facts.ledgerId,
      prefix: tracker.prefix,
      name: tracker.name,
      description: tracker.description,
      created_at: createdAt,
    };
  },
};

const TRACKER_COLUMNS =
  't.tracker_id AS id, t.prefix, t.name, t.description, l.next_number, t.created_at';

/** All trackers by prefix, with the number of open and of all items. */
export class ListTrackers extends Query<readonly TrackerSummary[]> {}

@QueryHandler(ListTrackers)
export class ListTrackersHandler implements IQueryHandler<ListTrackers> {
  constructor(private readonly database: DataSource) {}

  execute(): Promise<readonly TrackerSummary[]> {
    return this.database.query(
      `SELECT ${TRACKER_COLUMNS}, coalesce(i.open_items, 0)::int AS open_items,
         coalesce(i.total_items, 0)::int AS total_items, l.last_recorded_at AS last_updated
       FROM trackers t
       JOIN ledgers l ON l.ledger_id = t.tracker_id
       LEFT JOIN (
         SELECT tracker_id, count(*) AS total_items,
           count(*) FILTER (WHERE status <> $1) AS open_items
         FROM action_items GROUP BY tracker_id
       ) i ON i.tracker_id = t.tracker_id
       ORDER BY t.prefix COLLATE "C"`,
      [CLOSED_STATUS],
    );
  }
}

/** One tracker. @throws DomainError NOT_FOUND */
export class GetTracker extends Query<Tracker> {
  constructor(readonly trackerId: number) {
    super();
  }
}

@QueryHandler(GetTracker)
export class GetTrackerHandler implements IQueryHandler<GetTracker> {
  constructor(
    private readonly database: DataSource,
    private readonly ledgers: Ledgers,
  ) {}

  async execute({ trackerId }: GetTracker): Promise<Tracker> {
    await this.ledgers.ofTracker(trackerId);
    const [tracker] = await this.database.query<Tracker[]>(
      `SELECT ${TRACKER_COLUMNS} FROM trackers t JOIN ledgers l ON l.ledger_id = t.tracker_id
       WHERE t.tracker_id = $1`,
      [trackerId],
    );
    if (!tracker) throw new DomainError('NOT_FOUND', `Tracker ${trackerId} not found`);
    return tracker;
  }
}

/** Which of the trackers with these prefixes a command has opened, however long ago. */
export class FindTrackerOpenedBy extends Query<Pick<Tracker, 'id' | 'prefix'> | undefined> {
  constructor(
    readonly commandId: string,
    readonly prefixes: readonly string[],
  ) {
    super();
  }
}

@QueryHandler(FindTrackerOpenedBy)
export class FindTrackerOpenedByHandler implements IQueryHandler<FindTrackerOpenedBy> {
  constructor(private readonly database: DataSource) {}

  async execute({ commandId, prefixes }: FindTrackerOpenedBy) {
    const [tracker] = await this.database.query<Pick<Tracker, 'id' | 'prefix'>[]>(
      `SELECT l.ledger_id AS id, l.prefix
       FROM ledgers l JOIN events e ON e.ledger_id = l.ledger_id AND e.position = 1
       WHERE l.prefix = ANY ($2) AND e.command_id = $1`,
      [commandId, prefixes],
    );
    return tracker;
  }
}
