/**
 * Read model `trackers`: one row per tracker. Counts come from the items, times from the ledger.
 */
import type { Tracker, TrackerSummary } from '@action-tracker/contracts';
import { FIRST_CATEGORIES, stateOf, TRACKER, type TrackerCategory } from '@action-tracker/domain';
import {
  upsertOf,
  type EventEnvelope,
  type Projection,
  type Row,
} from '@action-tracker/event-store';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { ReadLedgers, trackerNotFound, type LedgerName } from '../ledger/ledgers';
import { ARCHIVED } from '../ledger/rights';
import type { StreamState } from '../ledger/stream-model';
import { ItemCounts } from '../reports/item-counts';
import type { PastMoment, Scope } from '../ledger/scope';
import { roleIn, trackerAsOf, trackerOnWire } from './tracker-past';

export const TRACKERS: Projection<StreamState> = {
  name: 'trackers',
  version: 4,
  keeps: 'latest',
  columns: {
    tracker_id: 'int',
    prefix: 'text',
    name: 'text',
    description: 'text?',
    visibility: 'text',
    organisation_role: 'text',
    state: 'text',
    // As JSON; null while they are those that a tracker begins with.
    own_categories: 'text?',
    created_at: 'recorded_at',
  },
  key: ['tracker_id'],
  indexes: {
    archived: `(tracker_id) WHERE state = '${ARCHIVED}'`,
    own_categories: '(tracker_id) WHERE own_categories IS NOT NULL',
  },
  changes: (envelope, state) => upsertOf(trackerRow(envelope, state)),
};

function trackerRow(envelope: EventEnvelope, state: StreamState): Row | undefined {
  const tracker = stateOf(TRACKER, state);
  if (!tracker.exists) return undefined;
  return {
    tracker_id: envelope.ledgerId,
    prefix: tracker.prefix,
    name: tracker.name,
    description: tracker.description,
    visibility: tracker.visibility,
    organisation_role: tracker.organisationRole,
    state: tracker.isArchived ? ARCHIVED : 'open',
    own_categories: tracker.categories ? JSON.stringify(tracker.categories.map(inOrder)) : null,
    created_at: state.createdAt,
  };
}

/** Stored states have their own order of keys. */
const inOrder = ({ key, name, retired }: TrackerCategory): TrackerCategory => ({
  ...{ key, name, retired },
});

const NAME_COLUMNS =
  't.tracker_id AS id, t.prefix, t.name, t.description, t.visibility, t.organisation_role, ' +
  `t.state = '${ARCHIVED}' AS archived, t.own_categories::json AS own_categories`;
const TRACKER_COLUMNS = `${NAME_COLUMNS}, l.next_number, t.created_at`;

/**
 * All trackers by prefix, with the number of open items and of all items, as of the moment of the
 * scope.
 */
export class ListTrackers extends Query<readonly TrackerSummary[]> {
  constructor(readonly scope: Scope) {
    super();
  }
}

@QueryHandler(ListTrackers)
export class ListTrackersHandler implements IQueryHandler<ListTrackers> {
  constructor(
    private readonly database: DataSource,
    private readonly counts: ItemCounts,
    private readonly ledgers: ReadLedgers,
  ) {}

  execute({ scope }: ListTrackers): Promise<readonly TrackerSummary[]> {
    return scope.moment ? this.past(scope, scope.moment) : this.present(scope);
  }

  private async present(scope: Scope): Promise<readonly TrackerSummary[]> {
    const counted = new Map((await this.counts.of(scope)).map((one) => [one.trackerId, one]));
    const trackers = await this.database.query<TrackerRow<Omit<Tracker, 'next_number'>>[]>(
      `SELECT ${NAME_COLUMNS}, t.created_at FROM trackers t ORDER BY t.prefix COLLATE "C"`,
    );
    // Out of scope, or opened between the two statements; the next response then includes it.
    return trackers.map(withCategories).flatMap(({ created_at, ...tracker }) => {
      const found = counted.get(tracker.id);
      if (!found) return [];
      const { nextNumber: next_number, lastUpdated: last_updated, summary } = found;
      const { open: open_items, items: total_items } = summary;
      const my_role = roleIn(scope, tracker.id);
      return [
        { ...tracker, next_number, created_at, my_role, open_items, total_items, last_updated },
      ];
    });
  }

