/**
 * Verifies ledgers: rebuilds every read table into a shadow and compares row by row, and checks the
 * invariants of the ledger itself. All of it in one REPEATABLE READ transaction, which is rolled
 * back: a consistent snapshot makes events, heads and live tables agree without any lock, so
 * writers never wait. Memory is constant; what grows with a ledger lies in temporary tables.
 */
import type { Pool, PoolClient } from 'pg';
import { SHOWN_DIFFERENCES } from './health';
import { projectionTable, type Projection } from './projection';
import { Filler, unreadable, type ExpectedLedger, type Folds } from './verify-fill';
import { brokenInvariants, type Difference } from './verify-invariants';
import { Shadow } from './verify-shadow';

/** What there is to verify, and how. */
interface VerifyOptions<State> extends Folds<State> {
  readonly pool: Pool;
  readonly projections: readonly Projection<State>[];
  /** Called after every few hundred events and every ledger; what it throws ends the work. */
  onProgress?(eventsDone: number, eventsTotal: number): void;
}

/** What was found in one ledger. */
export interface LedgerVerification {
  readonly ledgerId: number;
  /** `null` when rows or events name a ledger that does not exist. */
  readonly prefix: string | null;
  readonly events: number;
  /** How many rows were compared, by read table. */
  readonly rows: Readonly<Record<string, number>>;
  /** The first differences of each kind; none when all is well. */
  readonly differences: readonly Difference[];
}

interface LedgerRow {
  readonly id: number;
  readonly prefix: string | null;
  readonly head: number;
  readonly nextNumber: number;
}

/**
 * Verifies every ledger, in order of its id.
 *
 * @throws the driver's error when the database cannot be asked; a ledger that cannot be rebuilt is
 *   a difference.
 */
export async function* verifyLedgers<State>(
  options: VerifyOptions<State>,
): AsyncGenerator<LedgerVerification> {
  const client = await options.pool.connect();
  // A connection that breaks between two queries tells it by an event, which unheard would end the
  // process. The next query fails, and that is enough.
  client.on('error', ignore);
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
    await client.query(`SET LOCAL TimeZone = 'UTC'`);
    const ledgers = await listLedgers(client, options.projections);
    const shadows: Shadow<State>[] = [];
    for (const projection of options.projections) {
      shadows.push(await Shadow.create(client, projection));
    }
    yield* new Verifier(options, client, shadows).run(ledgers);
  } finally {
    // The connection may be the thing that broke; PostgreSQL then rolls back by itself.
    await client.query('ROLLBACK').catch(ignore);
    client.off('error', ignore);
    client.release();
  }
}

class Verifier<State> {
  constructor(
    private readonly options: VerifyOptions<State>,
    private readonly client: PoolClient,
    private readonly shadows: readonly Shadow<State>[],
  ) {}

  async *run(ledgers: readonly LedgerRow[]): AsyncGenerator<LedgerVerification> {
    const total = ledgers.reduce((sum, { head }) => sum + head, 0);
    let done = 0;
    for (const ledger of ledgers) {
      const doneBefore = done;
      const verification = await this.verify(ledger, (count) => {
        this.options.onProgress?.(Math.min(doneBefore + count, total), total);
      });
      done += ledger.head;
      this.options.onProgress?.(done, total);
      yield verification;
    }
  }

  private async verify(
    ledger: LedgerRow,
    onEvents: (count: number) => void,
  ): Promise<LedgerVerification> {
    const { id, prefix } = ledger;
    const broken = await brokenInvariants(this.client, id, SHOWN_DIFFERENCES);
    const rebuilt = await this.rebuild(ledger, onEvents);
    const differences = [...broken, ...rebuilt.differences];
    const rows: Record<string, number> = {};
    for (const shadow of rebuilt.isComplete ? this.shadows : []) {
      rows[shadow.projection.name] = await shadow.count();
      const owed = await owedEntries(this.client, id, shadow.projection);
      // Rows that wait for entries cannot be compared, and the rebuild that they need repairs them.
      const found = owed ?? (await shadow.compare(id, SHOWN_DIFFERENCES));
      differences.push(...found);
    }
    for (const shadow of this.shadows) await shadow.clear();
    return { ledgerId: id, prefix, events: rebuilt.events, rows, differences };
  }

  /** Fills the shadows. Events or rows that nobody can read end it, and are told. */
  private async rebuild(ledger: LedgerRow, onEvents: (count: number) => void): Promise<Rebuilt> {
    const filler = new Filler(this.options, this.shadows);
    await this.client.query('SAVEPOINT rebuild');
    try {
      await filler.run(this.client, ledger.id, onEvents);
      await this.client.query('RELEASE SAVEPOINT rebuild');
    } catch (error) {
      const difference = unreadable(filler, error);
      if (!difference) throw error;
      await this.client.query('ROLLBACK TO SAVEPOINT rebuild');
      return { isComplete: false, events: filler.events, differences: [difference] };
    }
    const differences = headDifferences(ledger, filler.expected);
    return { isComplete: true, events: filler.events, differences };
  }
}

interface Rebuilt {
  readonly isComplete: boolean;
  readonly events: number;
  readonly differences: readonly Difference[];
}

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

/** All ledgers, also those that do not exist but of which something is there. */
async function listLedgers<State>(
  client: PoolClient,
  projections: readonly Projection<State>[],
): Promise<readonly LedgerRow[]> {
  const ids = [
    'SELECT ledger_id FROM events',
    'SELECT ledger_id FROM commands',
    'SELECT ledger_id FROM projection_checkpoints',
    ...projections.map((projection) => `SELECT tracker_id FROM ${projectionTable(projection)}`),
  ].map((text) => `(${text} EXCEPT SELECT ledger_id FROM ledgers)`);
  const { rows } = await client.query<LedgerRow>(
    `SELECT ledger_id AS id, prefix, head, next_number AS "nextNumber" FROM ledgers
     UNION ALL SELECT x.ledger_id, NULL, 0, 1 FROM (${ids.join(' UNION ')}) x ORDER BY id`,
  );
  return rows;
}

/** `undefined` when the read table follows the head of the ledger. */
async function owedEntries<State>(
  client: PoolClient,
  ledgerId: number,
  { name, version }: Projection<State>,
): Promise<readonly Difference[] | undefined> {
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
