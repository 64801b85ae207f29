/**
 * The append of very many commands, each on a new stream of one ledger: under the lock of the head,
 * rows written by COPY while the next commands are decided. Nothing is read but the head. What a
 * look would find, a taken number or a repeated command, the keys of the tables refuse, and then the
 * transaction writes nothing.
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

/** Between two slices PostgreSQL is heard, and gets the next rows. */
const SLICE = 8;

/** In one transaction, a fifth of a second: the others who write to the ledger wait meanwhile. */
const MOST_EVENTS = 8_000;

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
  private reached: Reached;

  constructor(
    private readonly model: StreamModel<State>,
    private readonly ledger: LockedLedger<State>,
  ) {
    const shown = ledger.projections.map(projectionTable);
    this.queue = new CopyQueue(ledger.client, [EVENTS, COMMANDS, ...shown]);
    this.reached = ledger;
  }

  /** @returns what became of the first of these commands: as many as one transaction takes */
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
    // What was refused whole is no entry, and moves no time.
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
