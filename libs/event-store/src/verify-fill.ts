/** The events of a ledger, on their way into the shadows of its read tables. */
import { DatabaseError, type PoolClient } from 'pg';
import { EVENT_COLUMNS, type RecordedEvent } from './events';
import type { EventFacts, StreamModel } from './projection';
import type { Difference } from './verify-invariants';
import type { Shadow } from './verify-shadow';

/** What the row of a ledger must say by its events. */
export interface ExpectedLedger {
  /** `null` until an event tells it. */
  readonly prefix: string | null;
  readonly nextNumber: number;
}

/** The two folds of a ledger's events. */
export interface Folds<State> {
  readonly model: StreamModel<State>;
  /** Folds prefix and next number. Events come stream by stream, not in order of position. */
  evolveLedger(expected: ExpectedLedger, event: EventFacts): ExpectedLedger;
}

const FETCH_EVENTS = 2_000;

/** A fold that refuses an event. The work goes on with the next ledger. */
class UnreadableEvent extends Error {
  override readonly name = 'UnreadableEvent';
}

/** Hands each event with the state after it to the shadows, and to the fold of the ledger's row. */
export class Filler<State> {
  expected: ExpectedLedger = { prefix: null, nextNumber: 1 };
  last: RecordedEvent | undefined;
  events = 0;
  private state: State;

  constructor(
    private readonly folds: Folds<State>,
    private readonly shadows: readonly Shadow<State>[],
  ) {
    this.state = folds.model.initial;
  }

  /** @param onEvents told how many there were, after every few thousand */
  async run(
    events: AsyncIterable<RecordedEvent>,
    onEvents: (count: number) => void,
  ): Promise<void> {
    for await (const event of events) {
      await this.take(event);
      this.events += 1;
      if (this.events % FETCH_EVENTS === 0) onEvents(this.events);
    }
    for (const shadow of this.shadows) await shadow.flush();
  }

  private async take(event: RecordedEvent): Promise<void> {
    const { model } = this.folds;
    const isSameStream = event.stream === this.last?.stream;
    this.last = event;
    const rows = readable(() => {
      this.state = model.evolve(isSameStream ? this.state : model.initial, event);
      this.expected = this.folds.evolveLedger(this.expected, event);
      return this.shadows.map((shadow) => shadow.projection.row(event, this.state));
    });
    for (const [index, shadow] of this.shadows.entries()) await shadow.write(event, rows[index]);
  }
}

function readable<T>(fold: () => T): T {
  try {
    return fold();
  } catch (error) {
    throw new UnreadableEvent(error instanceof Error ? error.message : String(error));
  }
}

/** The event at which a rebuild stopped; `undefined` when the database itself went away. */
export function unreadable<State>({ last }: Filler<State>, error: unknown): Difference | undefined {
  const isRefused = error instanceof DatabaseError && !/^(08|57)/.test(error.code ?? '08');
  if (!(error instanceof UnreadableEvent) && !isRefused) return undefined;
  const key = { position: last?.position, stream: last?.stream };
  const live = { type: last?.type, schema_version: last?.schemaVersion, data: last?.data };
  return { table: 'events', key, column: 'data', live, rebuilt: error.message };
}

/** The events of a ledger stream by stream, through a cursor: constant memory. */
export async function* streamsOf(
  client: PoolClient,
  ledgerId: number,
): AsyncGenerator<RecordedEvent> {
  await client.query(
    `DECLARE verified_events NO SCROLL CURSOR FOR SELECT ${EVENT_COLUMNS} FROM events e
     WHERE e.ledger_id = ${ledgerId} ORDER BY e.stream, e.version`,
  );
  for (;;) {
    const { rows } = await client.query<RecordedEvent>(
      `FETCH ${FETCH_EVENTS} FROM verified_events`,
    );
    yield* rows;
    if (rows.length < FETCH_EVENTS) break;
  }
  await client.query('CLOSE verified_events');
}
