/** The end of a row's way: into the ledger, or into the report of a dry run. */
import { DomainError, formatItemId } from '@action-tracker/domain';
import {
  CommandIdReused,
  ContinueHistoryCommand,
  ImportTogetherCommand,
} from '@action-tracker/tracking';
import type { CommandBus } from '@nestjs/cqrs';
import type { RowReport } from './report';
import { OTHER_CONTENT, refused, type Plan } from './row-planner';

/** Writes what the ledger does not know yet; answers what became of them, in their order. */
export type WriteRows = (plans: readonly Plan[]) => Promise<readonly RowReport[]>;

/** Gives the new items together, and by itself what that does not answer; they keep their order. */
export const writeToLedger =
  (commands: CommandBus, trackerId: number): WriteRows =>
  async (plans) => {
    const imports = plans.flatMap(({ command }) =>
      command instanceof ContinueHistoryCommand ? [] : [command],
    );
    const outcomes = await commands.execute(new ImportTogetherCommand(trackerId, imports));
    const written = new Map<Plan['command'], Written | undefined>(
      imports.map((command, index) => [command, outcomes[index]]),
    );
    return Promise.all(
      plans.map(async (plan) => {
        const outcome = written.get(plan.command);
        return outcome ? created(plan, outcome) : await writeOne(commands, plan);
      }),
    );
  };

/** What became of a command: it made this item. */
interface Written {
  readonly stream: string;
}

const created = ({ line }: Plan, { stream }: Written): RowReport => ({
  line,
  outcome: 'created',
  item_id: stream,
});

async function writeOne(commands: CommandBus, plan: Plan): Promise<RowReport> {
  const { line, command } = plan;
  try {
    const outcome = await commands.execute(command);
    if (command instanceof ContinueHistoryCommand) {
      return { line, outcome: 'continued', ...told(command) };
    }
    return created(plan, outcome);
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
