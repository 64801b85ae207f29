/** Commands that wait for their answer, and what becomes of them when others were faster. */
import { DatabaseError } from 'pg';
import type { Appended } from './append';
import type { Decided } from './decide-batch';
import { LedgerBusy, PrefixTaken } from './errors';
import type { CommandOutcome, LedgerCommand } from './ledger-writer';
import { streamKey } from './load';

export interface Waiting<State> {
  readonly command: LedgerCommand<State>;
  readonly resolve: (outcome: CommandOutcome) => void;
  readonly reject: (error: unknown) => void;
  /** Set once an attempt has shown that memory does not answer this command. */
  readonly mustRead?: true;
  readonly lostRaces?: number;
}

export interface Decision<State> extends Decided<State> {
  readonly waiting: Waiting<State>;
}

/** Who loses so often does not lose to others: the next number names a stream that is there. */
const MAX_LOST_RACES = 20;

export const readNext = <State>(waiting: Waiting<State>): Waiting<State> => ({
  ...waiting,
  mustRead: true,
});

/**
 * Somebody else has written what was decided from memory: a repeat, whose record has the answer, or
 * an event of the same version.
 */
export const isLostRace = (error: unknown): boolean =>
  error instanceof DatabaseError &&
  (error.constraint === 'commands_pkey' ||
    error.constraint === 'events_ledger_id_stream_version_key');

/** Decides a command again that has lost, or gives it up. */
export function tryAgain<State>(waiting: Waiting<State>): readonly Waiting<State>[] {
  const { lostRaces = 0, reject } = waiting;
  if (lostRaces < MAX_LOST_RACES) return [{ ...readNext(waiting), lostRaces: lostRaces + 1 }];
  reject(new LedgerBusy(`Others were faster ${lostRaces} times`));
  return [];
}

/** Answers the winners; a lost opening cannot be decided again, because its ledger is another one. */
export function settle<State>(
  decided: readonly Decision<State>[],
  { lost }: Appended,
): readonly Waiting<State>[] {
  const isLost = new Set(lost.map(({ ledgerId, stream }) => streamKey(ledgerId, stream)));
  return decided.flatMap(({ waiting, command, outcome }) => {
    if (!isLost.has(streamKey(command.ledgerId, command.stream))) {
      waiting.resolve(outcome);
      return [];
    }
    if (command.opensPrefix === undefined) return tryAgain(waiting);
    waiting.reject(new PrefixTaken(command.opensPrefix));
    return [];
  });
}
