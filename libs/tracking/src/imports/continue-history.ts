import { ITEM, stateOf } from '@action-tracker/domain';
import type { CommandOutcome } from '@action-tracker/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock } from '../ledger/clock';
import { decideHistory, requireOrder, type HistoryStep } from './import-history';
import { ItemWriter } from '../items/item-writer';
import { requireVersion, type Origin } from '../ledger/origin';

/** Adds to an item what else happened to it, as one command: all of it, or nothing. */
export class ContinueHistoryCommand extends Command<CommandOutcome> {
  constructor(
    readonly itemId: string,
    /** The first is not before the last entry of the item. */
    readonly steps: readonly HistoryStep[],
    readonly origin: Origin & { readonly commandId: string },
    /** Of the item when it was found which steps it lacks. */
    readonly expectedVersion: number,
  ) {
    super();
  }
}

@CommandHandler(ContinueHistoryCommand)
export class ContinueHistoryHandler implements ICommandHandler<ContinueHistoryCommand> {
  constructor(
    private readonly items: ItemWriter,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError of the decisions, NOT_FOUND, PRECONDITION_FAILED, VALIDATION_ERROR */
  execute(command: ContinueHistoryCommand): Promise<CommandOutcome> {
    const { itemId, steps, origin, expectedVersion } = command;
    const now = this.clock.now().toISOString();
    return this.items.continue(itemId, {
      commands: steps.flatMap((step) => step.commands),
      origin,
      content: steps,
      decide: ({ state, version }, context) => {
        requireVersion([expectedVersion], version);
        const events = decideHistory(stateOf(ITEM, state), steps, context);
        requireOrder(steps, { last: state.occurredAt, now });
        return events;
      },
    });
  }
}
