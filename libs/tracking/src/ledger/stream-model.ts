/** How a tracker's ledger is read: the state of one stream, whichever aggregate it belongs to. */
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

/** What a stream's aggregate has folded, which `stateOf` reads, and what its envelopes say. */
export interface StreamState extends FoldedStream {
  /** Who wrote the first event of the stream and when; the time is unknown while it is appended. */
  readonly createdById: number;
  readonly createdAt: Timestamp | null;
  /** When the last event happened; unknown while it is appended, unless it says so itself. */
  readonly occurredAt: Timestamp | null;
}

/** Folds the events of these aggregates; the envelope adds who began the stream and when. */
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

/** An aggregate whose fold changes needs another version here. */
const STORED = storedStates<StreamState>({
  version: 2,
  encode: ({ createdAt, occurredAt: _, ...json }) => ({ json, beganAt: createdAt }),
  decode: ({ json, beganAt }, occurredAt) => ({
    // Only `encode` writes it, and verification compares it with the fold.
    ...(json as Omit<StreamState, 'createdAt' | 'occurredAt'>),
    createdAt: beganAt,
    occurredAt,
  }),
});

export const STREAM_MODEL = streamModelOf(REGISTRY);

/** Where states of streams are stored. */
export const STREAM_STATES = STORED.projection;

const beginning = ({ actorId, recordedAt }: EventEnvelope) => ({
  createdById: actorId,
  createdAt: recordedAt,
});
