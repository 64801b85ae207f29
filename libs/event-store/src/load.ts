/** Reads what the decisions of a batch depend on: heads, streams, commands already answered. */
import type { Pool } from 'pg';
import { EVENT_COLUMNS, type Ledger, type RecordedEvent } from './events';

export interface LoadRequest {
  readonly ledgerId: number;
  /** `null` when only the head and the command record are needed. */
  readonly stream: string | null;
  readonly commandId: string;
}

export interface Loaded {
  /** `undefined` while nobody has opened the ledger. */
  readonly ledger: Ledger | undefined;
  readonly events: readonly RecordedEvent[];
  /** What an earlier command with this id left. */
  readonly earlier: { readonly requestHash: string; readonly result: string } | undefined;
}

const LOAD = {
  name: 'load_streams',
  text: `
    SELECT x.n::int AS n, l.prefix, l.head, l.next_number AS "nextNumber",
      c.request_hash AS "requestHash", c.result, ${EVENT_COLUMNS}
    FROM unnest($1::int[], $2::text[], $3::uuid[]) WITH ORDINALITY AS x(ledger_id, stream, command_id, n)
    LEFT JOIN ledgers l ON l.ledger_id = x.ledger_id
    LEFT JOIN commands c ON c.ledger_id = x.ledger_id AND c.command_id = x.command_id
    LEFT JOIN events e ON e.ledger_id = x.ledger_id AND e.stream = x.stream
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

/** Answers one `Loaded` per request, in the same order. */
export async function loadStreams(
  pool: Pool,
  requests: readonly LoadRequest[],
): Promise<readonly Loaded[]> {
  const { rows } = await pool.query<LoadedRow>({
    ...LOAD,
    values: [
      requests.map(({ ledgerId }) => ledgerId),
      requests.map(({ stream }) => stream),
      requests.map(({ commandId }) => commandId),
    ],
  });
  const byRequest = Map.groupBy(rows, ({ n }) => n);
  return requests.map(({ ledgerId }, index) => {
    const found = byRequest.get(index + 1) ?? [];
    const [first] = found;
    return {
      ledger: first && ledgerOf(ledgerId, first),
      events: found.filter((row) => row.version !== null),
      earlier: first && earlierOf(first),
    };
  });
}

function ledgerOf(id: number, { prefix, head, nextNumber }: HeadRow): Ledger | undefined {
  return prefix === null ? undefined : { id, prefix, head, nextNumber };
}

function earlierOf({ requestHash, result }: HeadRow): Loaded['earlier'] {
  return requestHash === null || result === null ? undefined : { requestHash, result };
}
