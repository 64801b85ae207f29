import type { ItemChanges } from '@action-tracker/domain';
import type { CommandOutcome } from '@action-tracker/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ItemWriter } from './item-writer';
import type { ExpectedVersions, Origin } from '../ledger/origin';

/** Changes fields of an item: one event for each field whose value differs. */
export class ChangeItemCommand extends Command<CommandOutcome> {
  constructor(
    readonly itemId: string,
    readonly changes: ItemChanges,
    readonly origin: Origin,
    readonly expectedVersions?: ExpectedVersions,
  ) {
    super();
  }
}

@CommandHandler(ChangeItemCommand)
export class ChangeItemHandler implements ICommandHandler<ChangeItemCommand> {
  constructor(private readonly items: ItemWriter) {}

  execute({ itemId, changes, ...write }: ChangeItemCommand): Promise<CommandOutcome> {
    return this.items.change(itemId, { command: { type: 'ChangeItem', changes }, ...write });
  }
}
