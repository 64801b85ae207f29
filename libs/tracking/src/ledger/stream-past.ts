/** Past states of a stream: the newest stored state before that moment plus the events after it. */
import {
  loadStoredStates,
  streamKey,
  type StreamEvent,
  type Timestamp,
} from '@action-tracker/event-store';
import type { Ledgers, LedgerName } from './ledgers';
import { STREAM_MODEL, type StreamState } from './stream-model';

/** Up to a version, an occurrence time or a recording time. */
export type Moment =
  | { readonly version: number }
  | { readonly occurredAt: Timestamp }
  | { readonly recordedAt: Timestamp };

export interface PastStream {
  readonly state: StreamState;
  readonly last: StreamEvent;
}

/** @returns `undefined` when the stream had no events by then */
export async function streamAsOf(
  ledgers: Ledgers,
  { id: ledgerId }: Pick<LedgerName, 'id'>,
  stream: string,
  upTo: Moment,
): Promise<PastStream | undefined> {
  const stored = await loadStoredStates(ledgers.pool, STREAM_MODEL, [{ ledgerId, stream, upTo }]);
  const base = stored.get(streamKey(ledgerId, stream));
  // Includes the last event of the stored state: callers may need its position and time.
  const after = Math.max(0, (base?.version ?? 0) - 1);
  let past: { state: StreamState; last?: StreamEvent } = {
    state: base?.state ?? STREAM_MODEL.initial,
  };
  for await (const events of ledgers.partsOfStream({ id: ledgerId }, stream, after)) {
    const before = events.filter(pastOf(upTo));
    past = before.reduce(({ state }, event) => {
      const isFolded = event.version === base?.version;
      return { state: isFolded ? state : STREAM_MODEL.evolve(state, event), last: event };
    }, past);
    // Versions and times of a stream never decrease, so no later event qualifies.
    if (before.length < events.length) break;
  }
  const { state, last } = past;
  return last && { state, last };
}

function pastOf(upTo: Moment): (event: StreamEvent) => boolean {
  if ('version' in upTo) return ({ version }) => version <= upTo.version;
  if ('occurredAt' in upTo) {
    const time = Date.parse(upTo.occurredAt);
    return ({ occurredAt }) => Date.parse(occurredAt) <= time;
  }
  const time = Date.parse(upTo.recordedAt);
  return ({ recordedAt }) => Date.parse(recordedAt) <= time;
}
