/**
 * Appends very many commands, each on a new stream of one ledger, under the lock of the head: rows
 * are written by COPY while the next commands are decided. Only the head is read. A number that is
 * taken or a repeated command violates a key, and then the transaction writes nothing.
 */
import type { Pool } from 'pg';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { COMMANDS, EVENTS, moveHead, rowsToCopy, type Reached } from './copied-rows';
import { CopyQueue } from './copy-queue';
import { decideBatch } from './decide-batch';
import { isRefusedByDatabase, UnknownLedger } from '../errors';
import type { CommandOutcome, LedgerCommand } from './commands';
import { withLockedLedger, type LockedLedger } from './locked-ledger';
import { projectionTable, type Projection, type StreamModel } from '../projection/projection';

/** After each slice the event loop runs, so that PostgreSQL receives the next rows. */
const SLICE = 8;

/** Per transaction, which takes 0.2 s: other writers to the ledger wait that long. */
const MOST_EVENTS = 8_000;

/**
 * Appends commands of one ledger in order.
 *
 * @returns for each where it left its stream, or nothing if it has to go the ordinary way, which
 *   responds to it: the remaining commands, if PostgreSQL rejects one
 * @throws the driver's error if PostgreSQL is unavailable; repeating with the same command ids is
 *   safe
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

/**
 * Returns nothing if PostgreSQL rejects the write or the ledger does not exist; then nothing is
 * written.
 */
async function unlessRefused(written: Promise<Outcomes>): Promise<Outcomes> {
  try {
    return await written;
  } catch (error) {
    if (isRefusedByDatabase(error) || error instanceof UnknownLedger) return [];
    throw error;
  }
}

/** Writes the rows of one append into the tables. */
class LedgerCopy<State> {
  private readonly queue: CopyQueue;
  private reached: Reached;

  constructor(
    private readonly model: StreamModel<State>,
    private readonly ledger: LockedLedger<State>,
  ) {
    const shown = ledger.projections.map(projectionTable);
    this.queue = new CopyQueue(ledger.client, [EVENTS, COMMANDS, ...shown]);
    this.reached = ledger;
  }

  /** @returns the outcomes of the first commands, as many as fit into one transaction */
  async write(commands: readonly LedgerCommand<State>[]): Promise<Outcomes> {
    const outcomes: (CommandOutcome | undefined)[] = [];
    try {
      while (outcomes.length < commands.length && this.events < MOST_EVENTS) {
        const slice = commands.slice(outcomes.length, outcomes.length + SLICE);
        outcomes.push(...(await this.writeSlice(slice)));
        await nextTurn();
      }
      await this.queue.finish();
    } catch (error) {
      await this.queue.abandon();
      throw error;
    }
    // If every command was refused, there is no entry, and the time of the ledger must not change.
    if (this.events > 0) await moveHead(this.ledger, this.reached);
    return outcomes;
  }

  private get events(): number {
    return this.reached.head - this.ledger.head;
  }

  private async writeSlice(commands: readonly LedgerCommand<State>[]): Promise<Outcomes> {
    const { id, prefix, projections } = this.ledger;
    const { head, nextNumber } = this.reached;
    const answers = decideBatch(this.model, commands, {
      ledgers: new Map([[id, { id, prefix, head, nextNumber }]]),
      streams: new Map(),
      earlier: new Map(),
    });
    const decided = answers.flatMap((answer) => (answer.kind === 'decided' ? answer.command : []));
    const {
      events,
      commands: records,
      changes,
      ...reached
    } = rowsToCopy(this.ledger, decided, this.reached);
    this.reached = reached;
    const shown = projections.map(
      (projection) => changes.find((one) => one.projection === projection)?.upserts ?? [],
    );
    await this.queue.add([events, records, ...shown]);
    return answers.map((answer) => (answer.kind === 'decided' ? answer.outcome : undefined));
  }
}
