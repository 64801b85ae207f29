/**
 * The append: decided commands in, the ledgers that are written out. One statement (see the migration
 * that creates its function), also within a transaction that holds the lock of a ledger.
 */
import type { QueryConfig, QueryResult, QueryResultRow } from 'pg';
import { appendParameters } from './append-parameters';
import type { NewEvent, Timestamp } from './events';
import {
  projectionKey,
  projectionTable,
  tableColumns,
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
  /**
   * Tells a repeat of the same command from another command with the same id. Without it the
   * command cannot be repeated, because nobody else knows its id, and its answer is not kept.
   */
  readonly requestHash: string | undefined;
  /** Names everything that one act of a person writes; a command is an act of its own if unset. */
  readonly batch?: string;
}

/** One event of a decided command, in the stream that it goes to. */
export interface Step<State> {
  readonly stream: string;
  readonly version: number;
  readonly event: NewEvent;
  readonly stateAfter: State;
}

/** One decided command: its events with the state of their stream after each of them. */
export interface DecidedCommand<State> {
  readonly ledgerId: number;
  /** The ledger's next number before and after, for a command that takes a number. */
  readonly nextNumber: { readonly before: number; readonly after: number } | undefined;
  readonly metadata: CommandMetadata;
  readonly eventMetadata: object | undefined;
  /** The answer to a repeat, as JSON. */
  readonly result: string;
  readonly steps: readonly Step<State>[];
}

/** What sends statements: a connection, in a transaction or not. */
export interface Connection {
  query<Answer extends QueryResultRow>(config: QueryConfig): Promise<QueryResult<Answer>>;
}

/** How a ledger was before an append, and when its events were recorded. */
export interface Appended {
  readonly headBefore: number;
  readonly recordedAt: Timestamp;
}

interface AppendAnswer {
  readonly heads: readonly (string | null)[];
  readonly recordedAt: readonly (string | null)[];
}

/**
 * Appends decided commands in this order, with their rows in the read tables: of each ledger all of
 * them or none.
 *
 * @returns the ledgers that are written. The others are locked, or have given the number to somebody else.
 * @throws the driver's error when PostgreSQL cannot be reached, or refuses: a value, a version that a
 *   stream has already, a command that is recorded already, or read tables that are not those that
 *   follow a ledger. A repeat with the same command ids is safe.
 */
export async function append<State>(
  connection: Connection,
  projections: readonly Projection<State>[],
  commands: readonly DecidedCommand<State>[],
  now: Date,
): Promise<ReadonlyMap<number, Appended>> {
  const written = writtenRows(commands, projections);
  const { ledgers, values } = appendParameters(commands);
  const { rows } = await connection.query<AppendAnswer & QueryResultRow>({
    ...statementFor(written.map(({ projection }) => projection)),
    values: [
      ...[now, projections.map(projectionKey), ...values],
      ...written.flatMap(({ projection, rows: shown, ordinals }) => [
        rowsLiteral(shown, tableColumns(projection)),
        ordinals,
      ]),
    ],
  });
  const { heads, recordedAt } = rows[0] ?? { heads: [], recordedAt: [] };
  return new Map(
    ledgers.flatMap((id, index) => {
      const [head, at] = [heads[index], recordedAt[index]];
      if (typeof head !== 'string' || typeof at !== 'string') return [];
      return [[id, { headBefore: Number(head), recordedAt: new Date(at).toISOString() }]];
    }),
  );
}

interface Statement {
  readonly name: string;
  readonly text: string;
}

const PARAMETERS = Array.from({ length: 10 }, (_, index) => `$${index + 1}`).join(', ');
const SINKS_FROM = 11;
const statements = new Map<string, Statement>();

/**
 * The append and, in the same statement, the sinks of those projections to which there is something to
 * write. Called by name, it is planned once and not with every batch.
 */
function statementFor(projections: readonly Projection<never>[]): Statement {
  const key = projections.map(projectionKey).join(' ');
  const known = statements.get(key);
  if (known) return known;
  const sinks = projections.map((projection, index) => {
    const place = SINKS_FROM + 2 * index;
    return `, sink_${projectionTable(projection)}($${place}, $${place + 1}, a.positions, a.times, NULL)`;
  });
  // Short, because PostgreSQL cuts names off, and then two statements would be one.
  const name = `append ${statements.size + 1}`;
  const statement = {
    name,
    text: `SELECT a.heads, a.recorded_at::text[] AS "recordedAt"${sinks.join('')}
      FROM append(${PARAMETERS}) AS a`,
  };
  statements.set(key, statement);
  return statement;
}

interface WrittenRows<State> {
  readonly projection: Projection<State>;
  readonly rows: readonly Row[];
  /** For each row, which event of the batch it comes from. */
  readonly ordinals: readonly number[];
}

/** What the events of a batch leave in the read tables: of those that keep the latest row, the last. */
export function writtenRows<State>(
  commands: readonly DecidedCommand<State>[],
  projections: readonly Projection<State>[],
): readonly WrittenRows<State>[] {
  const events = commands.flatMap((command) =>
    command.steps.map((step) => ({ facts: facts(command, step), stateAfter: step.stateAfter })),
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
  { ledgerId, metadata }: Pick<DecidedCommand<unknown>, 'ledgerId' | 'metadata'>,
  { stream, version, event }: Omit<Step<unknown>, 'stateAfter'>,
): EventFacts {
  return {
    ...{ ledgerId, stream, version },
    type: event.type,
    schemaVersion: event.schemaVersion,
    data: event.data,
    actorId: event.actorId ?? metadata.actorId,
    occurredAt: event.occurredAt ?? null,
    recordedAt: null,
  };
}
