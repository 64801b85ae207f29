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
import { requireTimeInOrder, type Origin, toNewEvent } from '../ledger/origin';

/** What one person did to an item at one time; the first step imports it. */
export interface HistoryStep {
  readonly actorId: number;
  /** ISO 8601 in UTC; at or after that of the step before. */
  readonly occurredAt: Timestamp;
  readonly commands: readonly ItemCommand[];
}

/** Takes an item with everything that happened to it as one command: the whole history, or nothing. */
export class ImportHistoryCommand extends Command<CommandOutcome> {
  constructor(
    readonly trackerId: number,
    readonly steps: readonly HistoryStep[],
    readonly origin: Origin & { readonly commandId: string },
    /** Keeps an existing number; without it the next free one is taken. */
    readonly number?: number,
  ) {
    super();
  }

  /** The same for another tracker. */
  inTracker(trackerId: number): ImportHistoryCommand {
    return new ImportHistoryCommand(trackerId, this.steps, this.origin, this.number);
  }

  /** What it writes when the item gets this number. @throws DomainError of the decisions */
  eventsAs(number: number): readonly NewEvent[] {
    return decideHistory(NO_ITEM, this.steps, {
      today: '',
      nextNumber: number,
      isUser: () => true,
    });
  }

  /** @throws DomainError VALIDATION_ERROR when its times are not in order, or in the future */
  toImport(now: Timestamp): ItemImport {
    const { steps, origin, number = 'next' } = this;
    requireOrder(steps, { now });
    const commands = steps.flatMap((step) => step.commands);
    const decide = (state: ItemState, context: DecisionContext) =>
      decideHistory(state, steps, context);
    return { number, commands, origin, content: steps, decide };
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

/** The events of these steps, each with its person and time. @throws DomainError of the decisions */
export function decideHistory(
  before: ItemState,
  steps: readonly HistoryStep[],
  context: DecisionContext,
): readonly NewEvent[] {
  let state = before;
  return steps.flatMap(({ actorId, occurredAt, commands }) =>
    commands.flatMap((command) => {
      const events = decideItem(state, command, context);
      state = events.reduce((item, event) => evolveItem(item, event, { actorId }), state);
      return events.map((event) => ({ ...toNewEvent(event), actorId, occurredAt }));
    }),
  );
}

/**
 * @param last when what was before the first step happened
 * @throws DomainError VALIDATION_ERROR when a time is before the one before it, or in the future
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
