/** How a tracker's ledger is read: the state of one stream, be it the tracker itself or an item. */
import {
  evolveItem,
  evolveTracker,
  isTrackerEvent,
  NO_ITEM,
  NO_TRACKER,
  upcast,
  type ItemState,
  type TrackerState,
} from '@action-tracker/domain';
import type { EventFacts, StreamModel, Timestamp } from '@action-tracker/event-store';

export interface StreamState {
  readonly tracker: TrackerState;
  readonly item: ItemState;
  /** Who wrote the first event of the stream and when; the time is unknown while it is appended. */
  readonly createdById: number;
  readonly createdAt: Timestamp | null;
  /** When the last event happened; unknown while it is appended, unless it says so itself. */
  readonly occurredAt: Timestamp | null;
}

/** Folds domain events; the envelope adds who began the stream and when. */
export const STREAM_MODEL: StreamModel<StreamState> = {
  initial: {
    tracker: NO_TRACKER,
    item: NO_ITEM,
    createdById: 0,
    createdAt: null,
    occurredAt: null,
  },
  evolve(previous, facts) {
    const event = upcast(facts);
    const state = { ...previous, occurredAt: facts.occurredAt };
    const begun = facts.version === 1 ? { ...state, ...beginning(facts) } : state;
    return isTrackerEvent(event)
      ? { ...begun, tracker: evolveTracker(state.tracker, event) }
      : { ...begun, item: evolveItem(state.item, event) };
  },
};

const beginning = ({ actorId, recordedAt }: EventFacts) => ({
  createdById: actorId,
  createdAt: recordedAt,
});
