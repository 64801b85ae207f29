/**
 * How events become states and rows. One list of projections serves the append and the rebuild,
 * so that live rows and rebuilt rows come from the same pure functions.
 */

import type { Timestamp } from './events';

/** A JSON object with the columns of a read table; `position` and `recorded_at` are added. */
export type Row = Readonly<Record<string, unknown>>;

/** What a projection may look at. `recordedAt` is unknown until the append has happened. */
export interface EventFacts {
  readonly ledgerId: number;
  readonly stream: string;
  readonly version: number;
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: unknown;
  readonly actorId: number;
  readonly occurredAt: Timestamp | null;
  readonly recordedAt: Timestamp | null;
}

/** Folds the events of one stream into the state that decisions and projections read. */
export interface StreamModel<State> {
  readonly initial: State;
  /** @throws Error for an event type that it does not know. */
  evolve(state: State, event: EventFacts): State;
}

/** One version of one read table. */
export interface Projection<State> {
  readonly name: string;
  readonly version: number;
  /**
   * DDL of the table `<name>_v<version>`, whose column `tracker_id` is the ledger's id, of the
   * function `sink_<name>_v<version>(jsonb)`, which takes rows, and of the view `<name>`.
   * Must be repeatable.
   */
  readonly schema: string;
  /** `latest`: one row per stream, the newest replaces it. `every`: one row per event, for ever. */
  readonly keeps: 'latest' | 'every';
  /**
   * The row that an event leaves, given the state after it; `undefined` for none.
   * @throws Error for an event type that it does not know.
   */
  row(event: EventFacts, state: State): Row | undefined;
}

/** `action_items/1`: how the append names a projection version. */
export const projectionKey = ({ name, version }: { name: string; version: number }): string =>
  `${name}/${version}`;

/** `action_items_v1`: the table behind the view. */
export const projectionTable = ({ name, version }: { name: string; version: number }): string =>
  `${name}_v${version}`;
