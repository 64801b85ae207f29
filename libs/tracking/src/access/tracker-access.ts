/** Read model `tracker_access`: one row per member of a tracker, and one for the organisation. */
import type { Member, TrackerRole, User } from '@action-tracker/contracts';
import {
  eventOf,
  stateOf,
  TRACKER,
  type TrackerMember,
  type TrackerVisibility,
} from '@action-tracker/domain';
import {
  upsertOf,
  type EventEnvelope,
  type Projection,
  type Row,
} from '@action-tracker/event-store';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ReadLedgers } from '../ledger/ledgers';
import { NO_ROLE, ORGANISATION_ID } from '../ledger/rights';
import type { Scope } from '../ledger/scope';
import type { StreamState } from '../ledger/stream-model';

export const TRACKER_ACCESS: Projection<StreamState> = {
  name: 'tracker_access',
  version: 1,
  keeps: 'latest',
  columns: { tracker_id: 'int', user_id: 'int', role: 'text', entry: 'int' },
  key: ['tracker_id', 'user_id'],
  indexes: { of_user: '(user_id, tracker_id) INCLUDE (role)' },
  changes: accessChanges,
};

function accessChanges(envelope: EventEnvelope, state: StreamState): ReturnType<typeof upsertOf> {
  const event = eventOf(TRACKER, envelope);
  const tracker = stateOf(TRACKER, state);
  if (!event || !tracker.exists) return upsertOf(undefined);
  const { ledgerId } = envelope;
  switch (event.type) {
    case 'TrackerDetailsChanged':
    case 'TrackerArchived':
    case 'TrackerReopened':
    case 'CategoryAdded':
    case 'CategoryRenamed':
    case 'CategoryRetired':
    case 'CategoryReinstated':
    case 'CategoriesReordered':
      return upsertOf(undefined);
    case 'VisibilityChanged':
      return upsertOf(organisationRow(envelope, tracker));
    case 'MemberRemoved': {
      const gone = { tracker_id: ledgerId, user_id: event.data.userId };
      return { upserts: [], deletes: [gone] };
    }
    case 'TrackerOpened':
      return upsertOf(memberRow(ledgerId, tracker.members[0]));
    case 'MemberAdded':
    case 'MemberRoleChanged': {
      const { userId } = event.data;
      return upsertOf(
        memberRow(
          ledgerId,
          tracker.members.find((one) => one.userId === userId),
        ),
      );
    }
  }
}

const memberRow = (trackerId: number, member: TrackerMember | undefined): Row | undefined =>
  member && {
    tracker_id: trackerId,
    user_id: member.userId,
    role: member.role,
    entry: member.entry,
  };

const organisationRow = (
  { ledgerId, version }: EventEnvelope,
  { visibility, organisationRole }: TrackerVisibility,
): Row => ({
  tracker_id: ledgerId,
  user_id: ORGANISATION_ID,
  role: visibility === 'organisation' ? organisationRole : NO_ROLE,
  entry: version,
});

/** The members of a tracker by name. @throws DomainError NOT_FOUND */
export class ListMembers extends Query<readonly Member[]> {
  constructor(
    readonly scope: Scope,
    readonly trackerId: number,
  ) {
    super();
  }
}

type FoundMember = Pick<User, 'name' | 'initials' | 'email'> & {
  readonly user_id: number;
  readonly role: TrackerRole;
  readonly added_at: string;
  readonly added_by_id: number;
};

@QueryHandler(ListMembers)
export class ListMembersHandler implements IQueryHandler<ListMembers> {
  constructor(private readonly ledgers: ReadLedgers) {}

  async execute({ scope, trackerId }: ListMembers): Promise<readonly Member[]> {
    const { prefix } = await this.ledgers.ofTracker(scope, trackerId);
    const { rows } = await this.ledgers.pool.query<FoundMember>({
      name: 'members_of_tracker',
      text: `SELECT m.user_id, u.name, u.initials, u.email, m.role, e.recorded_at AS added_at,
               e.actor_id AS added_by_id
             FROM tracker_access m
             JOIN users u ON u.id = m.user_id
             JOIN events e ON e.ledger_id = m.tracker_id AND e.stream = $2 AND e.version = m.entry
             WHERE m.tracker_id = $1 AND m.user_id <> ${ORGANISATION_ID}
             ORDER BY u.name, m.user_id`,
      values: [trackerId, prefix],
    });
    if (scope.rights.siteRole !== 'guest') return rows;
    return rows.map(({ email: _, ...member }) => member);
  }
}
