/**
 * The call of `append_to_ledgers` (see the migration that creates it): decided commands in,
 * lost streams and times out. One autocommit statement, so nothing is ever half written and
 * a client that dies cannot hold a lock.
 */
import type { Pool } from 'pg';
import { appendParameters } from './append-parameters';
import type { NewEvent, Timestamp } from './events';
import {
  projectionKey,
  projectionTable,
  type EventFacts,
  type Projection,
  type Row,
} from './projection';
import { rowsLiteral } from './row-literals';

/** Who gives a command, through what, and under which ids. */
export interface CommandMetadata {
  readonly commandId: string;
  readonly correlationId: string;
  readonly channel: string;
  readonly actorId: number;
  /** Who writes it down; differs from the actor for imports. */
  readonly recordedById: number;
  /** Tells a repeat of the same command from another command with the same id. */
  readonly requestHash: string;
}

/** One decided command: its events with the state of the stream after each of them. */
export interface DecidedCommand<State> {
  readonly ledgerId: number;
  readonly stream: string;
  /** Set when the command opens the ledger. */
  readonly opensPrefix: string | undefined;
  /** Version of the stream before the command. */
  readonly versionBefore: number;
  /** The ledger's next number before and after, for a command that takes a number. */
  readonly nextNumber: { readonly before: number; readonly after: number } | undefined;
  readonly metadata: CommandMetadata;
  readonly result: string;
  readonly steps: readonly { readonly event: NewEvent; readonly stateAfter: State }[];
}

export interface StreamKey {
  readonly ledgerId: number;
  readonly stream: string;
}

export interface Appended {
  /** Lost a race; nothing of these is written. */
  readonly lost: readonly StreamKey[];
  /** The head before, and when the events were recorded; ledgers that nobody opened are missing. */
  readonly ledgers: ReadonlyMap<
    number,
    { readonly headBefore: number; readonly recordedAt: Timestamp }
  >;
}

interface AppendContext {
  readonly now: Date;
  /**
   * By ledger, the head up to which all streams of the batch are known. As long as these are the
   * heads, the streams need no look.
   */
  readonly knownHeads?: ReadonlyMap<number, number>;
}

interface AppendAnswer {
  readonly lost: readonly number[] | null;
  readonly heads: readonly (string | null)[];
  readonly recordedAt: readonly (string | null)[];
}

/**
 * Appends a batch of decided commands, in this order. What is lost is not written, the rest is.
 *
 * @throws the driver's error when PostgreSQL refuses or cannot be reached; then nothing is written
 *   that was not committed, and a repeat with the same command ids is safe.
 */
export async function appendBatch<State>(
  pool: Pool,
  projections: readonly Projection<State>[],
  batch: readonly DecidedCommand<State>[],
  { now, knownHeads = new Map() }: AppendContext,
): Promise<Appended> {
  const { ledgers, streams, values } = appendParameters(batch, knownHeads);
  const written = writtenRows(batch, projections);
  const { rows: answers } = await pool.query<AppendAnswer>({
    ...statement(written.map(({ projection }) => projection)),
    values: [
      now,
      ...values,
      projections.map(projectionKey),
      ...written.flatMap(({ projection, rows, ordinals }) => [
        rowsLiteral(rows, Object.keys(projection.columns)),
        ordinals,
      ]),
    ],
  });
  const { lost, heads, recordedAt } = answers[0] ?? { lost: [], heads: [], recordedAt: [] };
  return {
    lost: (lost ?? []).flatMap((place) => streams[place - 1] ?? []),
    ledgers: new Map(
      ledgers.flatMap((ledgerId, index) => {
        const [head, at] = [heads[index], recordedAt[index]];
        if (head === null || head === undefined || !at) return [];
        return [[ledgerId, { headBefore: Number(head), recordedAt: new Date(at).toISOString() }]];
      }),
    ),
  };
}

const FIXED_PARAMETERS = 11;

/**
 * The append and, in the same statement, the sinks of those projections to which there is something
 * to write. Called by name, they are planned once and not with every batch.
 */
function statement<State>(written: readonly Projection<State>[]): { name: string; text: string } {
  const fixed = Array.from({ length: FIXED_PARAMETERS }, (_, index) => `$${index + 1}`);
  const sinks = written.map((projection, index) => {
    const place = FIXED_PARAMETERS + 1 + 2 * index;
    const owing = `a.owing -> '${projectionKey(projection)}'`;
    const table = projectionTable(projection);
    return `, sink_${table}($${place}, $${place + 1}, a.positions, a.times, ${owing})`;
  });
  return {
    name: ['append_to_ledgers', ...written.map(projectionKey)].join(' '),
    text: `SELECT a.lost, a.heads, a.recorded_at::text[] AS "recordedAt"${sinks.join('')}
      FROM append_to_ledgers(${fixed.join(', ')}) AS a`,
  };
}

interface WrittenRows<State> {
  readonly projection: Projection<State>;
  readonly rows: readonly Row[];
  /** For each row, which event of the batch it comes from. */
  readonly ordinals: readonly number[];
}

function writtenRows<State>(
  batch: readonly DecidedCommand<State>[],
  projections: readonly Projection<State>[],
): readonly WrittenRows<State>[] {
  const events = batch.flatMap((command) =>
    command.steps.map(({ event, stateAfter }, step) => ({
      facts: facts(command, event, step),
      stateAfter,
    })),
  );
  return projections.flatMap((projection) => {
    const kept = new Map<string, { readonly row: Row; readonly ordinal: number }>();
    for (const [index, { facts: event, stateAfter }] of events.entries()) {
      const row = projection.row(event, stateAfter);
      const ordinal = index + 1;
      const key =
        projection.keeps === 'latest' ? `${event.ledgerId}/${event.stream}` : String(ordinal);
      if (row) kept.set(key, { row, ordinal });
    }
    if (kept.size === 0) return [];
    const all = [...kept.values()];
    return [
      { projection, rows: all.map(({ row }) => row), ordinals: all.map(({ ordinal }) => ordinal) },
    ];
  });
}

/** What a projection sees of an event that is not written yet. */
export function facts(
  target: Pick<DecidedCommand<unknown>, 'ledgerId' | 'stream' | 'versionBefore' | 'metadata'>,
  event: NewEvent,
  step: number,
): EventFacts {
  return {
    ledgerId: target.ledgerId,
    stream: target.stream,
    version: target.versionBefore + 1 + step,
    type: event.type,
    schemaVersion: event.schemaVersion,
    data: event.data,
    actorId: event.actorId ?? target.metadata.actorId,
    occurredAt: event.occurredAt ?? null,
    recordedAt: null,
  };
}
