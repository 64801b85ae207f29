/**
 * The append: decided commands in, lost streams and times out. One autocommit statement (see the
 * migrations that create its functions), so nothing is ever half written and a client that dies
 * cannot hold a lock.
 */
import { DatabaseError, type QueryResultRow } from 'pg';
import { batchParameters, eventParameters, eventsParameters } from './append-parameters';
import { BATCH_STATEMENTS, EVENT_STATEMENTS, EVENTS_STATEMENTS } from './append-statements';
import type { NewEvent, Timestamp } from './events';
import {
  projectionKey,
  tableColumns,
  type EventFacts,
  type Projection,
  type Row,
} from './projection';
import { rowsLiteral } from './row-literals';
import type { WriteConnection } from './write-connection';

/** Who gives a command, through what, and under which ids. */
export interface CommandMetadata {
  readonly commandId: string;
  readonly correlationId: string;
  readonly channel: string;
  readonly actorId: number;
  /** Who writes it down; differs from the actor for imports. */
  readonly recordedById: number;
  /**
   * Tells a repeat of the same command from another command with the same id. Without it the
   * command cannot be repeated, because nobody else knows its id, and its answer is not kept.
   */
  readonly requestHash: string | undefined;
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

interface AppendAnswer extends QueryResultRow {
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
  connection: WriteConnection,
  projections: readonly Projection<State>[],
  batch: readonly DecidedCommand<State>[],
  { now, knownHeads = new Map() }: AppendContext,
): Promise<Appended> {
  const written = writtenRows(batch, projections);
  const sinks: Sinks = {
    projections: written.map(({ projection }) => projection),
    values: written.flatMap(({ projection, rows, ordinals }) => [
      rowsLiteral(rows, tableColumns(projection)),
      ordinals,
    ]),
  };
  const context = { now, projections: projections.map(projectionKey), sinks };
  const appended = await appendToKnownHead(connection, batch, { ...context, knownHeads });
  if (appended) return appended;
  const { ledgers, streams, values } = batchParameters(batch, knownHeads);
  const { rows: answers } = await connection.query<AppendAnswer>({
    ...BATCH_STATEMENTS.for(sinks.projections),
    values: [now, ...values, context.projections, ...sinks.values],
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

/** What is written into read tables in the statement of the append. */
interface Sinks {
  readonly projections: readonly Projection<never>[];
  /** Two for each projection: the rows, and the ordinals of their events. */
  readonly values: readonly unknown[];
}

interface KnownHeadContext {
  readonly now: Date;
  readonly projections: readonly string[];
  readonly sinks: Sinks;
  readonly knownHeads: ReadonlyMap<number, number>;
}

interface KnownHeadAnswer extends QueryResultRow {
  readonly isWritten: boolean | null;
}

/**
 * The everyday case, for half the work: events of one ledger, of which the head is known.
 *
 * @returns nothing when somebody else has written meanwhile, when one of several commands is a
 *   repeat, or when the read tables that follow the ledger are not those that are written here; then
 *   nothing is written.
 */
async function appendToKnownHead<State>(
  connection: WriteConnection,
  batch: readonly DecidedCommand<State>[],
  { now, projections, sinks, knownHeads }: KnownHeadContext,
): Promise<Appended | undefined> {
  const [first] = batch;
  if (!first) return undefined;
  const headBefore = knownHeads.get(first.ledgerId);
  if (headBefore === undefined) return undefined;
  if (batch.some(({ ledgerId }) => ledgerId !== first.ledgerId)) return undefined;
  const isSingle = batch.length === 1 && first.steps.length === 1;
  const statements = isSingle ? EVENT_STATEMENTS : EVENTS_STATEMENTS;
  const values = isSingle
    ? eventParameters(first, headBefore)
    : eventsParameters(batch, headBefore);
  try {
    const { rows } = await connection.query<KnownHeadAnswer>({
      ...statements.for(sinks.projections),
      values: [now, projections, ...values, ...sinks.values],
    });
    if (rows[0]?.isWritten !== true) return undefined;
    const recordedAt = now.toISOString();
    return { lost: [], ledgers: new Map([[first.ledgerId, { headBefore, recordedAt }]]) };
  } catch (error) {
    const isRefused = error instanceof DatabaseError;
    if (isRefused && error.code === SERIALIZATION_FAILURE) return undefined;
    if (isRefused && error.constraint === 'commands_pkey' && batch.length > 1) return undefined;
    throw error;
  }
}

const SERIALIZATION_FAILURE = '40001';

interface WrittenRows<State> {
  readonly projection: Projection<State>;
  readonly rows: readonly Row[];
  /** For each row, which event of the batch it comes from. */
  readonly ordinals: readonly number[];
}

/** What the events of a batch leave in the read tables: of those that keep the latest row, the last. */
export function writtenRows<State>(
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
