/** What appended commands wrote, known without reading it: commands are answered from it. */
import { envelopeOf, type Appended } from './append';
import type { CommandOutcome } from './commands';
import type { Decided } from './decide-batch';
import type { DecidedCommand } from './decided-command';
import type { StreamEvent } from '../read/stream-events';

export type WrittenEntries<State> = ReadonlyMap<DecidedCommand<State>, readonly StreamEvent[]>;

/** The entries of appended commands, each equal to what a reader of the ledger finds. */
export function recordedEntries<State>(
  decided: readonly Pick<Decided<State>, 'command'>[],
  appended: ReadonlyMap<number, Appended>,
): WrittenEntries<State> {
  const heads = new Map<number, number>();
  return new Map(
    decided.map(({ command }) => {
      const { ledgerId, steps } = command;
      const { headBefore, recordedAt } = appended.get(ledgerId) ?? notAppended(ledgerId);
      const before = heads.get(ledgerId) ?? headBefore;
      heads.set(ledgerId, before + steps.length);
      const entries = steps.map((step, index) => ({
        ...envelopeOf(command, step),
        position: before + index + 1,
        occurredAt: step.event.occurredAt ?? recordedAt,
        recordedAt,
      }));
      return [command, entries];
    }),
  );
}

function notAppended(ledgerId: number): never {
  throw new Error(`Expected commands that were appended, found one of ledger ${ledgerId}`);
}

/** The outcome of a command with the last entry that it wrote to the stream it addresses. */
export function withLastEntry<State>(
  { command, outcome }: AnsweredCommand<State>,
  written: WrittenEntries<State>,
): CommandOutcome {
  const entries = command ? written.get(command) : undefined;
  const lastEntry = entries?.findLast(({ stream }) => stream === outcome.stream);
  return lastEntry ? { ...outcome, lastEntry } : outcome;
}

/** Without a command for a repeat. */
interface AnsweredCommand<State> {
  readonly command?: DecidedCommand<State>;
  readonly outcome: CommandOutcome;
}
