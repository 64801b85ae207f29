/**
 * History `item_versions`: one row per version of an item, with the columns that `action_items` had
 * then. A version is valid at a position or instant from its own (inclusive) to its `until_…`
 * (exclusive); the latest version has no `until_…`.
 */
import type { Projection } from '@action-tracker/event-store';
import type { StreamState } from '../ledger/stream-model';
import { ACTION_ITEMS, itemRow } from './action-items';

const COLUMNS: Projection<StreamState>['columns'] = {
  ...ACTION_ITEMS.columns,
  position: 'position',
  until_position: 'int?',
  occurred_at: 'timestamptz',
  until_occurred_at: 'timestamptz?',
  until_recorded_at: 'timestamptz?',
  // Of the version that follows; with it, reports find changes of the status without a join.
  next_status: 'text?',
};

/**
 * What reports read of every version comes first: PostgreSQL finds a column by passing those before
 * it, and fastest while these have a fixed length and are never null.
 */
const OFTEN_READ = [
  ...['tracker_id', 'number', 'version', 'owner_id', 'position', 'occurred_at', 'updated_at'],
  ...['create_date', 'due_date_moves', 'due_date_slips'],
  ...['until_position', 'until_occurred_at', 'until_recorded_at', 'due_date', 'days_slipped'],
  ...['completed_at', 'withdrawn_at', 'status', 'next_status', 'priority', 'category'],
];

const placeOf = (column: string): number =>
  OFTEN_READ.includes(column) ? OFTEN_READ.indexOf(column) : OFTEN_READ.length;

export const ITEM_VERSIONS: Projection<StreamState> = {
  name: 'item_versions',
  // Increment it also when the columns of `action_items` change.
  version: 5,
  kind: 'history',
  keeps: 'latest',
  columns: Object.fromEntries(
    Object.entries(COLUMNS).toSorted(([a], [b]) => placeOf(a) - placeOf(b)),
  ),
  key: ['tracker_id', 'number', 'version'],
  indexes: {
    // Matches the order of every list, like the index of `action_items`.
    order: '(prefix COLLATE "C", number, version)',
    latest: '(tracker_id, number) WHERE until_position IS NULL',
  },
  changes(event, state, place) {
    const row = itemRow(event, state);
    if (!row) return { upserts: [], deletes: [] };
    const latest = { ...row, occurred_at: event.occurredAt };
    if (!place?.previous) return { upserts: [latest], deletes: [] };
    const { event: before, state: stateBefore } = place.previous;
    const ended = {
      ...itemRow(before, stateBefore),
      updated_at: before.recordedAt,
      position: before.position,
      until_position: place.position,
      occurred_at: before.occurredAt,
      until_occurred_at: event.occurredAt,
      until_recorded_at: event.recordedAt,
      next_status: row.status,
    };
    return { upserts: [ended, latest], deletes: [] };
  },
};
