/** Writes planned rows to the ledger, or simulates that for a dry run. */
import { DomainError, formatItemId } from '@action-tracker/domain';
import {
  ApplyRowCommand,
  CommandIdReused,
  ContinueHistoryCommand,
  ImportTogetherCommand,
  ListImportedByOthers,
  ReinstateImportCommand,
  type Scope,
} from '@action-tracker/tracking';
import type { CommandBus, QueryBus } from '@nestjs/cqrs';
import { OTHER_CONTENT, refused, type Plan } from '../plan/row-planner';
import type { RowReport } from '../report/row-report';

/** Executes the plans; returns the reports in the same order. */
export type WriteRows = (plans: readonly Plan[]) => Promise<readonly RowReport[]>;

/** Sends new items as a batch, then individually those without an outcome; preserves the order. */
export const writeToLedger =
  ({ commands, queries, scope }: Buses, { trackerId, correlationId }: ImportTarget): WriteRows =>
  async (given) => {
    const plans = given.map((plan) => inTracker(plan, trackerId));
    const imports = plans.flatMap(({ command }) => (isOfKnownItem(command) ? [] : [command]));
    const outcomes = await commands.execute(new ImportTogetherCommand(trackerId, imports));
    const written = new Map<Plan['command'], Written | undefined>(
      imports.map((command, index) => [command, outcomes[index]]),
    );
    const reports = await Promise.all(
      plans.map(async (plan) => {
        const outcome = written.get(plan.command);
        return outcome ? created(plan, outcome) : await writeOne(commands, plan);
      }),
    );
    const foreign = await queries.execute(
      new ListImportedByOthers(scope, trackerId, itemsWithout(reports, outcomes), correlationId),
    );
    return reports.map((report) => (isOf(foreign, report) ? importedByOthers(report) : report));
  };

interface Buses {
  readonly commands: CommandBus;
  readonly queries: QueryBus;
  readonly scope: Scope;
}

interface ImportTarget {
  readonly trackerId: number;
  /** Id of this run. */
  readonly correlationId: string;
}

type OfKnownItem = ContinueHistoryCommand | ReinstateImportCommand | ApplyRowCommand;

const isOfKnownItem = (command: Plan['command']): command is OfKnownItem =>
  command instanceof ContinueHistoryCommand ||
  command instanceof ReinstateImportCommand ||
  command instanceof ApplyRowCommand;

/** A tracker opened with its first item had no id when the command was planned. */
function inTracker(plan: Plan, trackerId: number): Plan {
  const { command } = plan;
  if (isOfKnownItem(command) || command.trackerId === trackerId) return plan;
  return { ...plan, command: command.inTracker(trackerId) };
}

/** Items written individually: a repeated command returns the outcome of its first execution. */
function itemsWithout(
  reports: readonly RowReport[],
  together: readonly (Written | undefined)[],
): readonly string[] {
  const known = new Set(together.map((outcome) => outcome?.stream));
  return reports.flatMap(({ outcome, item_id: id, reason }) =>
    outcome === 'created' && id !== undefined && reason !== REINSTATED && !known.has(id)
      ? [id]
      : [],
  );
}

const isOf = (items: ReadonlySet<string>, { outcome, item_id: id }: RowReport): boolean =>
  outcome === 'created' && id !== undefined && items.has(id);

const importedByOthers = ({ line, item_id: itemId }: RowReport): RowReport => ({
  ...{ line, outcome: 'skipped', reason: 'imported by another import at the same time' },
  ...(itemId === undefined ? {} : { item_id: itemId }),
});

/** Outcome of a command: the item it created. */
interface Written {
  readonly stream: string;
}

const created = ({ line, fields }: Plan, { stream }: Written): RowReport => ({
  ...{ line, outcome: 'created', item_id: stream },
  ...(fields ? { fields } : {}),
});

async function writeOne(commands: CommandBus, plan: Plan): Promise<RowReport> {
  const { line, command } = plan;
  try {
    const outcome = await commands.execute(command);
    if (command instanceof ContinueHistoryCommand) {
      return { line, outcome: 'continued', ...continuation(command) };
    }
    if (command instanceof ReinstateImportCommand) {
      return { line, outcome: 'created', ...reinstatement(command) };
    }
    if (command instanceof ApplyRowCommand) return changed(plan, 'changed', command);
    return created(plan, outcome);
  } catch (error) {
    if (error instanceof DomainError) return refused(line, error);
    // Another import used this key while this file was being read.
    if (error instanceof CommandIdReused) {
      return { line, outcome: 'differs', reason: OTHER_CONTENT };
    }
    throw error;
  }
}

/** Only assigns numbers as the ledger would. */
export function pretendToWrite(
  prefix: string,
  taken: { readonly numbers: Set<number>; readonly nextNumber: number },
): WriteRows {
  let { nextNumber } = taken;
  const pretend = (plan: Plan): RowReport => {
    const { line, command, values, fields } = plan;
    if (command instanceof ContinueHistoryCommand) {
      return { line, outcome: 'would_continue', ...continuation(command) };
    }
    if (command instanceof ReinstateImportCommand) {
      const said = fields ? { fields } : {};
      return { line, outcome: 'would_create', ...reinstatement(command), ...said };
    }
    if (command instanceof ApplyRowCommand) return changed(plan, 'would_change', command);
    const number = command.number ?? nextNumber;
    if (taken.numbers.has(number)) {
      const reason = `Expected a free number, found ${number} already taken`;
      return { line, outcome: 'refused', reason };
    }
    taken.numbers.add(number);
    nextNumber = Math.max(nextNumber, number + 1);
    return {
      ...{ line, outcome: 'would_create', item_id: formatItemId({ prefix, number }) },
      ...(values ? { values } : {}),
      ...(fields ? { fields } : {}),
    };
  };
  return (plans) => Promise.resolve(plans.map(pretend));
}

const changed = (
  { line, fields, compared }: Plan,
  outcome: 'changed' | 'would_change',
  { itemId }: ApplyRowCommand,
): RowReport => ({
  ...{ line, outcome, item_id: itemId },
  ...(fields ? { fields } : {}),
  ...(compared ? { compared } : {}),
});

const reinstatement = ({ itemId }: ReinstateImportCommand) => ({
  item_id: itemId,
  reason: REINSTATED,
});

/** An earlier import of the item was undone. */
const REINSTATED = 'reinstated';

const continuation = ({ itemId, steps: { length } }: ContinueHistoryCommand) => ({
  item_id: itemId,
  reason: `${length} new row${length === 1 ? '' : 's'}`,
});
