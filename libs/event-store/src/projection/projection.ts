/**
 * How events become states and rows. The append and the rebuild use the same list of projections,
 * so that live rows and rebuilt rows come from the same pure functions.
 */

import type { RecordedEvent, Timestamp } from '../events';
import type { StreamEvent } from '../read/stream-events';

/** The values of a row by column name; missing ones are null. */
export type Row = Readonly<Record<string, unknown>>;

/** An event with its place in the ledger. `recordedAt` is unknown until the append. */
export interface EventEnvelope {
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
  evolve(state: State, event: EventEnvelope): State;
  /** Where states are stored; without it, streams are read from their first event. */
  readonly stored?: StoredStates<State>;
}

/** A state in JSON, without the times that are unknown until the append. */
export interface StoredState {
  readonly json: unknown;
  /** When the stream started; null if this append starts it. */
  readonly beganAt: Timestamp | null;
}

/** How states are stored and read back. */
export interface StoredStates<State> {
  readonly projection: Projection<State>;
  /** @param occurredAt when the last event of the state happened */
  readonly decode: (stored: StoredState, occurredAt: Timestamp) => State;
}

/**
 * Type of a column; with `?` it is nullable.
 * - `position`: the position of the event in its ledger, unless the row of a history sets another.
 * - `recorded_at`: the time in the row or, if null, the recording time of the event, which is
 * unknown until the append.
 * - `recorded_at?`: the time in the row, the recording time for `WHEN_WRITTEN`, or null.
 */
export type ColumnType =
  | 'int'
  | 'text'
  | 'date'
  | 'timestamptz'
  | 'jsonb'
  | `${'int' | 'text' | 'date' | 'timestamptz'}?`
  | 'position'
  | 'recorded_at'
  | 'recorded_at?';

/** Stands in a row for the recording time of its event. PostgreSQL reads it as a time. */
export const WHEN_WRITTEN = 'infinity';

/** One version of one read table: `<name>_v<version>`, behind the view `<name>`. */
export interface Projection<State> {
  readonly name: string;
  readonly version: number;
  /**
   * `now` (default): written by the append, so that users see their own changes immediately.
   * `history`: too expensive for writes, caught up by its readers.
   */
  readonly kind?: 'now' | 'history';
  /** `latest`: rows are replaced and deleted by key. `every`: rows are only ever added. */
  readonly keeps: 'latest' | 'every';
  /** In table order; the first column holds the id of the ledger. */
  readonly columns: Readonly<Record<string, ColumnType>>;
  /** Generated columns: the part of the definition that follows the name. */
  readonly generated?: Readonly<Record<string, string>>;
  /** The columns of the primary key. No two streams may produce rows with the same key. */
  readonly key: readonly string[];
  /** Further indexes by name: the part of the definition that follows `ON <table>`. */
  readonly indexes?: Readonly<Record<string, string>>;
  /**
   * The row changes of an event, given the state after it.
   *
   * @param place position of the event, for histories only
   * @throws Error for an unknown event type
   */
  changes(event: EventEnvelope, state: State, place?: EventPlace<State>): RowChanges;
}

/** Where a recorded event is. */
export interface EventPlace<State> {
  readonly position: number;
  /** The previous event of the stream and the state after it; undefined for the first event. */
  readonly previous: { readonly event: StreamEvent; readonly state: State } | undefined;
}

export const isHistory = ({ kind }: Pick<Projection<never>, 'kind'>): boolean => kind === 'history';

/** The row changes of one event. A deleted row only needs its key columns. */
export interface RowChanges {
  readonly upserts: readonly Row[];
  readonly deletes: readonly Row[];
}

/** For the common case: an event that produces one row or none. */
export const upsertOf = (row: Row | undefined): RowChanges => ({
  upserts: row ? [row] : [],
  deletes: [],
});

/**
 * Identifies a row within one table and ledger. A position column holds the position of the event.
 */
export const rowKey = ({ key, columns }: Projection<never>, row: Row, place: number): string =>
  JSON.stringify(
    key.map((name) => (columns[name] === 'position' ? (row[name] ?? place) : row[name])),
  );

/** `action_items/1`: a projection version as the append names it. */
export const projectionKey = ({ name, version }: { name: string; version: number }): string =>
  `${name}/${version}`;

/** `action_items_v1`: the table behind the view. */
export const projectionTable = ({ name, version }: { name: string; version: number }): string =>
  `${name}_v${version}`;

/** The column that holds the id of the ledger. */
export const ledgerColumn = ({ columns }: Pick<Projection<never>, 'columns'>): string => {
  const [first] = Object.keys(columns);
  if (first === undefined) throw new Error('Expected a table with columns');
  return first;
};

/** All columns in table order: written columns, then generated ones. */
export const tableColumns = ({
  columns,
  generated = {},
}: Pick<Projection<never>, 'columns' | 'generated'>): readonly string[] => [
  ...Object.keys(columns),
  ...Object.keys(generated),
];

/** The values of a row by column, once the event is recorded. */
export function recordedValues<State>(
  { columns }: Projection<State>,
  row: Row,
  { position, recordedAt }: Pick<RecordedEvent, 'position' | 'recordedAt'>,
): readonly unknown[] {
  const values: unknown[] = [];
  for (const name in columns) {
    const type = columns[name];
    const value = row[name] ?? null;
    if (type === 'position') values.push(value ?? position);
    else if (type === 'recorded_at') values.push(value ?? recordedAt);
    else values.push(type === 'recorded_at?' && value === WHEN_WRITTEN ? recordedAt : value);
  }
  return values;
}
