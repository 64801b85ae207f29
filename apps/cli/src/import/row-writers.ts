/** The end of a row's way: into the ledger, or into the report of a dry run. */
import { DomainError, formatItemId } from '@action-tracker/domain';
import { CommandIdReused, ContinueHistoryCommand } from '@action-tracker/tracking';
import type { CommandBus } from '@nestjs/cqrs';
import type { RowReport } from './report';
import { OTHER_CONTENT, refused, type Plan } from './row-planner';

/** Writes what the ledger does not know yet; answers what became of them, in their order. */
export type WriteRows = (plans: readonly Plan[]) => Promise<readonly RowReport[]>;

/** Gives the commands at once, so that they go into one statement; they keep their order. */
export const writeToLedger =
  (commands: CommandBus): WriteRows =>
  (plans) =>
    Promise.all(plans.map((plan) => writeOne(commands, plan)));

async function writeOne(commands: CommandBus, { line, command }: Plan): Promise<RowReport> {
  try {
    const { stream } = await commands.execute(command);
    if (command instanceof ContinueHistoryCommand) {
      return { line, outcome: 'continued', ...told(command) };
    }
    return { line, outcome: 'created', item_id: stream };
  } catch (error) {
    if (error instanceof DomainError) return refused(line, error);
    // Somebody else imported something with this key while this file was being read.
    if (error instanceof CommandIdReused) {
      return { line, outcome: 'differs', reason: OTHER_CONTENT };
    }
    throw error;
  }
}

/** Only numbers what would be created, as the ledger would. */
export function pretendToWrite(
  prefix: string,
  taken: { readonly numbers: Set<number>; readonly nextNumber: number },
): WriteRows {
  let { nextNumber } = taken;
  const pretend = ({ line, command }: Plan): RowReport => {
    if (command instanceof ContinueHistoryCommand) {
      return { line, outcome: 'would_continue', ...told(command) };
    }
    const number = command.number ?? nextNumber;
    if (taken.numbers.has(number)) {
      const reason = `Expected a free number, found ${number} already taken`;
      return { line, outcome: 'refused', reason };
    }
    taken.numbers.add(number);
    nextNumber = Math.max(nextNumber, number + 1);
    return { line, outcome: 'would_create', item_id: formatItemId({ prefix, number }) };
  };
  return (plans) => Promise.resolve(plans.map(pretend));
}

const told = ({ itemId, steps: { length } }: ContinueHistoryCommand) => ({
  item_id: itemId,
  reason: `${length} new row${length === 1 ? '' : 's'}`,
});
