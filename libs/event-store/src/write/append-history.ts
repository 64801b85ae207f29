/**
 * Appends an imported ledger, some hundred commands per transaction under the lock of the head. No
 * other writer may write to the ledger until the import is complete; if one does, the import stops.
 */
import type { Pool } from 'pg';
import { COMMANDS, EVENTS, moveHead, rowsToCopy } from './copied-rows';
import { copyRows } from './copy-rows';
import { decideBatch, type Answer } from './decide-batch';
import { LedgerBusy, LedgerMoved } from '../errors';
import type { LedgerCommand } from './commands';
import { loadStreams, wantedStreams } from './load';
import { withLockedLedger, type LockedLedger } from './locked-ledger';
import { projectionTable, type Projection, type StreamModel } from '../projection/projection';
import { writeRows } from '../projection/read-table';
import type { DecidedCommand } from './decided-command';

export interface HistoryChunk<State> {
  readonly ledgerId: number;
  /** Set in the first chunk, which opens the ledger. */
  readonly opensPrefix?: string;
  /** The head after the previous chunk. */
  readonly headBefore: number;
  readonly commands: readonly LedgerCommand<State>[];
  readonly now: Date;
}

/**
 * Appends all commands in order, or nothing.
 *
 * @returns the new head
 * @throws what `decide` throws; LedgerMoved; PrefixTaken; LedgerBusy if the ledger has other read
 *   tables than this process writes
 */
export async function appendHistory<State>(
  pool: Pool,
  model: StreamModel<State>,
  projections: readonly Projection<State>[],
  chunk: HistoryChunk<State>,
): Promise<number> {
  const { ledgerId, opensPrefix, headBefore, commands, now } = chunk;
  const request = { ledgerId, opensPrefix, projections, now };
  return withLockedLedger(pool, request, async (ledger) => {
    if (ledger.head !== headBefore) throw new LedgerMoved(headBefore, ledger.head);
    if (ledger.projections.length < projections.length) {
      throw new LedgerBusy(
        'A server of another version writes here: try again when all are the same',
      );
    }
    const { client } = ledger;
    const streams = await loadStreams(
      client,
      model,
      wantedStreams(commands, () => undefined),
    );
    const ledgers = new Map([[ledgerId, ledger]]);
    const answers = decideBatch(model, commands, { ledgers, streams, earlier: new Map() });
    return write(ledger, answers.map(decidedOrThrown));
  });
}

function decidedOrThrown<State>(answer: Answer<State>): DecidedCommand<State> {
  if (answer.kind === 'decided') return answer.command;
  throw answer.kind === 'refused' ? answer.error : new Error('Expected each command once');
}

async function write<State>(
  ledger: LockedLedger<State>,
  batch: readonly DecidedCommand<State>[],
): Promise<number> {
  const { client } = ledger;
  const { events, commands, changes, ...reached } = rowsToCopy(ledger, batch, ledger);
  await copyRows(client, EVENTS, events);
  await copyRows(client, COMMANDS, commands);
  for (const { projection, ...rows } of changes) {
    await writeRows(client, projection, { table: projectionTable(projection), ...rows });
  }
  await moveHead(ledger, reached);
  return reached.head;
}
