/** Read model `people_standing`: admins, guests and deactivated people. All others are members. */
import { eventOf, ORGANISATION, personOf, stateOf } from '@action-tracker/domain';
import {
  upsertOf,
  type EventEnvelope,
  type Projection,
  type Row,
} from '@action-tracker/event-store';
import type { StreamState } from '../ledger/stream-model';

export const PEOPLE_STANDING: Projection<StreamState> = {
  name: 'people_standing',
  version: 1,
  keeps: 'latest',
  columns: { ledger_id: 'int', user_id: 'int', site_role: 'text', standing: 'text' },
  key: ['ledger_id', 'user_id'],
  indexes: {
    of_user: '(user_id) INCLUDE (site_role, standing)',
    admins: '(site_role, standing)',
  },
  changes: (envelope, state) => upsertOf(standingRow(envelope, state)),
};

function standingRow(envelope: EventEnvelope, state: StreamState): Row | undefined {
  const event = eventOf(ORGANISATION, envelope);
  if (!event) return undefined;
  const { userId, role, isActive } = personOf(stateOf(ORGANISATION, state), event.data.userId);
  return {
    ledger_id: envelope.ledgerId,
    user_id: userId,
    site_role: role,
    standing: isActive ? 'active' : 'deactivated',
  };
}
