import {
  recordedValues,
  rowKey,
  type EventPlace,
  type Projection,
  type Row,
  type RowChanges,
  type StreamModel,
} from './projection';
import type { TableChanges } from './read-table';
import type { StreamEvent } from '../read/stream-events';
import type { Versioned } from '../stream-state';

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
 * Folds events, stream by stream, into the rows of read tables; for tables of kind `latest`, only
 * the last change of each row. It holds one state at a time, because events never return to an
 * earlier stream.
 */
export class StreamFold<State> {
  private stream: string | undefined;
  private state: State;
  private previous: EventPlace<State>['previous'];
  /** The version of the state from which the stream was resumed. */
  private baseVersion = 0;
  private readonly latest: Map<string, Change>[];
  private collected: Collected[];

  /**
   * @param after skips rows of events up to this position
   * @param upTo the last position to report for each projection; by default all
   */
  constructor(
    private readonly model: StreamModel<State>,
    private readonly projections: readonly Projection<State>[],
    private readonly after = 0,
    private readonly upTo: readonly number[] = [],
  ) {
    this.state = model.initial;
    this.latest = projections.map(() => new Map<string, Change>());
    this.collected = projections.map(nothing);
  }

  /** Resumes a stream from a known state, whose last event comes next. */
  resume(stream: string, { state, version }: Versioned<State>): void {
    this.endStream();
    [this.stream, this.state, this.baseVersion] = [stream, state, version];
  }

  /** @throws Error for an event type unknown to the model or a projection */
  take(event: StreamEvent): void {
    if (event.stream !== this.stream) this.endStream();
    this.stream = event.stream;
    if (event.version > this.baseVersion) this.fold(event);
    this.previous = { event, state: this.state };
  }

  /** The state of the stream before this event. */
  before(event: StreamEvent): State {
    return event.stream === this.stream ? this.state : this.model.initial;
  }

  /** The changes completed since the last call, per projection. */
  drain(): readonly TableChanges[] {
    const { collected } = this;
    this.collected = this.projections.map(nothing);
    return collected;
  }

  /** The remaining changes, after the last event. */
  end(): readonly TableChanges[] {
    this.endStream();
    return this.drain();
  }

  private fold(event: StreamEvent): void {
    this.state = this.model.evolve(this.state, event);
    const place = { position: event.position, previous: this.previous };
    for (const [index, projection] of this.projections.entries()) {
      if (!this.isReported(event, index)) continue;
      this.collect(index, projection, projection.changes(event, this.state, place), event);
    }
  }

  private isReported({ position }: StreamEvent, index: number): boolean {
    return position > this.after && position <= (this.upTo[index] ?? position);
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
    [this.stream, this.previous, this.baseVersion] = [undefined, undefined, 0];
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
