import type { CommandOutcome } from '@action-tracker/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ItemWriter } from './item-writer';
import type { ExpectedVersions, Origin } from '../ledger/origin';

/** Puts a withdrawn item back into use. */
export class ReinstateItemCommand extends Command<CommandOutcome> {
  constructor(
    readonly itemId: string,
    readonly origin: Origin,
    readonly expectedVersions?: ExpectedVersions,
  ) {
    super();
  }
}

@CommandHandler(ReinstateItemCommand)
export class ReinstateItemHandler implements ICommandHandler<ReinstateItemCommand> {
  constructor(private readonly items: ItemWriter) {}

  execute({ itemId, ...write }: ReinstateItemCommand): Promise<CommandOutcome> {
    return this.items.change(itemId, { command: { type: 'ReinstateItem' }, ...write });
  }
}
