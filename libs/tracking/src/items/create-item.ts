import type { CreateItem } from '@action-tracker/domain';
import type { CommandOutcome } from '@action-tracker/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ItemWriter } from './item-writer';
import type { Origin } from '../ledger/origin';

/** Creates an item with the tracker's next number. The outcome's stream is the item's id. */
export class CreateItemCommand extends Command<CommandOutcome> {
  constructor(
    readonly trackerId: number,
    readonly input: Omit<CreateItem, 'type'>,
    readonly origin: Origin,
  ) {
    super();
  }
}

@CommandHandler(CreateItemCommand)
export class CreateItemHandler implements ICommandHandler<CreateItemCommand> {
  constructor(private readonly items: ItemWriter) {}

  execute({ trackerId, input, origin }: CreateItemCommand): Promise<CommandOutcome> {
    return this.items.create(trackerId, { command: { type: 'CreateItem', ...input }, origin });
  }
}
