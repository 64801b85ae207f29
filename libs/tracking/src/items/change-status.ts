import type { ChangeStatus } from '@action-tracker/domain';
import type { CommandOutcome } from '@action-tracker/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ItemWriter } from './item-writer';
import type { ExpectedVersions, Origin } from '../ledger/origin';

/** Moves an item to a status. Every transition is recorded, even one to the same status. */
export class ChangeStatusCommand extends Command<CommandOutcome> {
  constructor(
    readonly itemId: string,
    readonly input: Omit<ChangeStatus, 'type'>,
    readonly origin: Origin,
    readonly expectedVersions?: ExpectedVersions,
  ) {
    super();
  }
}

@CommandHandler(ChangeStatusCommand)
export class ChangeStatusHandler implements ICommandHandler<ChangeStatusCommand> {
  constructor(private readonly items: ItemWriter) {}

  execute({ itemId, input, ...write }: ChangeStatusCommand): Promise<CommandOutcome> {
    return this.items.change(itemId, { command: { type: 'ChangeStatus', ...input }, ...write });
  }
}
