/**
 * The path of commands that cannot be decided on cached states: one transaction locks the head,
 * reads, decides and appends. Nothing can interfere under the lock, so no command is decided twice.
 */
import type { Pool } from 'pg';
import { append, type Appended } from './append';
import { decideBatch, type Answer } from './decide-batch';
import type { LedgerCommand } from './commands';
import { loadEarlier, loadStreams, wantedCommands, wantedStreams, type EarlierState } from './load';
import { withLockedLedger } from './locked-ledger';
import type { Projection, StreamModel } from '../projection/projection';
import type { Known } from './known';

interface LockedWrite<State> {
  readonly model: StreamModel<State>;
  readonly projections: readonly Projection<State>[];
  /** Of one ledger. */
  readonly commands: readonly LedgerCommand<State>[];
  readonly now: Date;
  /** An earlier state of a stream, from which to read. */
  readonly earlierState: EarlierState<State>;
}

export interface LockedOutcome<State> {
  /** One per command. */
  readonly answers: readonly Answer<State>[];
  /** What was decided on. */
  readonly known: Known<State>;
  /** The one ledger, also when nothing was written. */
  readonly appended: ReadonlyMap<number, Appended>;
}

/**
 * @throws LedgerBusy; PrefixTaken; the driver's error. Refused commands are answers, not errors.
 */
export async function writeLocked<State>(
  pool: Pool,
  { model, projections, commands, now, earlierState }: LockedWrite<State>,
): Promise<LockedOutcome<State>> {
  const [{ ledgerId, opensPrefix } = noCommand()] = commands;
  const request = { ledgerId, opensPrefix, projections, now };
  return withLockedLedger(pool, request, async (ledger) => {
    const { client, id, recordedAt } = ledger;
    const known = {
      ledgers: new Map([[id, ledger]]),
      streams: await loadStreams(client, model, wantedStreams(commands, earlierState)),
      earlier: await loadEarlier(client, wantedCommands(commands)),
    };
    const answers = decideBatch(model, commands, known);
    const decided = answers.flatMap((answer) => (answer.kind === 'decided' ? answer.command : []));
    if (decided.length > 0) {
      const written = await append(client, ledger.projections, decided, new Date(recordedAt));
      if (!written.has(id)) throw new Error(`Expected to append under the lock of ledger ${id}`);
    }
    return { answers, known, appended: new Map([[id, { headBefore: ledger.head, recordedAt }]]) };
  });
}

function noCommand(): never {
  throw new Error('Expected at least one command');
}
