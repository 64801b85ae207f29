/** How a tracker's ledger is read: the state of one stream, be it the tracker itself or an item. */
import { NOTE_LINE_MAX_CHARS, type PlainDate } from '@action-tracker/contracts';
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

/** The note that an item shows in a list: the latest date, and of one date the latest entry. */
export interface LatestNote {
  readonly noteDate: PlainDate;
  readonly authorId: number;
  /** The first line, cut to `NOTE_LINE_MAX_CHARS`. */
  readonly line: string;
}

export interface StreamState {
  readonly tracker: TrackerState;
  readonly item: ItemState;
  /** Who wrote the first event of the stream and when; the time is unknown while it is appended. */
  readonly createdById: number;
  readonly createdAt: Timestamp | null;
  /** When the last event happened; unknown while it is appended, unless it says so itself. */
  readonly occurredAt: Timestamp | null;
  readonly latestNote: LatestNote | null;
  readonly noteCount: number;
}

/** Folds domain events; the envelope adds who began the stream and when. */
export const STREAM_MODEL: StreamModel<StreamState> = {
  initial: {
    tracker: NO_TRACKER,
    item: NO_ITEM,
    createdById: 0,
    createdAt: null,
    occurredAt: null,
    latestNote: null,
    noteCount: 0,
  },
  evolve(previous, facts) {
    const event = upcast(facts);
    const state = { ...previous, occurredAt: facts.occurredAt };
    const begun = facts.version === 1 ? { ...state, ...beginning(facts) } : state;
    if (isTrackerEvent(event)) {
      return { ...begun, tracker: evolveTracker(state.tracker, event) };
    }
    const item = evolveItem(state.item, event);
    if (event.type !== 'NoteAdded') return { ...begun, item };
    const latestNote = laterOf(state.latestNote, event.data, facts.actorId);
    return { ...begun, item, latestNote, noteCount: state.noteCount + 1 };
  },
};

function laterOf(
  latest: LatestNote | null,
  { noteDate, content }: { readonly noteDate: PlainDate; readonly content: string },
  authorId: number,
): LatestNote {
  if (latest !== null && latest.noteDate > noteDate) return latest;
  return { noteDate, authorId, line: firstLineOf(content) };
}

/** Cut between code points: half of a pair is no text. */
const firstLineOf = (content: string): string =>
  Array.from(content.split('\n', 1)[0] ?? '')
    .slice(0, NOTE_LINE_MAX_CHARS)
    .join('');

const beginning = ({ actorId, recordedAt }: EventFacts) => ({
  createdById: actorId,
  createdAt: recordedAt,
});