  private async past(scope: Scope, moment: PastMoment): Promise<readonly TrackerSummary[]> {
    const counted = new Map((await this.counts.of(scope)).map((one) => [one.trackerId, one]));
    const ledgers = await this.database.query<LedgerName[]>(
      `SELECT ledger_id AS id, prefix FROM ledgers
       WHERE ledger_id > 0 AND ($1::int[] IS NULL OR ledger_id = ANY ($1)) ORDER BY prefix COLLATE "C"`,
      [scope.within()],
    );
    const trackers = await Promise.all(
      ledgers.map((ledger) => trackerAsOf(this.ledgers, ledger, moment, counted.has(ledger.id))),
    );
    return trackers.flatMap((tracker) => {
      if (!tracker) return [];
      const found = counted.get(tracker.id);
      const { open: open_items = 0, items: total_items = 0 } = found?.summary ?? {};
      const last_updated = later(tracker.recordedAt, found?.lastUpdated ?? '');
      const counts = { open_items, total_items, last_updated };
      return [{ ...trackerOnWire(scope, tracker, found?.nextNumber ?? 1), ...counts }];
    });
  }
}

interface OwnCategories {
  readonly own_categories: readonly TrackerCategory[] | null;
}

type TrackerRow<Columns> = Omit<Columns, 'my_role' | 'categories'> & OwnCategories;

const withCategories = <Row extends OwnCategories>({ own_categories: own, ...tracker }: Row) => ({
  ...tracker,
  categories: own ?? FIRST_CATEGORIES,
});

/** Timestamps of one form sort as text. */
const later = (a: string, b: string): string => (a < b ? b : a);

/** One tracker as of the moment of the scope. @throws DomainError NOT_FOUND */
export class GetTracker extends Query<Tracker> {
  constructor(
    readonly scope: Scope,
    readonly trackerId: number,
  ) {
    super();
  }
}

@QueryHandler(GetTracker)
export class GetTrackerHandler implements IQueryHandler<GetTracker> {
  constructor(
    private readonly database: DataSource,
    private readonly ledgers: ReadLedgers,
    private readonly counts: ItemCounts,
  ) {}

  async execute({ scope, trackerId }: GetTracker): Promise<Tracker> {
    const ledger = await this.ledgers.ofTracker(scope, trackerId);
    return scope.moment ? this.past(scope, scope.moment, ledger) : this.present(scope, trackerId);
  }

  private async past(scope: Scope, moment: PastMoment, ledger: LedgerName): Promise<Tracker> {
    const [counted] = await this.counts.of(scope, [ledger.id]);
    const tracker = await trackerAsOf(this.ledgers, ledger, moment, counted !== undefined);
    if (!tracker) throw trackerNotFound(ledger.id);
    return trackerOnWire(scope, tracker, counted?.nextNumber ?? 1);
  }

  private async present(scope: Scope, trackerId: number): Promise<Tracker> {
    const [tracker] = await this.database.query<TrackerRow<Tracker>[]>(
      `SELECT ${TRACKER_COLUMNS} FROM trackers t JOIN ledgers l ON l.ledger_id = t.tracker_id
       WHERE t.tracker_id = $1`,
      [trackerId],
    );
    if (!tracker) throw trackerNotFound(trackerId);
    return { ...withCategories(tracker), my_role: roleIn(scope, trackerId) };
  }
}

/** The tracker with one of these prefixes that this command opened, however long ago. */
export class FindTrackerOpenedBy extends Query<Pick<Tracker, 'id' | 'prefix'> | undefined> {
  constructor(
    readonly scope: Scope,
    readonly commandId: string,
    readonly prefixes: readonly string[],
  ) {
    super();
  }
}

@QueryHandler(FindTrackerOpenedBy)
export class FindTrackerOpenedByHandler implements IQueryHandler<FindTrackerOpenedBy> {
  constructor(private readonly database: DataSource) {}

  async execute({ scope, commandId, prefixes }: FindTrackerOpenedBy) {
    const [tracker] = await this.database.query<Pick<Tracker, 'id' | 'prefix'>[]>(
      `SELECT l.ledger_id AS id, l.prefix
       FROM ledgers l JOIN events e ON e.ledger_id = l.ledger_id AND e.position = 1
       WHERE l.prefix = ANY ($2) AND e.command_id = $1
         AND ($3::int[] IS NULL OR l.ledger_id = ANY ($3))`,
      [commandId, prefixes, scope.rights.visible],
    );
    return tracker;
  }
}
