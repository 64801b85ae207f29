import { recordedValues, type Projection, type StreamModel } from './projection';
import type { StreamEvent } from './stream-events';

/** The rows of one read table, each as its values column by column. */
export type Rows = readonly (readonly unknown[])[];

/**
 * Folds events that come stream by stream into the rows of read tables: of tables that keep the
 * latest row, one per stream. One state at a time: events never come back to an earlier stream.
 */
export class StreamFold<State> {
  private stream: string | undefined;
  private state: State;
  private readonly latest: (readonly unknown[] | undefined)[];
  private rows: (readonly unknown[])[][];

  /** @param after rows that events up to this position have left are not told again */
  constructor(
    private readonly model: StreamModel<State>,
    private readonly projections: readonly Projection<State>[],
    private readonly after = 0,
  ) {
    this.state = model.initial;
    this.latest = projections.map(() => undefined);
    this.rows = projections.map(() => []);
  }

  /** @throws Error for an event that the model or a projection does not know. */
  take(event: StreamEvent): void {
    if (event.stream !== this.stream) this.endStream();
    this.stream = event.stream;
    this.state = this.model.evolve(this.state, event);
    for (const [index, projection] of this.projections.entries()) {
      const row = projection.row(event, this.state);
      if (!row || event.position <= this.after) continue;
      const values = recordedValues(projection, row, event);
      if (projection.keeps === 'latest') this.latest[index] = values;
      else this.rows[index]?.push(values);
    }
  }

  /** The state of the event's stream before it. */
  before(event: StreamEvent): State {
    return event.stream === this.stream ? this.state : this.model.initial;
  }

  /** The rows that are complete since the last time, per projection. */
  drain(): readonly Rows[] {
    const { rows } = this;
    this.rows = this.projections.map(() => []);
    return rows;
  }

  /** After the last event: what is left. */
  end(): readonly Rows[] {
    this.endStream();
    return this.drain();
  }

  private endStream(): void {
    this.state = this.model.initial;
    this.stream = undefined;
    for (const [index, values] of this.latest.entries()) {
      if (values) this.rows[index]?.push(values);
      this.latest[index] = undefined;
    }
  }
}
