/** Reads what the decisions of a batch depend on: heads, streams, commands already answered. */
import type { Pool } from 'pg';
import { EVENT_COLUMNS, type Ledger, type RecordedEvent } from './events';

export interface LoadRequest {
  readonly ledgerId: number;
  /** `null` when only the head and the command record are needed. */
  readonly stream: string | null;
  /** The events up to this version are known. */
  readonly afterVersion: number;
  /** `null` when the command cannot have been answered before. */
  readonly commandId: string | null;
}

/** What an earlier command with the same id left. */
export interface EarlierCommand {
  readonly requestHash: string;
  readonly result: string;
}

export interface Loaded {
  /** By id; those that nobody has opened are missing. */
  readonly ledgers: ReadonlyMap<number, Ledger>;
  /** By `streamKey`, after the versions that are known; a stream that was asked for may be empty. */
  readonly streams: ReadonlyMap<string, readonly RecordedEvent[]>;
  /** By `commandKey`; those that were never written are missing. */
  readonly earlier: ReadonlyMap<string, EarlierCommand>;
}

/** Names a stream among those of all ledgers. */
export const streamKey = (ledgerId: number, stream: string): string => `${ledgerId}/${stream}`;

/** Names a command among those of all ledgers. */
export const commandKey = (ledgerId: number, commandId: string): string =>
  `${ledgerId}/${commandId}`;

/**
 * The arrays are read through subqueries so that PostgreSQL cannot see how long they are: else it
 * takes every batch for a special one and plans it anew, which takes longer than to read one stream.
 */
const LOAD = {
  name: 'load_streams',
  text: `
    SELECT x.n::int AS n, l.prefix, l.head, l.next_number AS "nextNumber",
      c.request_hash AS "requestHash", c.result, ${EVENT_COLUMNS}
    FROM unnest((SELECT $1::int[]), (SELECT $2::text[]), (SELECT $3::int[]), (SELECT $4::uuid[]))
      WITH ORDINALITY AS x(ledger_id, stream, after_version, command_id, n)
    LEFT JOIN ledgers l ON l.ledger_id = x.ledger_id
    LEFT JOIN commands c ON c.ledger_id = x.ledger_id AND c.command_id = x.command_id
    LEFT JOIN events e ON e.ledger_id = x.ledger_id AND e.stream = x.stream
      AND e.version > x.after_version
    ORDER BY x.n, e.version`,
};

/** Left joins: what is missing is null. */
interface HeadRow {
  readonly n: number;
  readonly prefix: string | null;
  readonly head: number;
  readonly nextNumber: number;
  readonly requestHash: string | null;
  readonly result: string | null;
}

type LoadedRow = HeadRow & (RecordedEvent | { readonly version: null });

/**
 * Reads each stream once, however many commands address it. Heads, events and records come from one
 * snapshot: with older records, a repeat could be decided on top of what it has written itself.
 */
export async function loadStreams(pool: Pool, requests: readonly LoadRequest[]): Promise<Loaded> {
  if (requests.length === 0) return { ledgers: new Map(), streams: new Map(), earlier: new Map() };
  const streams = new Map<string, readonly RecordedEvent[]>();
  const streamsToRead = requests.map(({ ledgerId, stream }) => {
    if (stream === null || streams.has(streamKey(ledgerId, stream))) return null;
    streams.set(streamKey(ledgerId, stream), []);
    return stream;
  });
  const { rows } = await pool.query<LoadedRow>({
    ...LOAD,
    values: [
      requests.map(({ ledgerId }) => ledgerId),
      streamsToRead,
      requests.map(({ afterVersion }) => afterVersion),
      requests.map(({ commandId }) => commandId),
    ],
  });
  const ledgers = new Map<number, Ledger>();
  const earlier = new Map<string, EarlierCommand>();
  for (const [n, found] of Map.groupBy(rows, (row) => row.n)) {
    const [request, head] = [requests[n - 1], found[0]];
    if (!request || !head) continue;
    const { ledgerId: id, stream, commandId } = request;
    const { prefix, nextNumber, requestHash, result } = head;
    if (prefix !== null) ledgers.set(id, { id, prefix, head: head.head, nextNumber });
    if (commandId !== null && requestHash !== null && result !== null) {
      earlier.set(commandKey(id, commandId), { requestHash, result });
    }
    const events = found.filter((row) => row.version !== null);
    if (stream !== null && events.length > 0) streams.set(streamKey(id, stream), events);
  }
  return { ledgers, streams, earlier };
}
