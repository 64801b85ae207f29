/** Turns an item of a log into the command that imports or continues it, or into a refusal. */
import { DomainError } from '@action-tracker/domain';
import {
  ContinueHistoryCommand,
  FindImportedLogs,
  ImportHistoryCommand,
  ReinstateImportCommand,
  type FoundLog,
  type HistoryStep,
  type ItemLog,
  type TakenBack,
} from '@action-tracker/tracking';
import type { RowReport } from '../report/row-report';
import { mapHistory, stepsOf, type MappedHistory, type UserOf } from '../rows/map-history';
import type { LogItem } from '../rows/read-log';
import { commandIdOf } from '../rows/row-identity';
import {
  differs,
  refused,
  skipped,
  withdrawn,
  type Known,
  type Plan,
  type Planner,
  type PlannerParts,
} from './row-planner';

interface HistoryPlan extends Plan {
  readonly command: ImportHistoryCommand;
  readonly log: ItemLog;
}

export class HistoryPlanner implements Planner<LogItem, HistoryPlan> {
  constructor(private readonly parts: PlannerParts) {}

  async plan(item: LogItem): Promise<HistoryPlan | RowReport> {
    const { line } = item.rows[0];
    try {
      const history = mapHistory(item, this.parts.context);
      this.requireAcceptable(history);
      const log = this.log(item, history, await this.users(history));
      const steps = log.steps(0, log.times.length);
      const { trackerId } = this.parts;
      const origin = this.origin(steps, log.commandId(0));
      return {
        line,
        log,
        command: new ImportHistoryCommand(trackerId, steps, origin, history.number),
      };
    } catch (error) {
      if (error instanceof DomainError) return refused(line, error);
      throw error;
    }
  }

  async compare(known: readonly Known<HistoryPlan>[]): Promise<readonly (Plan | RowReport)[]> {
    const { queries, scope, trackerId, writer } = this.parts;
    const logs = known.map(({ itemId, log }) => ({ itemId, log, recordedById: writer.id }));
    const found = await queries.execute(new FindImportedLogs(scope, trackerId, logs));
    return known.map((plan) => this.continued(plan, found.get(plan.itemId)));
  }

  /** An import of a log can be repeated only as it was: nothing precedes the last entry. */
  async again(plan: Known<HistoryPlan>, last: TakenBack): Promise<Plan | RowReport> {
    const isAllowed = this.parts.decisions?.reinstates(plan.line) ?? false;
    if (last.by === 'person' && !isAllowed) return withdrawn(plan);
    const [report] = await this.compare([plan]);
    if (last.by === 'import' || !report || !('outcome' in report) || report.outcome !== 'skipped') {
      return report ?? differs(plan);
    }
    const { line, itemId, log } = plan;
    const { context, writer, correlationId } = this.parts;
    const commandId = commandIdOf(context.prefix, 'again', [
      log.commandId(0),
      String(last.version),
    ]);
    const ids = { actorId: writer.id, recordedById: writer.id, correlationId, commandId };
    const origin = { ...ids, channel: 'import', batch: correlationId } as const;
    return {
      line,
      command: new ReinstateImportCommand(itemId, undefined, origin, last.version, line),
    };
  }

  private continued(plan: Known<HistoryPlan>, found: FoundLog | undefined): Plan | RowReport {
    if (!found) return differs(plan);
    const { line, itemId, log } = plan;
    const [next] = log.times.slice(found.rows);
    if (next === undefined) return skipped(plan);
    if (next < found.lastAt) {
      const reason = `expected no change before the last entry of the item at ${found.lastAt}, found one at ${next}`;
      return { line, outcome: 'refused', item_id: itemId, reason };
    }
    const steps = log.steps(found.rows, log.times.length);
    const origin = this.origin(steps, log.commandId(found.parts));
    const command = new ContinueHistoryCommand(itemId, steps, origin, found.version);
    return { line, command };
  }

  private log(item: LogItem, history: MappedHistory, userOf: UserOf): ItemLog {
    const { prefix } = this.parts.context;
    return {
      times: history.changes.map(({ at }) => at.instant),
      steps: (from, to) => stepsOf(history, userOf, { from, to }),
      commandId: (part) =>
        part === 0
          ? commandIdOf(prefix, 'history', item.key)
          : commandIdOf(prefix, 'continued', [...item.key, String(part)]),
    };
  }

  private origin([first]: readonly HistoryStep[], commandId: string) {
    const { writer, correlationId } = this.parts;
    const [actorId, recordedById] = [first?.actorId ?? writer.id, writer.id];
    return {
      ...{ actorId, recordedById, channel: 'import' as const, commandId },
      ...{ correlationId, batch: correlationId },
    };
  }

  /** Validates with the domain before any user is created: lengths, control characters, number. */
  private requireAcceptable(history: MappedHistory): void {
    const { trackerId } = this.parts;
    const steps = stepsOf(history, () => 1);
    const command = new ImportHistoryCommand(trackerId, steps, this.origin(steps, ''));
    command.eventsAs(history.number ?? 1);
  }

  private async users({ changes }: MappedHistory): Promise<UserOf> {
    const { people, writer } = this.parts;
    const ids = new Map<string, number>();
    for (const { owner, by } of changes) {
      ids.set(`owner ${owner}`, await people.resolve('owner', owner));
      if (by !== undefined) ids.set(`changed_by ${by}`, await people.resolve('changed_by', by));
    }
    return (field, word) => ids.get(`${field} ${word}`) ?? writer.id;
  }
}
