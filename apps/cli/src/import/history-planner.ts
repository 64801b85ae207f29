/** From an item of a log to the command that imports its history, or to the reason why not. */
import { DomainError } from '@action-tracker/domain';
import { ImportHistoryCommand } from '@action-tracker/tracking';
import { mapHistory, stepsOf, type MappedHistory, type UserOf } from './map-history';
import type { LogItem } from './read-log';
import type { RowReport } from './report';
import { commandIdOf } from './row-identity';
import { refused, type Plan, type PlannerParts } from './row-planner';

export class HistoryPlanner {
  constructor(private readonly parts: PlannerParts) {}

  /** A command to give, or what there is to report without one. */
  async plan(item: LogItem): Promise<Plan | RowReport> {
    const { line } = item.rows[0];
    try {
      const history = mapHistory(item, this.parts.context);
      this.requireAcceptable(history);
      return { line, command: this.command(item, history, await this.users(history)) };
    } catch (error) {
      if (error instanceof DomainError) return refused(line, error);
      throw error;
    }
  }

  private command(item: LogItem, history: MappedHistory, userOf: UserOf): ImportHistoryCommand {
    const { context, trackerId, writer, correlationId } = this.parts;
    const steps = stepsOf(history, userOf);
    const actorId = steps[0]?.actorId ?? writer.id;
    const commandId = commandIdOf(context.prefix, 'history', item.key);
    const origin = { actorId, recordedById: writer.id, channel: 'import', correlationId } as const;
    return new ImportHistoryCommand(trackerId, steps, { ...origin, commandId }, history.number);
  }

  /** Asks the domain before any user is made for the item: lengths, control characters, number. */
  private requireAcceptable(history: MappedHistory): void {
    const { writer, trackerId, correlationId } = this.parts;
    const steps = stepsOf(history, () => 1);
    const origin = { actorId: writer.id, channel: 'import', correlationId, commandId: '' } as const;
    new ImportHistoryCommand(trackerId, steps, origin).eventsAs(history.number ?? 1);
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
