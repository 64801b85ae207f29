import { ITEM, stateOf } from '@action-tracker/domain';
import type { CommandOutcome } from '@action-tracker/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock } from '../ledger/clock';
import { contentOf, decideHistory, requireOrder, type HistoryStep } from './import-history';
import { ItemWriter } from '../items/item-writer';
import { requireVersion, type Origin } from '../ledger/origin';

/** Appends missing history to an existing item as one command: all steps or none. */
export class ContinueHistoryCommand extends Command<CommandOutcome> {
  constructor(
    readonly itemId: string,
    /** In time order; the first step is not earlier than the item's last entry. */
    readonly steps: readonly HistoryStep[],
    readonly origin: Origin & { readonly commandId: string },
    /** Version of the item when the missing steps were determined. */
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

  /** @throws DomainError from the deciders, NOT_FOUND, PRECONDITION_FAILED, VALIDATION_ERROR */
  execute(command: ContinueHistoryCommand): Promise<CommandOutcome> {
    const { itemId, steps, origin, expectedVersion } = command;
    const now = this.clock.now().toISOString();
    return this.items.continue(itemId, {
      commands: steps.flatMap((step) => step.commands),
      origin,
      content: contentOf(steps),
      decide: ({ state, version }, context) => {
        requireVersion([expectedVersion], version);
        const events = decideHistory({ state: stateOf(ITEM, state), version }, steps, context);
        requireOrder(steps, { last: state.occurredAt, now });
        return events;
      },
    });
  }
}
