import {
  recordedValues,
  rowKey,
  type Projection,
  type Row,
  type RowChanges,
  type StreamModel,
} from './projection';
import type { TableChanges } from './read-table';
import type { StreamEvent } from './stream-events';

interface Collected {
  upserts: (readonly unknown[])[];
  deletes: (readonly unknown[])[];
}

/** The last change of a row. */
interface Change {
  readonly values: readonly unknown[];
  readonly isDeleted: boolean;
}

/**
 * Folds events that come stream by stream into the rows of read tables: of tables that keep the
 * latest rows, the last change of each. One state at a time: events never come back to an earlier
 * stream.
 */
export class StreamFold<State> {
  private stream: string | undefined;
  private state: State;
  private readonly latest: Map<string, Change>[];
  private collected: Collected[];

  /** @param after rows that events up to this position have left are not told again */
  constructor(
    private readonly model: StreamModel<State>,
    private readonly projections: readonly Projection<State>[],
    private readonly after = 0,
  ) {
    this.state = model.initial;
    this.latest = projections.map(() => new Map<string, Change>());
    this.collected = projections.map(nothing);
  }

  /** @throws Error for an event that the model or a projection does not know. */
  take(event: StreamEvent): void {
    if (event.stream !== this.stream) this.endStream();
    this.stream = event.stream;
    this.state = this.model.evolve(this.state, event);
    for (const [index, projection] of this.projections.entries()) {
      const changes = projection.changes(event, this.state);
      if (event.position > this.after) this.collect(index, projection, changes, event);
    }
  }

  /** The state of the event's stream before it. */
  before(event: StreamEvent): State {
    return event.stream === this.stream ? this.state : this.model.initial;
  }

  /** The changes that are complete since the last time, per projection. */
  drain(): readonly TableChanges[] {
    const { collected } = this;
    this.collected = this.projections.map(nothing);
    return collected;
  }

  /** After the last event: what is left. */
  end(): readonly TableChanges[] {
    this.endStream();
    return this.drain();
  }

  private collect(
    index: number,
    projection: Projection<State>,
    { upserts, deletes }: RowChanges,
    event: StreamEvent,
  ): void {
    const values = (row: Row) => recordedValues(projection, row, event);
    if (projection.keeps === 'every') {
      for (const row of upserts) this.collected[index]?.upserts.push(values(row));
      return;
    }
    const latest = this.latest[index];
    const keyOf = (row: Row) => rowKey(projection, row, event.position);
    for (const row of deletes) latest?.set(keyOf(row), { values: values(row), isDeleted: true });
    for (const row of upserts) latest?.set(keyOf(row), { values: values(row), isDeleted: false });
  }

  private endStream(): void {
    this.state = this.model.initial;
    this.stream = undefined;
    for (const [index, latest] of this.latest.entries()) {
      const { upserts, deletes } = this.collected[index] ?? nothing();
      for (const { values, isDeleted } of latest.values()) {
        (isDeleted ? deletes : upserts).push(values);
      }
      latest.clear();
    }
  }
}

const nothing = (): Collected => ({ upserts: [], deletes: [] });
