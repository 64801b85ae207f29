/**
 * History `item_versions`: a row per version of an item, with the item as `action_items` had it then.
 * A version is the one of a position or an instant that is at or after its own, and before the
 * `until_…` of it; the latest version has none.
 */
import type { Projection } from '@action-tracker/event-store';
import type { StreamState } from '../ledger/stream-model';
import { ACTION_ITEMS, itemRow } from './action-items';

export const ITEM_VERSIONS: Projection<StreamState> = {
  name: 'item_versions',
  // Other columns of `action_items` are another version here, too.
  version: 1,
  kind: 'history',
  keeps: 'latest',
  columns: {
    ...ACTION_ITEMS.columns,
    position: 'position',
    until_position: 'int?',
    occurred_at: 'timestamptz',
    until_occurred_at: 'timestamptz?',
    until_recorded_at: 'timestamptz?',
  },
  key: ['tracker_id', 'number', 'version'],
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
    };
    return { upserts: [ended, latest], deletes: [] };
  },
};
