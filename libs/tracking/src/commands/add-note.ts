import type { AddNote } from '@action-tracker/domain';
import type { CommandOutcome } from '@action-tracker/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ItemWriter } from './item-writer';
import type { Origin } from './origin';

/** Adds a dated note to an item. */
export class AddNoteCommand extends Command<CommandOutcome> {
  constructor(
    readonly itemId: string,
    readonly input: Omit<AddNote, 'type'>,
    readonly origin: Origin,
  ) {
    super();
  }
}

@CommandHandler(AddNoteCommand)
export class AddNoteHandler implements ICommandHandler<AddNoteCommand> {
  constructor(private readonly items: ItemWriter) {}

  execute({ itemId, input, origin }: AddNoteCommand): Promise<CommandOutcome> {
    return this.items.change(itemId, { command: { type: 'AddNote', ...input }, origin });
  }
}
