/**
 * Verifies ledgers: rebuilds every read table into a shadow, compares row by row, and checks the
 * invariants of the ledger itself. Each ledger has its own REPEATABLE READ transaction, which is
 * rolled back. The snapshot makes events, head and live tables consistent without a lock, so
 * writers never wait, and dead rows of other ledgers can be vacuumed. Memory is constant; data that
 * grows with a ledger is in temporary tables.
 */
import type { Pool, PoolClient } from 'pg';
import { SHOWN_DIFFERENCES } from './health';
import {
  isHistory,
  ledgerColumn,
  projectionTable,
  type Projection,
} from '../projection/projection';
import { Filler, unreadable, type ExpectedLedger, type Folds } from './verify-fill';
import { brokenInvariants, missingProtection, type Difference } from './verify-invariants';
import { Shadow } from './verify-shadow';

/** What to verify, and how. */
interface VerifyOptions<State> extends Folds<State> {
  readonly pool: Pool;
  readonly projections: readonly Projection<State>[];
  /** Called after every few hundred events and every ledger; throwing stops the verification. */
  onProgress?(eventsDone: number, eventsTotal: number): void;
}

/** What was found in one ledger. */
export interface LedgerVerification {
  readonly ledgerId: number;
  /** `null` if rows or events refer to a ledger that does not exist. */
  readonly prefix: string | null;
  readonly events: number;
  /** Number of rows compared, by read table. */
  readonly rows: Readonly<Record<string, number>>;
  /** The first differences of each kind; empty if all is well. */
  readonly differences: readonly Difference[];
  /** Events that are valid but would not be accepted today. */
  readonly warnings: Warnings;
}

interface Warnings {
  readonly count: number;
  readonly first: readonly Difference[];
}

interface LedgerRow {
  readonly id: number;
  readonly prefix: string | null;
  readonly head: number;
  readonly nextNumber: number;
}

/**
 * Verifies every ledger in order of id. A ledger that cannot be rebuilt is reported as a
 * difference.
 *
 * @throws the driver's error if the database is unavailable
 */
export async function* verifyLedgers<State>(
  options: VerifyOptions<State>,
): AsyncGenerator<LedgerVerification> {
  const client = await options.pool.connect();
  // A connection that breaks between two queries emits an event that would end the process if
  // nobody listened. The next query then fails, which is enough.
  client.on('error', ignore);
  try {
    const ledgers = await listLedgers(client, options.projections);
    yield* new Verifier(options, client).run(ledgers);
  } finally {
    // If the connection itself is broken, PostgreSQL rolls back by itself.
    await client.query('ROLLBACK').catch(ignore);
    client.off('error', ignore);
    client.release();
  }
}

class Verifier<State> {
  constructor(
    private readonly options: VerifyOptions<State>,
    private readonly client: PoolClient,
  ) {}

  async *run(ledgers: readonly LedgerRow[]): AsyncGenerator<LedgerVerification> {
    const total = ledgers.reduce((sum, { head }) => sum + head, 0);
    let done = 0;
    for (const ledger of ledgers) {
      const doneBefore = done;
      const verification = await this.inSnapshot(ledger.id, (snapshot) =>
        this.verify(snapshot, (count) => {
          this.options.onProgress?.(Math.min(doneBefore + count, total), total);
        }),
      );
      done += ledger.head;
      this.options.onProgress?.(done, total);
      yield verification;
    }
  }

  /** Runs work in a snapshot of a ledger. What it writes is rolled back. */
  private async inSnapshot<T>(id: number, work: (snapshot: Snapshot<State>) => Promise<T>) {
    await this.client.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
    await this.client.query(`SET LOCAL TimeZone = 'UTC'`);
    const [ledger = missing(id)] = await readLedgers(this.client, id);
    const shadows: Shadow<State>[] = [];
    for (const projection of this.options.projections) {
      shadows.push(await Shadow.create(this.client, projection, id));
    }
    const result = await work({ ledger, shadows });
    await this.client.query('ROLLBACK');
    return result;
  }

  private async verify(
    { ledger, shadows }: Snapshot<State>,
    onEvents: (count: number) => void,
  ): Promise<LedgerVerification> {
    const { id, prefix } = ledger;
    const broken = await brokenInvariants(this.client, id, SHOWN_DIFFERENCES);
    const unprotected = await missingProtection(this.client);
    const rebuilt = await this.rebuild({ ledger, shadows }, onEvents);
    const differences = [...unprotected, ...broken, ...rebuilt.differences];
    const rows: Record<string, number> = {};
    for (const shadow of rebuilt.isComplete ? shadows : []) {
      rows[shadow.projection.name] = await shadow.count();
      const owed = await owedEntries(this.client, id, shadow.projection);
      // A table that lacks entries cannot be compared; the rebuild that it needs repairs it.
      const found = owed ?? (await shadow.compare(id, SHOWN_DIFFERENCES));
      differences.push(...found);
    }
    const { events, warnings } = rebuilt;
    return { ledgerId: id, prefix, events, rows, differences, warnings };
  }

