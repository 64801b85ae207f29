import type { WithdrawNote } from '@action-tracker/domain';
import type { CommandOutcome } from '@action-tracker/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ItemWriter } from './item-writer';
import type { ExpectedVersions, Origin } from '../ledger/origin';

/** Takes a note back; it stays visible, marked as withdrawn. */
export class WithdrawNoteCommand extends Command<CommandOutcome> {
  constructor(
    readonly itemId: string,
    readonly input: Omit<WithdrawNote, 'type'>,
    readonly origin: Origin,
    readonly expectedVersions?: ExpectedVersions,
  ) {
    super();
  }
}

@CommandHandler(WithdrawNoteCommand)
export class WithdrawNoteHandler implements ICommandHandler<WithdrawNoteCommand> {
  constructor(private readonly items: ItemWriter) {}

  execute({ itemId, input, ...write }: WithdrawNoteCommand): Promise<CommandOutcome> {
    return this.items.change(itemId, { command: { type: 'WithdrawNote', ...input }, ...write });
  }
}
