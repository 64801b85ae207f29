/**
 * How events become states and rows. One list of projections serves the append and the rebuild,
 * so that live rows and rebuilt rows come from the same pure functions.
 */

import type { RecordedEvent, Timestamp } from '../events';
import type { StreamEvent } from '../read/stream-events';

/** The columns of a read table by name; what is missing is null. */
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
  /** Where states are stored; each stream is read from its first event if unset. */
  readonly stored?: StoredStates<State>;
}

/** A state in JSON, and what of it is a time that nobody knows before the append. */
export interface StoredState {
  readonly json: unknown;
  /** When the stream began; null for a stream that the same append begins. */
  readonly beganAt: Timestamp | null;
}

/** Where states are stored, and how they are read again. */
export interface StoredStates<State> {
  readonly projection: Projection<State>;
  /** @param occurredAt when the last event of the state happened */
  readonly decode: (stored: StoredState, occurredAt: Timestamp) => State;
}

/**
 * What a column holds; with `?` it may hold nothing.
 *
 * - `position`: the place of the event in its ledger, unless the row of a history says another.
 * - `recorded_at`: the time in the row or, where that is null, when the event was recorded. Before
 *   the append nobody knows it.
 */
export type ColumnType =
  | 'int'
  | 'text'
  | 'date'
  | 'timestamptz'
  | 'jsonb'
  | `${'int' | 'text' | 'date' | 'timestamptz'}?`
  | 'position'
  | 'recorded_at';

/** One version of one read table: `<name>_v<version>`, behind the view `<name>`. */
export interface Projection<State> {
  readonly name: string;
  readonly version: number;
  /**
   * `now` (if unset): written by the append, so that people see their own changes at once. `history`:
   * holds what no write should pay for, and is caught up when it is read.
   */
  readonly kind?: 'now' | 'history';
  /** `latest`: rows are replaced and deleted by their key. `every`: rows are added, and stay for ever. */
  readonly keeps: 'latest' | 'every';
  /** In the order of the table; the first holds the id of the ledger. */
  readonly columns: Readonly<Record<string, ColumnType>>;
  /** Columns that PostgreSQL computes of the others: what follows their name in the definition. */
  readonly generated?: Readonly<Record<string, string>>;
  /** The columns of the primary key. No two streams leave rows with the same key. */
  readonly key: readonly string[];
  /** What follows `ON <table>` in the definition of further indexes, by name. */
  readonly indexes?: Readonly<Record<string, string>>;
  /**
   * What an event changes in the table, given the state after it.
   * @param place where the event is, for a history; nothing for a table that the append writes
   * @throws Error for an event type that it does not know.
   */
  changes(event: EventEnvelope, state: State, place?: EventPlace<State>): RowChanges;
}

/** Where a recorded event is. */
export interface EventPlace<State> {
  readonly position: number;
  /** The event of the stream before it, and the state between the two; nothing for the first one. */
  readonly previous: { readonly event: StreamEvent; readonly state: State } | undefined;
}

export const isHistory = ({ kind }: Pick<Projection<never>, 'kind'>): boolean => kind === 'history';

/** Of one event. Of a row that is deleted only the columns of the key are looked at. */
export interface RowChanges {
  readonly upserts: readonly Row[];
  readonly deletes: readonly Row[];
}

/** Most events leave one row of a table, or none. */
export const upsertOf = (row: Row | undefined): RowChanges => ({
  upserts: row ? [row] : [],
  deletes: [],
});

/** Tells the rows of one table and ledger apart. The position is that of the event, if it is a column. */
export const rowKey = ({ key, columns }: Projection<never>, row: Row, place: number): string =>
  JSON.stringify(
    key.map((name) => (columns[name] === 'position' ? (row[name] ?? place) : row[name])),
  );

/** `action_items/1`: how the append names a projection version. */
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

/** Every column of the table in its order: those that are written, and behind them the computed ones. */
export const tableColumns = ({
  columns,
  generated = {},
}: Pick<Projection<never>, 'columns' | 'generated'>): readonly string[] => [
  ...Object.keys(columns),
  ...Object.keys(generated),
];

/** A row as the table keeps it, once the event is recorded: its values, column by column. */
export function recordedValues<State>(
  { columns }: Projection<State>,
  row: Row,
  { position, recordedAt }: Pick<RecordedEvent, 'position' | 'recordedAt'>,
): readonly unknown[] {
  const values: unknown[] = [];
  for (const name in columns) {
    const type = columns[name];
    if (type === 'position') values.push(row[name] ?? position);
    else values.push(row[name] ?? (type === 'recorded_at' ? recordedAt : null));
  }
  return values;
}
