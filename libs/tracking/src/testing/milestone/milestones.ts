import { stateOf } from '@action-tracker/domain';
import {
  upsertOf,
  type EventEnvelope,
  type Projection,
  type Row,
} from '@action-tracker/event-store';
import type { StreamState } from '../../ledger/stream-model';
import { MILESTONE } from './milestone';

/** Read model `milestones`: one row per milestone with its current values. */
export const MILESTONES: Projection<StreamState> = {
  name: 'milestones',
  version: 1,
  keeps: 'latest',
  columns: {
    tracker_id: 'int',
    id: 'text',
    title: 'text',
    day: 'date',
    owner_id: 'int',
    set_by_id: 'int',
    moved_by_id: 'int?',
  },
  key: ['tracker_id', 'id'],
  changes: (envelope, state) => upsertOf(milestoneRow(envelope, state)),
};

function milestoneRow(envelope: EventEnvelope, state: StreamState): Row | undefined {
  const milestone = stateOf(MILESTONE, state);
  if (!milestone) return undefined;
  return {
    tracker_id: envelope.ledgerId,
    id: envelope.stream,
    title: milestone.title,
    day: milestone.day,
    owner_id: milestone.ownerId,
    set_by_id: state.createdById,
    moved_by_id: milestone.movedById,
  };
}
