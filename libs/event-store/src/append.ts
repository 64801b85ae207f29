/**
 * The calls of `append_to_ledgers` and, for a single event, of `append_event` (see the migrations
 * that create them): decided commands in, lost streams and times out. One autocommit statement, so nothing is ever half written and
 * a client that dies cannot hold a lock.
 */
import { DatabaseError, type QueryResultRow } from 'pg';
import { appendParameters, eventParameters } from './append-parameters';
import type { NewEvent, Timestamp } from './events';
import {
  projectionKey,
  projectionTable,
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
      rowsLiteral(rows, Object.keys(projection.columns)),
      ordinals,
    ]),
  };
  const context = { now, projections: projections.map(projectionKey), sinks };
  const [first] = batch;
  const knownHead = first && knownHeads.get(first.ledgerId);
  if (first?.steps.length === 1 && batch.length === 1 && knownHead !== undefined) {
    const appended = await appendEvent(connection, first, { ...context, knownHead });
    if (appended) return appended;
  }
  const { ledgers, streams, values } = appendParameters(batch, knownHeads);
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

interface EventAnswer extends QueryResultRow {
  readonly isWritten: boolean | null;
}

/**
 * A single event on a ledger whose head is known: half the work of a batch of one.
 *
 * @returns nothing when somebody else has written meanwhile, or when the read tables that follow the
 *   ledger are not those that are written here; then nothing is written.
 */
async function appendEvent<State>(
  connection: WriteConnection,
  command: DecidedCommand<State>,
  { now, projections, sinks, knownHead }: EventContext,
): Promise<Appended | undefined> {
  const values = eventParameters(command, knownHead);
  try {
    const { rows } = await connection.query<EventAnswer>({
      ...EVENT_STATEMENTS.for(sinks.projections),
      values: [now, projections, ...values, ...sinks.values],
    });
    if (rows[0]?.isWritten !== true) return undefined;
    const recordedAt = now.toISOString();
    return {
      lost: [],
      ledgers: new Map([[command.ledgerId, { headBefore: knownHead, recordedAt }]]),
    };
  } catch (error) {
    if (error instanceof DatabaseError && error.code === SERIALIZATION_FAILURE) return undefined;
    throw error;
  }
}

interface EventContext {
  readonly now: Date;
  readonly projections: readonly string[];
  readonly sinks: Sinks;
  readonly knownHead: number;
}

const SERIALIZATION_FAILURE = '40001';

interface Statement {
  readonly name: string;
  readonly text: string;
}

/**
 * An append and, in the same statement, the sinks of those projections to which there is something
 * to write. Called by name, they are planned once and not with every batch.
 */
class AppendStatements {
  private readonly statements = new Map<string, Statement>();

  /**
   * @param parameters how many come before those of the sinks
   * @param text the statement with these sinks
   */
  constructor(
    private readonly append: string,
    private readonly parameters: number,
    private readonly text: (parameters: string, sinks: readonly SinkCall[]) => string,
  ) {}

  for(projections: readonly Projection<never>[]): Statement {
    const name = [this.append, ...projections.map(projectionKey)].join(' ');
    const known = this.statements.get(name);
    if (known) return known;
    const parameters = Array.from({ length: this.parameters }, (_, index) => `$${index + 1}`);
    const calls = projections.map((projection, index) => {
      const place = this.parameters + 1 + 2 * index;
      const sink = `sink_${projectionTable(projection)}($${place}, $${place + 1}`;
      return { key: projectionKey(projection), sink };
    });
    const statement = { name, text: this.text(parameters.join(', '), calls) };
    this.statements.set(name, statement);
    return statement;
  }
}

/** The call of a sink as far as its first two parameters. */
interface SinkCall {
  readonly key: string;
  readonly sink: string;
}

const BATCH_STATEMENTS = new AppendStatements('append_to_ledgers', 11, (parameters, calls) => {
  const sinks = calls.map(
    ({ key, sink }) => `, ${sink}, a.positions, a.times, a.owing -> '${key}')`,
  );
  return `SELECT a.lost, a.heads, a.recorded_at::text[] AS "recordedAt"${sinks.join('')}
    FROM append_to_ledgers(${parameters}) AS a`;
});

/** Position and time of the event are known beforehand, so the sinks need no answer. */
const EVENT_STATEMENTS = new AppendStatements('append_event', 19, (parameters, calls) => {
  const sinks = calls.map(
    ({ sink }) => `${sink}, ARRAY[$4::bigint + 1], ARRAY[$1::timestamptz], NULL)`,
  );
  return `SELECT CASE WHEN append_event(${parameters})
    THEN num_nulls(NULL${sinks.map((sink) => `, ${sink}`).join('')}) > 0 END AS "isWritten"`;
});

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
