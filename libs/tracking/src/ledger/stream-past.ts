/** Past states of a stream: the newest stored state before that version plus the events after it. */
import { loadStoredStates, streamKey, type StreamEvent } from '@action-tracker/event-store';
import type { Ledgers, LedgerName } from './ledgers';
import { STREAM_MODEL, type StreamState } from './stream-model';

export interface PastStream {
  readonly state: StreamState;
  readonly last: StreamEvent;
}

/** @returns `undefined` when the stream has no events up to this version */
export async function streamAt(
  ledgers: Ledgers,
  { id: ledgerId }: Pick<LedgerName, 'id'>,
  stream: string,
  version: number,
): Promise<PastStream | undefined> {
  const wanted = { ledgerId, stream, upToVersion: version };
  const stored = await loadStoredStates(ledgers.pool, STREAM_MODEL, [wanted]);
  const base = stored.get(streamKey(ledgerId, stream));
  // Includes the last event of the stored state: callers may need its position and time.
  const after = Math.max(0, (base?.version ?? 0) - 1);
  let past: { state: StreamState; last?: StreamEvent } = {
    state: base?.state ?? STREAM_MODEL.initial,
  };
  for await (const events of ledgers.partsOfStream({ id: ledgerId }, stream, after)) {
    const before = events.filter((event) => event.version <= version);
    past = before.reduce(({ state }, event) => {
      const isFolded = event.version === base?.version;
      return { state: isFolded ? state : STREAM_MODEL.evolve(state, event), last: event };
    }, past);
    // Versions of a stream only increase, so no later event qualifies.
    if (before.length < events.length) break;
  }
  const { state, last } = past;
  return last && { state, last };
}
