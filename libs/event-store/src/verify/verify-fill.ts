/** Folds the events of a ledger into the shadows of its read tables. */
import { DatabaseError, type PoolClient } from 'pg';
import { SHOWN_DIFFERENCES } from './health';
import type { EventEnvelope, StreamModel } from '../projection/projection';
import { streamPages, type StreamEvent } from '../read/stream-events';
import type { TableChanges } from '../projection/read-table';
import { StreamFold } from '../projection/stream-fold';
import type { Difference } from './verify-invariants';
import type { Shadow } from './verify-shadow';

/** The expected row of a ledger, according to its events. */
export interface ExpectedLedger {
  /** `null` until an event sets it. */
  readonly prefix: string | null;
  readonly nextNumber: number;
}

/** The two folds of a ledger's events. */
export interface Folds<State> {
  readonly model: StreamModel<State>;
  /** Folds prefix and next number. Events come stream by stream, not in order of position. */
  evolveLedger(expected: ExpectedLedger, event: EventEnvelope): ExpectedLedger;
  /** What the event should have been, if it does not follow from the state before it. */
  flawOf?(before: State, event: EventEnvelope): string | undefined;
  /** What is valid, but would not be accepted today. */
  warningOf?(event: EventEnvelope): string | undefined;
}

/** The fold refused an event. Verification continues with the next ledger. */
class UnreadableEvent extends Error {
  override readonly name = 'UnreadableEvent';
}

/** Writes the rows of a ledger to the shadows and folds the expected ledger row. */
export class Filler<State> {
  expected: ExpectedLedger = { prefix: null, nextNumber: 1 };
  last: StreamEvent | undefined;
  events = 0;
  /** Events that would not be accepted today: their number, and the first of them. */
  readonly warnings: { count: number; first: Difference[] } = { count: 0, first: [] };
  /** The first events that do not follow from those before them. */
  readonly flaws: Difference[] = [];
  private readonly fold: StreamFold<State>;

  constructor(
    private readonly folds: Folds<State>,
    private readonly shadows: readonly Shadow<State>[],
  ) {
    const projections = shadows.map(({ projection }) => projection);
    const upTo = shadows.map((shadow) => shadow.upTo);
    this.fold = new StreamFold(folds.model, projections, 0, upTo);
  }

  /** @param onEvents called with the number of events, after every few hundred */
  async run(
    client: PoolClient,
    ledgerId: number,
    onEvents: (count: number) => void,
  ): Promise<void> {
    const whole = { id: ledgerId, head: Number.MAX_SAFE_INTEGER };
    for await (const { events, isLast } of streamPages(client, [whole])) {
      for (const event of events) this.take(event);
      this.events += events.length;
      await this.write(isLast ? this.fold.end() : this.fold.drain());
      if (!isLast) onEvents(this.events);
    }
  }

  private take(event: StreamEvent): void {
    this.last = event;
    try {
      this.examine(event);
      this.warn(event);
      this.fold.take(event);
      this.expected = this.folds.evolveLedger(this.expected, event);
    } catch (error) {
      throw new UnreadableEvent(error instanceof Error ? error.message : String(error));
    }
  }

  private examine(event: StreamEvent): void {
    if (this.flaws.length === SHOWN_DIFFERENCES) return;
    const flaw = this.folds.flawOf?.(this.fold.before(event), event);
    if (flaw === undefined) return;
    const { position, stream, type, data } = event;
    const key = { position, stream };
    this.flaws.push({ table: 'events', key, column: 'data', live: { type, data }, rebuilt: flaw });
  }

  private warn(event: StreamEvent): void {
    const warning = this.folds.warningOf?.(event);
    if (warning === undefined) return;
    this.warnings.count += 1;
    if (this.warnings.first.length === SHOWN_DIFFERENCES) return;
    const { position, stream, type, data } = event;
    const key = { position, stream };
    const live = { type, data };
    this.warnings.first.push({ table: 'events', key, column: 'data', live, rebuilt: warning });
  }

  private async write(changes: readonly TableChanges[]): Promise<void> {
    for (const [index, shadow] of this.shadows.entries()) {
      await shadow.write(changes[index]?.upserts ?? []);
    }
  }
}

/** The event at which the fold stopped; `undefined` if the database failed. */
export function unreadable<State>({ last }: Filler<State>, error: unknown): Difference | undefined {
  const isRefused = error instanceof DatabaseError && !/^(08|57)/.test(error.code ?? '08');
  if (!(error instanceof UnreadableEvent) && !isRefused) return undefined;
  const key = { position: last?.position, stream: last?.stream };
  const live = { type: last?.type, schema_version: last?.schemaVersion, data: last?.data };
  return { table: 'events', key, column: 'data', live, rebuilt: error.message };
}
