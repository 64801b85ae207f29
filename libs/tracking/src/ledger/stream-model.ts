/** How a tracker's ledger is read: the state of one stream, for every aggregate. */
import {
  REGISTRY,
  UNTOUCHED_STREAM,
  type AggregateRegistry,
  type AnyEvent,
  type FoldedStream,
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
}

/** Folds the events of these aggregates and adds actor and time of the first event. */
export const streamModelOf = (
  registry: AggregateRegistry<AnyEvent>,
): Required<StreamModel<StreamState>> => ({
  initial: { ...UNTOUCHED_STREAM, createdById: 0, createdAt: null, occurredAt: null },
  evolve(previous, facts) {
    const { createdById, createdAt } = facts.version === 1 ? beginning(facts) : previous;
    const { aggregate, state } = registry.evolve(previous, facts);
    return { aggregate, state, createdById, createdAt, occurredAt: facts.occurredAt };
  },
  stored: STORED,
});

/** Increment the version when the fold of any aggregate changes. */
const STORED = storedStates<StreamState>({
  version: 2,
  encode: ({ createdAt, occurredAt: _, ...json }) => ({ json, beganAt: createdAt }),
  decode: ({ json, beganAt }, occurredAt) => ({
    // Only `encode` writes this JSON, and verification compares it with the fold.
    ...(json as Omit<StreamState, 'createdAt' | 'occurredAt'>),
    createdAt: beganAt,
    occurredAt,
  }),
});

export const STREAM_MODEL = streamModelOf(REGISTRY);

/** The table of stored stream states. */
export const STREAM_STATES = STORED.projection;

const beginning = ({ actorId, recordedAt }: EventEnvelope) => ({
  createdById: actorId,
  createdAt: recordedAt,
});
