/**
 * The append of very many commands, each on a new stream of one ledger: under the lock of the head,
 * rows written by COPY while the next commands are decided. Nothing is read but the head. What a
 * look would find, a taken number or a repeated command, the keys of the tables refuse, and then the
 * transaction writes nothing.
 */
import type { Pool, PoolClient } from 'pg';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { writtenRows, type DecidedCommand } from './append';
import { eventFields } from './append-parameters';
import { CopyQueue } from './copy-queue';
import { decideBatch } from './decide-batch';
import { isRefusedByDatabase } from './errors';
import type { Ledger, Timestamp } from './events';
import type { CommandOutcome, LedgerCommand } from './ledger-writer';
import {
  projectionKey,
  projectionTable,
  recordedValues,
  type Projection,
  type StreamModel,
} from './projection';
import type { Rows } from './stream-fold';
import { inTransaction } from './transaction';

/** Between two slices PostgreSQL is heard, and gets the next rows. */
const SLICE = 8;

/** In one transaction, a fifth of a second: the others who write to the ledger wait meanwhile. */
const MOST_EVENTS = 8_000;

export const EVENTS = `events (ledger_id, position, stream, version, type, schema_version, data, actor_id,
  recorded_by_id, command_id, correlation_id, channel, occurred_at, recorded_at)`;
export const COMMANDS = 'commands (ledger_id, command_id, request_hash, result, recorded_at)';

/** A ledger under the lock of its head. */
export interface LockedLedger extends Ledger {
  /** When the events of this append are recorded. */
  readonly recordedAt: Timestamp;
}

/**
 * Appends commands of one ledger in their order.
 *
 * @returns for each where it left its stream; nothing for those that have to go the ordinary way,
 *   which answers them or tells the reason: the rest when one of them makes PostgreSQL refuse, and
 *   all when other read tables follow the ledger
 * @throws the driver's error when PostgreSQL cannot be reached; a repeat with the same command ids is
 *   safe.
 */
export async function appendByCopy<State>(
  pool: Pool,
  model: StreamModel<State>,
  projections: readonly Projection<State>[],
  { commands, now }: { readonly commands: readonly LedgerCommand<State>[]; readonly now: Date },
): Promise<Outcomes> {
  const outcomes: (CommandOutcome | undefined)[] = [];
  const ledgerId = commands[0]?.ledgerId;
  const isOne = commands.every((command) => command.ledgerId === ledgerId);
  while (ledgerId !== undefined && isOne && outcomes.length < commands.length) {
    const written = await inTransactionOf(pool, async (client) => {
      const ledger = await lockLedger(client, ledgerId, now);
      if (!ledger || !(await follow(client, ledgerId, projections))) return [];
      const copy = new LedgerCopy(client, model, projections, ledger);
      return copy.write(commands.slice(outcomes.length));
    });
    if (written.length === 0) break;
    outcomes.push(...written);
  }
  return commands.map((_, index) => outcomes[index]);
}

type Outcomes = readonly (CommandOutcome | undefined)[];

/** Answers nothing when PostgreSQL refuses; then nothing is written. */
async function inTransactionOf(
  pool: Pool,
  work: (client: PoolClient) => Promise<Outcomes>,
): Promise<Outcomes> {
  const client = await pool.connect();
  // A connection that breaks while commands are decided tells it by an event, which unheard would end
  // the process. The next query fails, and that is enough.
  client.on('error', ignore);
  let broken: Error | undefined;
  try {
    return await inTransaction(client, () => work(client));
  } catch (error) {
    if (isRefusedByDatabase(error)) return [];
    broken = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    client.off('error', ignore);
    client.release(broken);
  }
}

const ignore = (): void => undefined;

/** Locks the head: whoever else writes to the ledger waits. */
export async function lockLedger(
  client: PoolClient,
  ledgerId: number,
  now: Date,
): Promise<LockedLedger | undefined> {
  const { rows } = await client.query<LockedLedger>(
    `SELECT ledger_id AS id, prefix, head, next_number AS "nextNumber",
       greatest($2::timestamptz, last_recorded_at) AS "recordedAt"
     FROM ledgers WHERE ledger_id = $1 FOR UPDATE`,
    [ledgerId, now],
  );
  return rows[0];
}

