/**
 * Rebuilds read tables from the events, ledger by ledger. Each ledger is one transaction that holds
 * its head: readers see the old rows until the new ones are complete, writers of that ledger wait,
 * all others go on. Killed at any point, it leaves whole ledgers and can be run again.
 */
import type { Pool, PoolClient } from 'pg';
import { EVENT_COLUMNS, type RecordedEvent } from './events';
import {
  projectionTable,
  recordedRow,
  type Projection,
  type Row,
  type StreamModel,
} from './projection';
import { createKeys, createSink, createTable, createView, onConflict } from './read-table';
import { rowsLiteral } from './row-literals';

export interface RebuildProgress {
  readonly ledgersDone: number;
  readonly ledgersTotal: number;
  readonly eventsDone: number;
  readonly eventsTotal: number;
}

interface Rebuild<State> {
  readonly pool: Pool;
  readonly model: StreamModel<State>;
  readonly projections: readonly Projection<State>[];
  readonly onProgress?: (progress: RebuildProgress) => void;
}

const FETCH_EVENTS = 2_000;
const SINK_ROWS = 1_000;
const INSTALL_LOCK = 71_004;

/**
 * Creates what is missing of the read tables, their sinks and views. Repeatable, and several
 * processes may do it at once: PostgreSQL's own `IF NOT EXISTS` and `OR REPLACE` can collide.
 */
export async function installProjections<State>(
  pool: Pool,
  projections: readonly Projection<State>[],
): Promise<void> {
  await inTransaction(pool, async (client) => {
    await client.query('SELECT pg_advisory_xact_lock($1)', [INSTALL_LOCK]);
    for (const projection of projections) await installProjection(client, projection);
  });
}

async function installProjection<State>(
  client: PoolClient,
  projection: Projection<State>,
): Promise<void> {
  const { rows } = await client.query<{ isNew: boolean }>(
    'SELECT to_regclass($1) IS NULL AS "isNew"',
    [projectionTable(projection)],
  );
  const table = projectionTable(projection);
  const isNew = rows[0]?.isNew ?? false;
  const ddl = isNew ? [createTable(projection, table), ...createKeys(projection, table)] : [];
  for (const text of [...ddl, createSink(projection), createView(projection)]) {
    await client.query(text);
  }
  if (!isNew) return;
  // A table that was just created holds nothing, whatever the checkpoints of an old one say.
  await client.query('DELETE FROM projection_checkpoints WHERE projection = $1 AND version = $2', [
    projection.name,
    projection.version,
  ]);
}

/** Names the projections that owe something to some ledger, so that they have to be rebuilt. */
export async function findOwingProjections<State>(
  pool: Pool,
  projections: readonly Projection<State>[],
): Promise<readonly Projection<State>[]> {
  const { rows } = await pool.query<{ name: string; version: number }>(
    `SELECT p.name, p.version
     FROM unnest($1::text[], $2::int[]) AS p(name, version)
     WHERE EXISTS (SELECT FROM ledgers l WHERE NOT EXISTS (
       SELECT FROM projection_checkpoints k
       WHERE k.ledger_id = l.ledger_id AND k.projection = p.name AND k.version = p.version
         AND k.position IS NULL))`,
    [projections.map(({ name }) => name), projections.map(({ version }) => version)],
  );
  return projections.filter((projection) =>
    rows.some(({ name, version }) => name === projection.name && version === projection.version),
  );
}

/** Rebuilds the given projections from the first event on. */
export async function rebuildProjections<State>(rebuild: Rebuild<State>): Promise<RebuildProgress> {
  const { pool, projections, onProgress } = rebuild;
  await installProjections(pool, projections);
  await removeOrphans(pool, projections);
  const { rows: ledgers } = await pool.query<{ id: number; head: number }>(
    'SELECT ledger_id AS id, head FROM ledgers ORDER BY ledger_id',
  );
  const eventsTotal = ledgers.reduce((sum, { head }) => sum + head, 0);
  let progress = { ledgersDone: 0, ledgersTotal: ledgers.length, eventsDone: 0, eventsTotal };
  for (const { id, head } of ledgers) {
    const before = progress;
    const onEvents = (count: number) => {
      progress = { ...before, eventsDone: Math.min(before.eventsDone + count, eventsTotal) };
      onProgress?.(progress);
    };
    await inTransaction(pool, (client) => rebuildLedger(rebuild, client, id, onEvents));
    progress = {
      ...before,
      ledgersDone: before.ledgersDone + 1,
      eventsDone: before.eventsDone + head,
    };
    onProgress?.(progress);
  }
  return progress;
}

