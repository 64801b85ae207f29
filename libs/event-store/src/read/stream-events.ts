/**
 * The events of a ledger stream by stream, page by page: in constant memory, and without a snapshot
 * that would keep PostgreSQL from tidying up behind writers, because events never change.
 */
import type { ClientBase, Pool } from 'pg';
import type { RecordedEvent } from '../events';

/** What states and rows are made of. */
export type StreamEvent = Omit<
  RecordedEvent,
  'recordedById' | 'commandId' | 'correlationId' | 'channel' | 'metadata'
>;

const PAGE_EVENTS = 500;

const COLUMNS = `e.ledger_id AS "ledgerId", e.position, e.stream, e.version, e.type,
  e.schema_version AS "schemaVersion", e.data, e.actor_id AS "actorId",
  (e.occurred_at AT TIME ZONE 'UTC')::text AS "occurredAt",
  (e.recorded_at AT TIME ZONE 'UTC')::text AS "recordedAt"`;

/**
 * The limit is a subquery so that PostgreSQL cannot see it. It believes that hardly anything follows
 * a place in a ledger, and would rather read and sort all of that for every page than go along the
 * index; not knowing the limit, it expects to need a tenth.
 */
const PAGE = `SELECT ${COLUMNS} FROM events e
  WHERE e.ledger_id = $1 AND (e.stream, e.version) > ($2, $3) AND e.position <= $4
  ORDER BY e.stream, e.version LIMIT (SELECT ${PAGE_EVENTS})`;

/** Of the given streams only, each from a version on. */
const STREAMS = `SELECT e.* FROM unnest($2::text[], $3::int[]) AS x(stream, version)
  CROSS JOIN LATERAL (
    SELECT ${COLUMNS} FROM events e
    WHERE e.ledger_id = $1 AND e.stream = x.stream AND e.version >= x.version AND e.position <= $4
    ORDER BY e.version OFFSET 0
  ) e`;

/** How many events one part of a stream holds at most: a cell must not grow with the past of an item. */
export const PART_EVENTS = 50;

/**
 * Each part as JSON in one row, which takes Node half the time of as many rows. The arrays are
 * read through subqueries so that PostgreSQL does not plan anew for each length.
 */
const STREAM_PARTS = `SELECT (
    SELECT coalesce(json_agg(y), '[]') FROM (
      SELECT ${COLUMNS} FROM events e
      WHERE e.ledger_id = x.ledger_id AND e.stream = x.stream AND e.version > x.after
      ORDER BY e.version LIMIT ${PART_EVENTS}
    ) y
  ) AS events
  FROM unnest((SELECT $1::int[]), (SELECT $2::text[]), (SELECT $3::int[]))
    WITH ORDINALITY AS x(ledger_id, stream, after, n)
  ORDER BY x.n`;

/** A stream after a version, up to `PART_EVENTS` events of it. */
export interface StreamPart {
  readonly ledgerId: number;
  readonly stream: string;
  readonly afterVersion: number;
}

/** A ledger, and up to where it is read. */
export interface Head {
  readonly id: number;
  readonly head: number;
}

export interface Page {
  readonly ledger: Head;
  readonly events: readonly StreamEvent[];
  /** Whether it is the last one of its ledger; it may be empty. */
  readonly isLast: boolean;
}

/** Reads ledgers one after the other. The next page is on its way while one is worked on. */
export async function* streamPages(
  client: ClientBase,
  ledgers: readonly Head[],
): AsyncGenerator<Page> {
  const [first, ...rest] = ledgers;
  const readAfter = ({ ledger, events, isLast }: Page) => {
    if (!isLast) return readPage(client, ledger, events.at(-1));
    const following = rest.shift();
    return following && readPage(client, following);
  };
  let next = first && readPage(client, first);
  try {
    while (next) {
      const page = await next;
      next = readAfter(page);
      yield page;
    }
  } finally {
    // Whoever stops in between does not wait for the answer, but it must be heard.
    await next?.catch(() => undefined);
  }
}

/** Reads parts of streams, in this order, oldest event first. */
export async function readStreamParts(
  pool: Pool,
  parts: readonly StreamPart[],
): Promise<readonly (readonly StreamEvent[])[]> {
  const { rows } = await pool.query<{ events: readonly StreamEvent[] }>({
    name: 'read_stream_parts',
    text: STREAM_PARTS,
    values: [
      parts.map(({ ledgerId }) => ledgerId),
      parts.map(({ stream }) => stream),
      parts.map(({ afterVersion }) => afterVersion),
    ],
  });
  return rows.map(({ events }) => events.map(withTimes));
}

/** A stream, and the first version that is read of it. */
export interface StreamFrom {
  readonly stream: string;
  readonly version: number;
}

/** Reads streams one after the other, up to a position of the ledger. */
export async function readStreamsFrom(
  client: ClientBase,
  { id, head }: Head,
  from: readonly StreamFrom[],
): Promise<readonly StreamEvent[]> {
  const { rows } = await client.query<StreamEvent>({
    name: 'read_streams_from',
    text: STREAMS,
    values: [id, from.map(({ stream }) => stream), from.map(({ version }) => version), head],
  });
  return rows.map(withTimes);
}

async function readPage(
  client: ClientBase,
  ledger: Head,
  after: Pick<StreamEvent, 'stream' | 'version'> = { stream: '', version: 0 },
): Promise<Page> {
  const { rows } = await client.query<StreamEvent>({
    name: 'read_stream_page',
    text: PAGE,
    values: [ledger.id, after.stream, after.version, ledger.head],
  });
  return { ledger, events: rows.map(withTimes), isLast: rows.length < PAGE_EVENTS };
}

/** The row itself becomes the event: a million of them need not be copied. */
const withTimes = (event: StreamEvent): StreamEvent =>
  Object.assign(event, {
    occurredAt: toTimestamp(event.occurredAt),
    recordedAt: toTimestamp(event.recordedAt),
  });

/** `2026-03-01 12:00:00.123456` in UTC as ISO 8601 in milliseconds; a Date would take ten times as long. */
const toTimestamp = (text: string): string =>
  `${text.slice(0, 10)}T${text.slice(11, 19)}.${text.slice(20, 23).padEnd(3, '0')}Z`;