/** Whether these read tables follow the ledger, and no others; a look after the lock. */
export async function follow<State>(
  client: PoolClient,
  ledgerId: number,
  projections: readonly Projection<State>[],
): Promise<boolean> {
  const { rows } = await client.query<{ readonly key: string }>(
    `SELECT projection || '/' || version AS key FROM projection_checkpoints
     WHERE ledger_id = $1 AND position IS NULL`,
    [ledgerId],
  );
  const following = new Set(rows.map(({ key }) => key));
  const keys = projections.map(projectionKey);
  return following.size === keys.length && keys.every((key) => following.has(key));
}

/** The rows of one append on their way into the tables. */
class LedgerCopy<State> {
  private readonly queue: CopyQueue;
  private head: number;
  private nextNumber: number;

  constructor(
    private readonly client: PoolClient,
    private readonly model: StreamModel<State>,
    private readonly projections: readonly Projection<State>[],
    private readonly ledger: LockedLedger,
  ) {
    this.queue = new CopyQueue(client, [EVENTS, COMMANDS, ...projections.map(projectionTable)]);
    this.head = ledger.head;
    this.nextNumber = ledger.nextNumber;
  }

  /** @returns what became of the first of these commands: as many as one transaction takes */
  async write(commands: readonly LedgerCommand<State>[]): Promise<Outcomes> {
    const outcomes: (CommandOutcome | undefined)[] = [];
    try {
      while (outcomes.length < commands.length && this.head - this.ledger.head < MOST_EVENTS) {
        const slice = commands.slice(outcomes.length, outcomes.length + SLICE);
        outcomes.push(...(await this.writeSlice(slice)));
        await nextTurn();
      }
      await this.queue.finish();
    } catch (error) {
      await this.queue.abandon();
      throw error;
    }
    const { id, recordedAt } = this.ledger;
    // What was refused whole is no entry, and moves no time.
    if (this.head === this.ledger.head) return outcomes;
    await this.client.query(
      `UPDATE ledgers SET head = $2, next_number = $3, last_recorded_at = $4 WHERE ledger_id = $1`,
      [id, this.head, this.nextNumber, recordedAt],
    );
    return outcomes;
  }

  private async writeSlice(commands: readonly LedgerCommand<State>[]): Promise<Outcomes> {
    const { id, prefix } = this.ledger;
    const answers = decideBatch(this.model, commands, {
      ledgers: new Map([[id, { id, prefix, nextNumber: this.nextNumber }]]),
      streams: new Map(),
      earlier: new Map(),
    });
    const decided = answers.flatMap((answer) => (answer.kind === 'decided' ? [answer] : []));
    const last = decided.at(-1)?.command.nextNumber?.after;
    if (last !== undefined) this.nextNumber = last;
    await this.queue.add(this.rowsOf(decided.map(({ command }) => command)));
    return answers.map((answer) => (answer.kind === 'decided' ? answer.outcome : undefined));
  }

  /** In the order of the tables. */
  private rowsOf(batch: readonly DecidedCommand<State>[]): readonly Rows[] {
    const { id, recordedAt } = this.ledger;
    const headBefore = this.head;
    const events = batch.flatMap((command) =>
      command.steps.map((_, step) => [
        ...[id, ++this.head, ...eventFields(command, step, recordedAt), recordedAt],
      ]),
    );
    const commands = batch.flatMap(({ metadata: { commandId, requestHash }, result }) =>
      requestHash === undefined ? [] : [[id, commandId, requestHash, result, recordedAt]],
    );
    const written = writtenRows(batch, this.projections);
    const shown = this.projections.map((projection) => {
      const { rows = [], ordinals = [] } =
        written.find((one) => one.projection === projection) ?? {};
      return rows.map((row, index) =>
        recordedValues(projection, row, {
          position: headBefore + (ordinals[index] ?? 0),
          recordedAt,
        }),
      );
    });
    return [events, commands, ...shown];
  }
}
