import { projectionKey, projectionTable, type Projection } from './projection';

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
    private readonly text: (parameters: readonly string[], sinks: readonly SinkCall[]) => string,
  ) {}

  for(projections: readonly Projection<never>[]): Statement {
    const key = projections.map(projectionKey).join(' ');
    const known = this.statements.get(key);
    if (known) return known;
    const parameters = Array.from({ length: this.parameters }, (_, index) => `$${index + 1}`);
    const calls = projections.map((projection, index) => {
      const place = this.parameters + 1 + 2 * index;
      const sink = `sink_${projectionTable(projection)}($${place}, $${place + 1}`;
      return { key: projectionKey(projection), sink };
    });
    // Short, because PostgreSQL cuts names off, and then two statements would be one.
    const name = `${this.append} ${this.statements.size + 1}`;
    const statement = { name, text: this.text(parameters, calls) };
    this.statements.set(key, statement);
    return statement;
  }
}

/** The call of a sink as far as its first two parameters. */
interface SinkCall {
  readonly key: string;
  readonly sink: string;
}

/** Events of any number of ledgers, whatever others have written meanwhile. */
export const BATCH_STATEMENTS = new AppendStatements(
  'append_to_ledgers',
  11,
  (parameters, calls) => {
    const sinks = calls.map(
      ({ key, sink }) => `, ${sink}, a.positions, a.times, a.owing -> '${key}')`,
    );
    return `SELECT a.lost, a.heads, a.recorded_at::text[] AS "recordedAt"${sinks.join('')}
      FROM append_to_ledgers(${parameters.join(', ')}) AS a`;
  },
);

/** Events of one ledger whose head is known. */
export const EVENTS_STATEMENTS = new AppendStatements('append_events', 8, (parameters, calls) =>
  ifWritten(
    `append_events(${parameters.join(', ')})`,
    calls,
    '$4::bigint[], array_fill($1::timestamptz, ARRAY[cardinality($4::bigint[])])',
  ),
);

/** A single event of a ledger whose head is known. */
export const EVENT_STATEMENTS = new AppendStatements('append_event', 19, (parameters, calls) =>
  ifWritten(
    `append_event(${parameters.join(', ')})`,
    calls,
    'ARRAY[$4::bigint + 1], ARRAY[$1::timestamptz]',
  ),
);

/** Positions and time of the events are known beforehand, so the sinks need no answer. */
const ifWritten = (append: string, calls: readonly SinkCall[], positionsAndTimes: string): string =>
  `SELECT CASE WHEN ${append}
    THEN num_nulls(NULL${calls.map(({ sink }) => `, ${sink}, ${positionsAndTimes}, NULL)`).join('')}) > 0
    END AS "isWritten"`;
