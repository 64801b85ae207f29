/** Past states of trackers, computed by replay of their own streams, which are short. */
import type { Tracker, TrackerRole } from '@action-tracker/contracts';
import { categoriesOf, stateOf, TRACKER } from '@action-tracker/domain';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Timestamp } from '@action-tracker/event-store';
import { Ledgers, trackerNotFound, type LedgerName } from '../ledger/ledgers';
import { STREAM_MODEL } from '../ledger/stream-model';
import { streamAt } from '../ledger/stream-past';
import type { PastMoment, Scope } from '../ledger/scope';

/** A tracker as a command left it: a repeat of the command gets the same answer. */
export class GetTrackerAtVersion extends Query<Tracker> {
  constructor(
    readonly scope: Scope,
    readonly trackerId: number,
    readonly version: number,
  ) {
    super();
  }
}

@QueryHandler(GetTrackerAtVersion)
export class GetTrackerAtVersionHandler implements IQueryHandler<GetTrackerAtVersion> {
  constructor(private readonly ledgers: Ledgers) {}

  async execute({ scope, trackerId, version }: GetTrackerAtVersion): Promise<Tracker> {
    const ledger = await this.ledgers.ofTracker(scope, trackerId);
    const past = await trackerAt(this.ledgers, ledger, version);
    const next_number = await this.nextNumberAt(trackerId, past.position);
    return trackerOnWire(scope, past, next_number);
  }

  /** Scans from the highest number down, skipping items created since. */
  private async nextNumberAt(ledgerId: number, position: number): Promise<number> {
    const { rows } = await this.ledgers.pool.query<{ next: number }>({
      name: 'next_number_at',
      text: `SELECT i.number + 1 AS next FROM action_items i
             JOIN events e ON e.ledger_id = i.tracker_id AND e.stream = i.id AND e.version = 1
             WHERE i.tracker_id = $1 AND e.position < $2 ORDER BY i.number DESC LIMIT 1`,
      values: [ledgerId, position],
    });
    return rows[0]?.next ?? 1;
  }
}

/** A tracker at a version of its stream, and where the entry that made it is. */
export interface PastTracker extends Omit<Tracker, 'next_number' | 'my_role'> {
  readonly position: number;
  readonly recordedAt: Timestamp;
}

const OPENED = 1;

/**
 * The tracker as of the moment; `undefined` before it was opened. Imported items may have happened
 * earlier than that: for as long as there are any, the tracker is what it was opened as.
 */
export async function trackerAsOf(
  ledgers: Ledgers,
  ledger: LedgerName,
  moment: PastMoment,
  hasItems = false,
): Promise<PastTracker | undefined> {
  const last = await ledgers.lastEntry(ledger, ledger.prefix, moment);
  const version = last?.version ?? (hasItems ? OPENED : undefined);
  return version === undefined ? undefined : trackerAt(ledgers, ledger, version);
}

/** The tracker of a response. */
export const trackerOnWire = (
  scope: Scope,
  { position: _, recordedAt: __, ...tracker }: PastTracker,
  next_number: number,
): Tracker => ({ ...tracker, next_number, my_role: roleIn(scope, tracker.id) });

/** The role of today, also in an answer as of a moment in the past. */
export const roleIn = ({ rights }: Scope, trackerId: number): TrackerRole =>
  rights.roleIn(trackerId) ?? 'viewer';

async function trackerAt(
  ledgers: Ledgers,
  { id, prefix }: LedgerName,
  version: number,
): Promise<PastTracker> {
  const past = await streamAt(ledgers, { id }, prefix, version);
  const state = past?.state ?? STREAM_MODEL.initial;
  const tracker = stateOf(TRACKER, state);
  const { createdAt } = state;
  if (!past || !tracker.exists || createdAt === null) throw trackerNotFound(id);
  return {
    ...{ id, prefix: tracker.prefix, name: tracker.name, description: tracker.description },
    ...{ visibility: tracker.visibility, organisation_role: tracker.organisationRole },
    archived: tracker.isArchived,
    categories: categoriesOf(tracker),
    created_at: createdAt,
    position: past.last.position,
    recordedAt: past.last.recordedAt,
  };
}
