import { PEOPLE_STANDING } from '../access/people-standing';
import { TRACKER_ACCESS } from '../access/tracker-access';
import type { Projection } from '@action-tracker/event-store';
import { STREAM_STATES, type StreamState } from '../ledger/stream-model';
import { ACTION_ITEMS } from '../items/action-items';
import { ITEM_TITLES } from '../search/item-titles';
import { ITEM_VERSIONS } from '../items/item-versions';
import { BATCHES } from '../batches/batches';
import { NOTE_CHANGES } from '../items/note-changes';
import { NOTES } from '../items/notes';
import { REVIEWS } from '../reviews/reviews';
import { STATUS_HISTORY } from '../items/status-history';
import { TRACKERS } from '../trackers/trackers';

/** Every read model: the only list, used by append, catch-up, rebuild and tests. */
export const PROJECTIONS: readonly Projection<StreamState>[] = [
  TRACKERS,
  TRACKER_ACCESS,
  PEOPLE_STANDING,
  ACTION_ITEMS,
  ITEM_TITLES,
  STATUS_HISTORY,
  NOTES,
  NOTE_CHANGES,
  REVIEWS,
  BATCHES,
  STREAM_STATES,
  ITEM_VERSIONS,
];
