/**
 * Stored states of streams, one after every `EVENTS_PER_STATE` events, so that no stream has to be
 * read from its first event. Their table is an ordinary projection: written by the append, compared
 * with the fold by verification, refilled by a rebuild. A change to the fold or to the stored form
 * needs a new version, which discards the old states.
 */
import type { QueryResultRow } from 'pg';
import type { Timestamp } from '../events';
import {
  projectionTable,
  upsertOf,
  type StoredState,
  type StoredStates,
  type StreamModel,
} from './projection';
import { streamKey, type Versioned } from '../stream-state';
import type { Connection } from '../transaction';

export const EVENTS_PER_STATE = 50;

/** How states are stored. */
export interface StateForm<State> extends Pick<StoredStates<State>, 'decode'> {
  /** Of the projection. */
  readonly version: number;
  readonly encode: (state: State) => StoredState;
}

export const storedStates = <State>({
  version,
  encode,
  decode,
}: StateForm<State>): StoredStates<State> => ({
  decode,
  projection: {
    name: 'stream_states',
    version,
    keeps: 'every',
    columns: {
      ledger_id: 'int',
      stream: 'text',
      version: 'int',
      state: 'jsonb',
      began_at: 'recorded_at',
      occurred_at: 'recorded_at',
      recorded_at: 'recorded_at',
    },
    key: ['ledger_id', 'stream', 'version'],
    changes(event, state) {
      if (event.version % EVENTS_PER_STATE !== 0) return upsertOf(undefined);
      const { json, beganAt } = encode(state);
      return upsertOf({
        ledger_id: event.ledgerId,
        stream: event.stream,
        version: event.version,
        state: json,
        began_at: beganAt,
        occurred_at: event.occurredAt,
      });
    },
  },
});

/** A stream, and the version up to which a state is wanted; by default its end. */
export interface WantedState {
  readonly ledgerId: number;
  readonly stream: string;
  readonly upToVersion?: number;
}

interface StateRow extends QueryResultRow {
  readonly ledgerId: number;
  readonly stream: string;
  readonly version: number;
  readonly state: unknown;
  readonly beganAt: Timestamp;
  readonly occurredAt: Timestamp;
}

const newestStates = (table: string) => `
  SELECT x.ledger_id AS "ledgerId", x.stream, s.version, s.state, s.began_at AS "beganAt",
    s.occurred_at AS "occurredAt"
  FROM unnest((SELECT $1::int[]), (SELECT $2::text[]), (SELECT $3::int[]))
    AS x(ledger_id, stream, version)
  CROSS JOIN LATERAL (
    SELECT t.version, t.state, t.began_at, t.occurred_at FROM ${table} t
    WHERE t.ledger_id = x.ledger_id AND t.stream = x.stream
      AND t.version <= coalesce(x.version, t.version)
    ORDER BY t.version DESC LIMIT 1
  ) s`;

/** The newest stored states of these streams, by `streamKey`; short streams have none. */
export async function loadStoredStates<State>(
  connection: Connection,
  { stored }: Pick<StreamModel<State>, 'stored'>,
  wanted: readonly WantedState[],
): Promise<ReadonlyMap<string, Required<Versioned<State>>>> {
  const long = wanted.filter(
    ({ upToVersion = EVENTS_PER_STATE }) => upToVersion >= EVENTS_PER_STATE,
  );
  if (!stored || long.length === 0) return new Map();
  const table = projectionTable(stored.projection);
  const { rows } = await connection.query<StateRow>({
    name: `newest_${table}`,
    text: newestStates(table),
    values: [
      long.map(({ ledgerId }) => ledgerId),
      long.map(({ stream }) => stream),
      long.map(({ upToVersion }) => upToVersion),
    ],
  });
  return new Map(
    rows.map(({ ledgerId, stream, version, state, beganAt, occurredAt }) => [
      streamKey(ledgerId, stream),
      {
        state: stored.decode({ json: state, beganAt }, occurredAt),
        version,
        occurredAt,
      },
    ]),
  );
}
