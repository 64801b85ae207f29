/**
 * Read model `item_titles`: one row per item, for the search. Separate from `action_items`, so that
 * only a changed title is tokenized, not every change of an item.
 */
import { ITEM, stateOf } from '@action-tracker/domain';
import {
  upsertOf,
  type EventEnvelope,
  type Projection,
  type Row,
} from '@action-tracker/event-store';
import type { StreamState } from '../ledger/stream-model';
import { searchVectorOf } from './search-words';

export const ITEM_TITLES: Projection<StreamState> = {
  name: 'item_titles',
  version: 1,
  keeps: 'latest',
  columns: { tracker_id: 'int', number: 'int', title: 'text' },
  generated: { words: searchVectorOf('title') },
  key: ['tracker_id', 'number'],
  indexes: { words: 'USING gin (words)' },
  changes: (envelope, state) => upsertOf(titleRow(envelope, state)),
};

function titleRow(envelope: EventEnvelope, state: StreamState): Row | undefined {
  const item = stateOf(ITEM, state);
  const isTitled = envelope.type === 'ItemCreated' || envelope.type === 'ItemRetitled';
  if (!isTitled || !item.exists) return undefined;
  return { tracker_id: envelope.ledgerId, number: item.number, title: item.title };
}
