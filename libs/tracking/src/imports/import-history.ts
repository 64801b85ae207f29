import {
  decideItem,
  evolveItem,
  NO_ITEM,
  type DecisionContext,
  type ItemCommand,
  type ItemState,
} from '@action-tracker/domain';
import type { CommandOutcome, NewEvent, Timestamp } from '@action-tracker/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock } from '../ledger/clock';
import { ItemWriter, type ItemImport } from '../items/item-writer';
import { fromRow } from '../ledger/entry-metadata';
import { requireTimeInOrder, type Origin, toNewEvent } from '../ledger/origin';

/** What one person did to an item at one time. The first step creates the item. */
export interface HistoryStep {
  readonly actorId: number;
  /** ISO 8601 in UTC; not earlier than the previous step. */
  readonly occurredAt: Timestamp;
  readonly commands: readonly ItemCommand[];
  /** Of the file that says so. */
  readonly row?: number;
}

/** Imports an item with its full history as one command: all steps or none. */
export class ImportHistoryCommand extends Command<CommandOutcome> {
  constructor(
    readonly trackerId: number,
    readonly steps: readonly HistoryStep[],
    readonly origin: Origin & { readonly commandId: string },
    /** Number to keep; the next free number if unset. */
    readonly number?: number,
  ) {
    super();
  }

  /** A copy of this command for another tracker. */
  inTracker(trackerId: number): ImportHistoryCommand {
    return new ImportHistoryCommand(trackerId, this.steps, this.origin, this.number);
  }

  /**
   * The events this command writes if the item gets this number. @throws DomainError from the
   * deciders
   */
  eventsAs(number: number): readonly NewEvent[] {
    return decideHistory({ state: NO_ITEM, version: 0 }, this.steps, {
      today: '',
      nextNumber: number,
      isUser: () => true,
    });
  }

  /** @throws DomainError VALIDATION_ERROR when times are out of order or in the future */
  toImport(now: Timestamp): ItemImport {
    const { steps, origin, number = 'next' } = this;
    requireOrder(steps, { now });
    const commands = steps.flatMap((step) => step.commands);
    const decide = (state: ItemState, context: DecisionContext) =>
      decideHistory({ state, version: 0 }, steps, context);
    return { number, commands, origin, content: contentOf(steps), decide };
  }
}

@CommandHandler(ImportHistoryCommand)
export class ImportHistoryHandler implements ICommandHandler<ImportHistoryCommand> {
  constructor(
    private readonly items: ItemWriter,
    private readonly clock: Clock,
  ) {}

  async execute(command: ImportHistoryCommand): Promise<CommandOutcome> {
    return this.items.import(command.trackerId, command.toImport(this.clock.now().toISOString()));
  }
}

/** What distinguishes two histories: the same one may be in other rows of a file. */
export const contentOf = (steps: readonly HistoryStep[]): unknown =>
  steps.map(({ row: _, ...step }) => step);

/** Decides each step and stamps its actor and time. @throws DomainError from the deciders */
export function decideHistory(
  before: { readonly state: ItemState; readonly version: number },
  steps: readonly HistoryStep[],
  context: DecisionContext,
): readonly NewEvent[] {
  let { state, version } = before;
  return steps.flatMap(({ actorId, occurredAt, commands, row }) =>
    commands.flatMap((command) => {
      const events = decideItem(state, command, context);
      for (const event of events) {
        version++;
        state = evolveItem(state, event, { actorId, version });
      }
      return events.map((event) => fromRow({ ...toNewEvent(event), actorId, occurredAt }, row));
    }),
  );
}

/**
 * @param last time of the entry before the first step
 * @throws DomainError VALIDATION_ERROR when a time precedes the previous one or is in the future
 */
export function requireOrder(
  steps: readonly HistoryStep[],
  { last, now }: { readonly last?: Timestamp | null; readonly now: Timestamp },
): void {
  const times = steps.map(({ occurredAt }) => occurredAt);
  for (const [index, occurredAt] of times.entries()) {
    const before = index === 0 ? last : times[index - 1];
    requireTimeInOrder(occurredAt, { last: before === undefined ? occurredAt : before, now });
  }
}
