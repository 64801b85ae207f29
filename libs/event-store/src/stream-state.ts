import type { Timestamp } from './events';

/**
 * Placeholder for the time of an event that is decided but not recorded yet: it happens when it is
 * recorded.
 */
export const WHEN_RECORDED = Symbol('when it is recorded');

/** The state of a stream after its first `version` events. */
export interface Versioned<State> {
  readonly state: State;
  readonly version: number;
  /** When the last event happened; undefined if there is none. */
  readonly occurredAt?: Timestamp | typeof WHEN_RECORDED;
}

/** Identifies a stream across all ledgers. */
export const streamKey = (ledgerId: number, stream: string): string => `${ledgerId}/${stream}`;
