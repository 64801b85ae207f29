import type { WithdrawItem } from '@action-tracker/domain';
import type { CommandOutcome } from '@action-tracker/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ItemWriter } from './item-writer';
import type { ExpectedVersions, Origin } from '../ledger/origin';

/** Takes an item out of use; it keeps its number and its history. */
export class WithdrawItemCommand extends Command<CommandOutcome> {
  constructor(
    readonly itemId: string,
    readonly input: Omit<WithdrawItem, 'type'>,
    readonly origin: Origin,
    readonly expectedVersions?: ExpectedVersions,
  ) {
    super();
  }
}

@CommandHandler(WithdrawItemCommand)
export class WithdrawItemHandler implements ICommandHandler<WithdrawItemCommand> {
  constructor(private readonly items: ItemWriter) {}

  execute({ itemId, input, ...write }: WithdrawItemCommand): Promise<CommandOutcome> {
    return this.items.change(itemId, { command: { type: 'WithdrawItem', ...input }, ...write });
  }
}
