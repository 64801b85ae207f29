/**
 * The append of very many commands, each on a new stream of one ledger: under the lock of the head,
 * rows written by COPY while the next commands are decided. Nothing is read but the head. What a
 * look would find, a taken number or a repeated command, the keys of the tables refuse, and then the
 * transaction writes nothing.
 */
import type { Pool } from 'pg';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { recordedRows, writtenRows, type DecidedCommand } from './append';
import { eventFields } from './append-parameters';
import { CopyQueue } from './copy-queue';
import { decideBatch } from './decide-batch';
import { isRefusedByDatabase, UnknownLedger } from './errors';
import type { CommandOutcome, LedgerCommand } from './commands';
import { withLockedLedger, type LockedLedger } from './locked-ledger';
import { projectionTable, type Projection, type StreamModel } from './projection';
import type { Rows } from './read-table';

/** Between two slices PostgreSQL is heard, and gets the next rows. */
const SLICE = 8;

/** In one transaction, a fifth of a second: the others who write to the ledger wait meanwhile. */
const MOST_EVENTS = 8_000;

/** In the order of `eventFields`, between the position and the time of recording. */
export const EVENTS = `events (ledger_id, position, stream, version, type, schema_version, data, actor_id,
  recorded_by_id, command_id, correlation_id, channel, occurred_at, batch, undoes, metadata, recorded_at)`;
export const COMMANDS = 'commands (ledger_id, command_id, request_hash, result, recorded_at)';

/**
 * Appends commands of one ledger in their order.
 *
 * @returns for each where it left its stream; nothing for those that have to go the ordinary way,
 *   which answers them or tells the reason: the rest when one of them makes PostgreSQL refuse
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
    const rest = commands.slice(outcomes.length);
    const written = await unlessRefused(
      withLockedLedger(pool, { ledgerId, projections, now }, (ledger) =>
        new LedgerCopy(model, ledger).write(rest),
      ),
    );
    if (written.length === 0) break;
    outcomes.push(...written);
  }
  return commands.map((_, index) => outcomes[index]);
}

type Outcomes = readonly (CommandOutcome | undefined)[];

/** Answers nothing when PostgreSQL refuses, or there is no such ledger; then nothing is written. */
async function unlessRefused(written: Promise<Outcomes>): Promise<Outcomes> {
  try {
    return await written;
  } catch (error) {
    if (isRefusedByDatabase(error) || error instanceof UnknownLedger) return [];
    throw error;
  }
}

/** The rows of one append on their way into the tables. */
class LedgerCopy<State> {
  private readonly queue: CopyQueue;
  private head: number;
  private nextNumber: number;

  constructor(
    private readonly model: StreamModel<State>,
    private readonly ledger: LockedLedger<State>,
  ) {
    const shown = ledger.projections.map(projectionTable);
    this.queue = new CopyQueue(ledger.client, [EVENTS, COMMANDS, ...shown]);
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
    const { client, id, recordedAt } = this.ledger;
    // What was refused whole is no entry, and moves no time.
    if (this.head === this.ledger.head) return outcomes;
    await client.query(
      `UPDATE ledgers SET head = $2, next_number = $3, last_recorded_at = $4 WHERE ledger_id = $1`,
      [id, this.head, this.nextNumber, recordedAt],
    );
    return outcomes;
  }

  private async writeSlice(commands: readonly LedgerCommand<State>[]): Promise<Outcomes> {
    const { id, prefix } = this.ledger;
    const ledger = { id, prefix, head: this.head, nextNumber: this.nextNumber };
    const answers = decideBatch(this.model, commands, {
      ledgers: new Map([[id, ledger]]),
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
    const { id, projections, recordedAt } = this.ledger;
    const headBefore = this.head;
    const events = batch.flatMap((command) =>
      command.steps.map((step) => [
        ...[id, ++this.head, ...eventFields(command, step, recordedAt), recordedAt],
      ]),
    );
    const commands = batch.flatMap(({ metadata: { commandId, requestHash }, result }) =>
      requestHash === undefined ? [] : [[id, commandId, requestHash, result, recordedAt]],
    );
    const written = writtenRows(batch, projections);
    const shown = projections.map((projection) => {
      const upserts = written.find((one) => one.projection === projection)?.upserts ?? [];
      return recordedRows(projection, upserts, { headBefore, recordedAt });
    });
    return [events, commands, ...shown];
  }
}