async function removeOrphans<State>(
  pool: Pool,
  projections: readonly Projection<State>[],
): Promise<void> {
  for (const projection of projections) {
    await pool.query(
      `DELETE FROM ${projectionTable(projection)} t
       WHERE NOT EXISTS (SELECT FROM ledgers l WHERE l.ledger_id = t.tracker_id)`,
    );
  }
}

async function rebuildLedger<State>(
  { model, projections }: Rebuild<State>,
  client: PoolClient,
  ledgerId: number,
  onEvents: (count: number) => void,
): Promise<void> {
  await client.query('SELECT FROM ledgers WHERE ledger_id = $1 FOR UPDATE', [ledgerId]);
  for (const projection of projections) {
    const table = projectionTable(projection);
    await client.query(`DELETE FROM ${table} WHERE tracker_id = $1`, [ledgerId]);
  }
  const writer = new RowWriter(client, projections);
  const fold = new StreamFold(model);
  let count = 0;
  for await (const event of streamsOf(client, ledgerId)) {
    const state = fold.next(event);
    await writer.write(event, state);
    count += 1;
    if (count % FETCH_EVENTS === 0) onEvents(count);
  }
  await writer.flush();
  await client.query(
    `INSERT INTO projection_checkpoints (projection, version, ledger_id, position)
     SELECT p.name, p.version, $1, NULL FROM unnest($2::text[], $3::int[]) AS p(name, version)
     ON CONFLICT (ledger_id, projection, version) DO UPDATE SET position = NULL`,
    [ledgerId, projections.map(({ name }) => name), projections.map(({ version }) => version)],
  );
}

/** The events of a ledger stream by stream, through a cursor: constant memory. */
async function* streamsOf(client: PoolClient, ledgerId: number): AsyncGenerator<RecordedEvent> {
  await client.query(
    `DECLARE ledger_events NO SCROLL CURSOR FOR SELECT ${EVENT_COLUMNS} FROM events e
     WHERE e.ledger_id = ${ledgerId} ORDER BY e.stream, e.version`,
  );
  for (;;) {
    const { rows } = await client.query<RecordedEvent>(`FETCH ${FETCH_EVENTS} FROM ledger_events`);
    yield* rows;
    if (rows.length < FETCH_EVENTS) break;
  }
  await client.query('CLOSE ledger_events');
}

/** The state of one stream at a time: the cursor never comes back to an earlier one. */
class StreamFold<State> {
  private stream: string | undefined;
  private state: State;

  constructor(private readonly model: StreamModel<State>) {
    this.state = model.initial;
  }

  next(event: RecordedEvent): State {
    if (event.stream !== this.stream) this.state = this.model.initial;
    this.stream = event.stream;
    this.state = this.model.evolve(this.state, event);
    return this.state;
  }
}

/** Hands rows to the same sinks as the append, a thousand at a time. */
class RowWriter<State> {
  private readonly pending = new Map<Projection<State>, Map<string, Row>>();

  constructor(
    private readonly client: PoolClient,
    private readonly projections: readonly Projection<State>[],
  ) {}

  async write(event: RecordedEvent, state: State): Promise<void> {
    for (const projection of this.projections) {
      const row = projection.row(event, state);
      if (!row) continue;
      const rows = this.pending.get(projection) ?? new Map<string, Row>();
      const key = projection.keeps === 'latest' ? event.stream : String(event.position);
      rows.set(key, recordedRow(projection, row, event));
      this.pending.set(projection, rows);
      if (rows.size >= SINK_ROWS) await this.flushOne(projection, rows);
    }
  }

  async flush(): Promise<void> {
    for (const [projection, rows] of this.pending) await this.flushOne(projection, rows);
  }

  private async flushOne(projection: Projection<State>, rows: Map<string, Row>): Promise<void> {
    if (rows.size === 0) return;
    const table = projectionTable(projection);
    const literal = rowsLiteral([...rows.values()], Object.keys(projection.columns));
    rows.clear();
    await this.client.query(
      `INSERT INTO ${table} SELECT * FROM unnest($1::${table}[]) ${onConflict(projection)}`,
      [literal],
    );
  }
}

async function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  // A connection that breaks between two queries tells it by an event, which unheard would end the
  // process. The next query fails, and that is enough.
  client.on('error', ignore);
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    // The connection may be the thing that broke; PostgreSQL then rolls back by itself.
    await client.query('ROLLBACK').catch(ignore);
    throw error;
  } finally {
    client.off('error', ignore);
    client.release();
  }
}

const ignore = (): void => undefined;
