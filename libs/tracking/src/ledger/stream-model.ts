/** How a tracker's ledger is read: the state of one stream, for every aggregate. */
import {
  isOpen,
  ITEM,
  REGISTRY,
  stateOf,
  UNTOUCHED_STREAM,
  type AggregateRegistry,
  type AnyEvent,
  type FoldedStream,
  type PlainDate,
} from '@action-tracker/domain';
import {
  storedStates,
  type EventEnvelope,
  type StreamModel,
  type Timestamp,
} from '@action-tracker/event-store';

/**
 * The folded state of the stream's aggregate, read through `stateOf`, plus facts from the
 * envelopes.
 */
export interface StreamState extends FoldedStream {
  /** Actor and time of the stream's first event; the time is `null` while it is being appended. */
  readonly createdById: number;
  readonly createdAt: Timestamp | null;
  /** When the last event happened; `null` while it is being appended, unless the event sets it. */
  readonly occurredAt: Timestamp | null;
  /** Since when the item has been complete; `null` while it is open, and for other streams. */
  readonly completed: Completion | null;
}

interface Completion {
  /** `null` while the event is being appended, unless the event sets its time. */
  readonly at: Timestamp | null;
  /** The due date at that time. */
  readonly dueDate: PlainDate | null;
}

/** Folds the events of these aggregates and adds actor and time of the first event. */
export const streamModelOf = (
  registry: AggregateRegistry<AnyEvent>,
): Required<StreamModel<StreamState>> => ({
  initial: {
    ...UNTOUCHED_STREAM,
    createdById: 0,
    createdAt: null,
    occurredAt: null,
    completed: null,
  },
  evolve(previous, envelope) {
    const { createdById, createdAt } = envelope.version === 1 ? beginning(envelope) : previous;
    const folded = registry.evolve(previous, envelope);
    const completed = completionOf(folded, previous, envelope);
    return { ...folded, createdById, createdAt, occurredAt: envelope.occurredAt, completed };
  },
  stored: STORED,
});

/** Increment the version when the fold of any aggregate changes. */
const STORED = storedStates<StreamState>({
  version: 6,
  encode: ({ createdAt, occurredAt, completed, ...json }) => ({
    json: { ...json, completed: completed && storedCompletion(completed, occurredAt) },
    beganAt: createdAt,
  }),
  decode({ json, beganAt }, occurredAt) {
    // Only `encode` writes this JSON, and verification compares it with the fold.
    const { completed, ...state } = json as Omit<StreamState, 'createdAt' | 'occurredAt'>;
    return {
      ...state,
      completed: completed && { ...completed, at: completed.at ?? occurredAt },
      createdAt: beganAt,
      occurredAt,
    };
  },
});

/** The time of the last event is stored beside the state, because the append determines it. */
const storedCompletion = (completed: Completion, occurredAt: Timestamp | null): Completion =>
  completed.at === occurredAt ? { ...completed, at: null } : completed;

export const STREAM_MODEL = streamModelOf(REGISTRY);

/** The table of stored stream states. */
export const STREAM_STATES = STORED.projection;

function completionOf(
  stream: FoldedStream,
  { completed }: StreamState,
  { occurredAt }: EventEnvelope,
): Completion | null {
  const item = stateOf(ITEM, stream);
  if (!item.exists || isOpen(item.status)) return null;
  return completed ?? { at: occurredAt, dueDate: item.dueDate };
}

const beginning = ({ actorId, recordedAt }: EventEnvelope) => ({
  createdById: actorId,
  createdAt: recordedAt,
});
