/**
 * Finds the last entry up to a time by binary search. It needs no index on times: positions of a
 * ledger and versions of a stream have no gaps, and times never decrease along them.
 */
import type { Pool, QueryResultRow } from 'pg';
import type { Timestamp } from '../events';

/** A stream, and the position or time up to which its last entry is wanted; exactly one is set. */
export interface StreamUpTo {
  readonly ledgerId: number;
  readonly stream: string;
  readonly upTo: {
    readonly position?: number;
    readonly occurredAt?: Timestamp;
    readonly recordedAt?: Timestamp;
  };
}

/** Where the last entry of a stream is. */
export interface StreamPlace {
  readonly version: number;
  readonly position: number;
}

/** The last entry up to a time, and what the newest entry of the same stream is. */
export interface FoundPlace extends StreamPlace {
  readonly newestType: string;
  /** Whether the newest entry undoes others. */
  readonly isNewestUndo: boolean;
}

const IS_EARLY_ENOUGH = `(e.position <= x.position OR e.occurred_at <= x.occurred_at
  OR e.recorded_at <= x.recorded_at) IS TRUE`;

/** Each step halves the versions from `low` to `high` of every stream. */
const LAST_VERSIONS = `
  WITH RECURSIVE x AS MATERIALIZED (
    SELECT * FROM unnest((SELECT $1::int[]), (SELECT $2::text[]), (SELECT $3::bigint[]),
        (SELECT $4::timestamptz[]), (SELECT $5::timestamptz[])) WITH ORDINALITY
      AS x(ledger_id, stream, position, occurred_at, recorded_at, n)
  ), s(n, low, high) AS (
    SELECT x.n, 0, (SELECT coalesce(max(e.version), 0) FROM events e
      WHERE e.ledger_id = x.ledger_id AND e.stream = x.stream) FROM x
    UNION ALL
    SELECT s.n, CASE WHEN ${IS_EARLY_ENOUGH} THEN m.middle ELSE s.low END,
      CASE WHEN ${IS_EARLY_ENOUGH} THEN s.high ELSE m.middle - 1 END
    FROM s JOIN x ON x.n = s.n
    CROSS JOIN LATERAL (SELECT (s.low + s.high + 1) / 2 AS middle) m
    CROSS JOIN LATERAL (SELECT e.position, e.occurred_at, e.recorded_at FROM events e
      WHERE e.ledger_id = x.ledger_id AND e.stream = x.stream AND e.version = m.middle) e
    WHERE s.low < s.high
  )
  SELECT x.n::int AS n, e.version, e.position, newest.* FROM s JOIN x ON x.n = s.n
  JOIN events e ON e.ledger_id = x.ledger_id AND e.stream = x.stream AND e.version = s.low
  CROSS JOIN LATERAL (
    SELECT e.type AS "newestType", e.undoes IS NOT NULL AS "isNewestUndo" FROM events e
    WHERE e.ledger_id = x.ledger_id AND e.stream = x.stream ORDER BY e.version DESC LIMIT 1
  ) newest
  WHERE s.low = s.high`;

interface Found extends QueryResultRow, FoundPlace {
  readonly n: number;
}

/** The last entry of each stream up to its position or time; `undefined` where there is none. */
export async function findStreamPlaces(
  pool: Pool,
  wanted: readonly StreamUpTo[],
): Promise<readonly (FoundPlace | undefined)[]> {
  const { rows } = await pool.query<Found>({
    name: 'find_stream_places',
    text: LAST_VERSIONS,
    values: [
      wanted.map(({ ledgerId }) => ledgerId),
      wanted.map(({ stream }) => stream),
      wanted.map(({ upTo }) => upTo.position),
      wanted.map(({ upTo }) => upTo.occurredAt),
      wanted.map(({ upTo }) => upTo.recordedAt),
    ],
  });
  const places = new Map(rows.map(({ n, ...place }) => [n, place]));
  return wanted.map((_, index) => places.get(index + 1));
}

/** Nothing is left to search where the newest entry is early enough. */
const LAST_POSITION = `
  WITH RECURSIVE s(low, high) AS (
    SELECT CASE WHEN e.recorded_at <= $2 THEN l.head::bigint ELSE 0 END, l.head::bigint
    FROM ledgers l LEFT JOIN events e ON e.ledger_id = l.ledger_id AND e.position = l.head
    WHERE l.ledger_id = $1
    UNION ALL
    SELECT CASE WHEN e.recorded_at <= $2 THEN m.middle ELSE s.low END,
      CASE WHEN e.recorded_at <= $2 THEN s.high ELSE m.middle - 1 END
    FROM s CROSS JOIN LATERAL (SELECT (s.low + s.high + 1) / 2 AS middle) m
    CROSS JOIN LATERAL (
      SELECT recorded_at FROM events WHERE ledger_id = $1 AND position = m.middle
    ) e
    WHERE s.low < s.high
  )
  SELECT low AS position FROM s WHERE low = high`;

/** The position of the last entry of a ledger recorded by then; 0 where there is none. */
export async function findPositionAt(
  pool: Pool,
  ledgerId: number,
  recordedAt: Timestamp,
): Promise<number> {
  const { rows } = await pool.query<{ position: number }>({
    name: 'find_position_at',
    text: LAST_POSITION,
    values: [ledgerId, recordedAt],
  });
  return rows[0]?.position ?? 0;
}

/** The head of a ledger, and when the entry at a position was recorded. */
export interface RecordedPlace {
  readonly head: number;
  /** `null` for a position without an entry. */
  readonly recordedAt: Timestamp | null;
}

/** @returns `undefined` for an unknown ledger */
export async function findRecordedPlace(
  pool: Pool,
  ledgerId: number,
  position: number,
): Promise<RecordedPlace | undefined> {
  const { rows } = await pool.query<RecordedPlace>({
    name: 'find_recorded_place',
    text: `SELECT l.head, e.recorded_at AS "recordedAt" FROM ledgers l
           LEFT JOIN events e ON e.ledger_id = l.ledger_id AND e.position = $2
           WHERE l.ledger_id = $1`,
    values: [ledgerId, position],
  });
  return rows[0];
}
