/**
 * History `item_versions`: one row per version of an item, with the columns that `action_items` had
 * then. A version is valid at a position or instant from its own (inclusive) to its `until_…`
 * (exclusive); the latest version has no `until_…`.
 */
import type { Projection } from '@action-tracker/event-store';
import type { StreamState } from '../ledger/stream-model';
import { ACTION_ITEMS, itemRow } from './action-items';

export const ITEM_VERSIONS: Projection<StreamState> = {
  name: 'item_versions',
  // Increment it also when the columns of `action_items` change.
  version: 4,
  kind: 'history',
  keeps: 'latest',
  columns: {
    ...ACTION_ITEMS.columns,
    position: 'position',
    until_position: 'int?',
    occurred_at: 'timestamptz',
    until_occurred_at: 'timestamptz?',
    until_recorded_at: 'timestamptz?',
    // Of the version that follows; with it, reports find changes of the status without a join.
    next_status: 'text?',
  },
  key: ['tracker_id', 'number', 'version'],
  // Matches the order of every list, like the index of `action_items`.
  indexes: { order: '(prefix COLLATE "C", number, version)' },
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