  /** Fills the shadows. Unreadable events or rows stop it and are reported. */
  private async rebuild(
    { ledger, shadows }: Snapshot<State>,
    onEvents: (count: number) => void,
  ): Promise<Rebuilt> {
    const filler = new Filler(this.options, shadows);
    await this.client.query('SAVEPOINT rebuild');
    try {
      await filler.run(this.client, ledger.id, onEvents);
      await this.client.query('RELEASE SAVEPOINT rebuild');
    } catch (error) {
      const difference = unreadable(filler, error);
      if (!difference) throw error;
      await this.client.query('ROLLBACK TO SAVEPOINT rebuild');
      const differences = [...filler.flaws, difference];
      return { isComplete: false, ...counts(filler), differences };
    }
    const differences = [...filler.flaws, ...headDifferences(ledger, filler.expected)];
    return { isComplete: true, ...counts(filler), differences };
  }
}

/** A snapshot of one ledger, with tables to rebuild it into. */
interface Snapshot<State> {
  readonly ledger: LedgerRow;
  readonly shadows: readonly Shadow<State>[];
}

interface Rebuilt {
  readonly isComplete: boolean;
  readonly events: number;
  readonly differences: readonly Difference[];
  readonly warnings: Warnings;
}

const counts = <State>({ events, warnings }: Filler<State>) => ({ events, warnings });

function headDifferences(ledger: LedgerRow, expected: ExpectedLedger): readonly Difference[] {
  if (ledger.prefix === null) return [];
  const columns = [
    ['prefix', ledger.prefix, expected.prefix],
    ['next_number', ledger.nextNumber, expected.nextNumber],
  ] as const;
  return columns
    .filter(([, live, rebuilt]) => live !== rebuilt)
    .map(([column, live, rebuilt]) => ({
      ...{ table: 'ledgers', key: { ledger_id: ledger.id } },
      ...{ column, live, rebuilt },
    }));
}

/** All ledgers, including missing ones to which rows still refer. */
async function listLedgers<State>(
  client: PoolClient,
  projections: readonly Projection<State>[],
): Promise<readonly LedgerRow[]> {
  const ids = [
    'SELECT ledger_id FROM events',
    'SELECT ledger_id FROM commands',
    'SELECT ledger_id FROM projection_checkpoints',
    ...projections.map(
      (projection) => `SELECT ${ledgerColumn(projection)} FROM ${projectionTable(projection)}`,
    ),
  ].map((text) => `(${text} EXCEPT SELECT ledger_id FROM ledgers)`);
  const { rows } = await client.query<{ id: number }>(
    `SELECT id FROM (${ids.join(' UNION ')}) x(id)`,
  );
  const known = await readLedgers(client, null);
  return [...known, ...rows.map(({ id }) => missing(id))].sort((a, b) => a.id - b.id);
}

/** @param ledgerId `null` for all of them */
async function readLedgers(client: PoolClient, ledgerId: number | null) {
  const { rows } = await client.query<LedgerRow>(
    `SELECT ledger_id AS id, prefix, head, next_number AS "nextNumber" FROM ledgers
     WHERE $1::int IS NULL OR ledger_id = $1`,
    [ledgerId],
  );
  return rows;
}

const missing = (id: number): LedgerRow => ({ id, prefix: null, head: 0, nextNumber: 1 });

/** `undefined` if the read table follows the head of the ledger. */
async function owedEntries<State>(
  client: PoolClient,
  ledgerId: number,
  projection: Projection<State>,
): Promise<readonly Difference[] | undefined> {
  if (isHistory(projection)) return undefined;
  const { name, version } = projection;
  const { rows } = await client.query<{ position: number | null; exists: boolean }>(
    `SELECT k.position, k.ledger_id IS NOT NULL AS exists
     FROM ledgers l LEFT JOIN projection_checkpoints k
       ON k.ledger_id = l.ledger_id AND k.projection = $2 AND k.version = $3
     WHERE l.ledger_id = $1 AND (k.ledger_id IS NULL OR k.position IS NOT NULL)`,
    [ledgerId, name, version],
  );
  return rows.length === 0
    ? undefined
    : rows.map(({ position, exists }) => ({
        table: 'projection_checkpoints',
        key: { projection: name, version },
        column: exists ? 'position' : null,
        live: position,
        rebuilt: 'follows the head; rebuild this read table',
      }));
}

const ignore = (): void => undefined;
