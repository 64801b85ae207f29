/**
 * The append takes decided commands and returns the ledgers it has written. It is one statement
 * (see the migration that creates its function), which also runs inside a transaction that holds
 * the lock of a ledger.
 */
import type { QueryResultRow } from 'pg';
import { appendParameters } from './append-parameters';
import type { Timestamp } from '../events';
import {
  projectionKey,
  projectionTable,
  recordedValues,
  rowKey,
  tableColumns,
  type EventEnvelope,
  type Projection,
  type Row,
} from '../projection/projection';
import { rowsLiteral } from '../projection/row-literals';
import type { Connection } from '../transaction';
import type { DecidedCommand, Step } from './decided-command';

/** The state of a ledger before an append, and when its events were recorded. */
export interface Appended {
  readonly headBefore: number;
  readonly recordedAt: Timestamp;
}

interface AppendAnswer {
  readonly heads: readonly (string | null)[];
  readonly recordedAt: readonly (string | null)[];
}

/**
 * Appends decided commands in this order, with their rows in the read tables; all commands of a
 * ledger, or none.
 *
 * @returns the ledgers that were written; the others are locked, or their number has been taken
 * @throws the driver's error if PostgreSQL is unavailable or rejects the statement: an invalid
 *   value, a version that is taken, a command already recorded, or read tables that do not follow
 *   the ledger. Repeating with the same command ids is safe.
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
      ...written.flatMap(({ projection, upserts, deletes }) => [
        rowsLiteral(rowsOf(upserts), tableColumns(projection)),
        ordinalsOf(upserts),
        rowsLiteral(rowsOf(deletes), tableColumns(projection)),
        ordinalsOf(deletes),
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
 * The append together with the sinks of the projections that have changes. A named statement is
 * planned once instead of for every batch.
 */
function statementFor(projections: readonly Projection<never>[]): Statement {
  const key = projections.map(projectionKey).join(' ');
  const known = statements.get(key);
  if (known) return known;
  const sinks = projections.map((projection, index) => {
    const places = [0, 1, 2, 3].map((n) => `$${SINKS_FROM + 4 * index + n}`);
    return `, sink_${projectionTable(projection)}(${places.join(', ')}, a.positions, a.times)`;
  });
  // Short, because PostgreSQL truncates names, which would make two statements the same.
  const name = `append ${statements.size + 1}`;
  const statement = {
    name,
    text: `SELECT a.heads, a.recorded_at::text[] AS "recordedAt"${sinks.join('')}
      FROM append(${PARAMETERS}) AS a`,
  };
  statements.set(key, statement);
  return statement;
}

/** A row, and the ordinal of its event in the batch, from 1. */
export interface WrittenRow {
  readonly row: Row;
  readonly ordinal: number;
}

export interface WrittenRows<State> {
  readonly projection: Projection<State>;
  readonly upserts: readonly WrittenRow[];
  readonly deletes: readonly WrittenRow[];
}

const rowsOf = (written: readonly WrittenRow[]): readonly Row[] => written.map(({ row }) => row);
const ordinalsOf = (written: readonly WrittenRow[]): readonly number[] =>
  written.map(({ ordinal }) => ordinal);

/** The changes of a batch to the read tables: the last change of each row. */
export function writtenRows<State>(
  commands: readonly DecidedCommand<State>[],
  projections: readonly Projection<State>[],
): readonly WrittenRows<State>[] {
  const events = commands.flatMap((command) =>
    command.steps.map((step) => ({
      envelope: envelopeOf(command, step),
      stateAfter: step.stateAfter,
    })),
  );
  return projections.flatMap((projection) => {
    const changed = new Map<string, WrittenRow & { readonly isDeleted: boolean }>();
    for (const [index, { envelope: event, stateAfter }] of events.entries()) {
      const ordinal = index + 1;
      const { upserts, deletes } = projection.changes(event, stateAfter);
      const note = (row: Row, isDeleted: boolean) => {
        const key = `${event.ledgerId} ${rowKey(projection, row, ordinal)}`;
        changed.set(key, { row, ordinal, isDeleted });
      };
      for (const row of deletes) note(row, true);
      for (const row of upserts) note(row, false);
    }
    if (changed.size === 0) return [];
    const all = [...changed.values()];
    const deletes = all.filter(({ isDeleted }) => isDeleted);
    return [{ projection, upserts: all.filter(({ isDeleted }) => !isDeleted), deletes }];
  });
}

/** The values of rows once the events of one ledger are recorded after this head. */
export const recordedRows = <State>(
  projection: Projection<State>,
  written: readonly WrittenRow[],
  { headBefore, recordedAt }: Appended,
): readonly (readonly unknown[])[] =>
  written.map(({ row, ordinal }) =>
    recordedValues(projection, row, { position: headBefore + ordinal, recordedAt }),
  );

/** The envelope of an event that is not written yet. */
export function envelopeOf(
  { ledgerId, metadata }: Pick<DecidedCommand<unknown>, 'ledgerId' | 'metadata'>,
  { stream, version, event }: Omit<Step<unknown>, 'stateAfter'>,
): EventEnvelope {
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
