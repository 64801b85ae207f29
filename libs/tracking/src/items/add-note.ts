import type { AddNote } from '@action-tracker/domain';
import type { CommandOutcome } from '@action-tracker/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ItemWriter } from './item-writer';
import type { ExpectedVersions, Origin } from '../ledger/origin';

/** Adds a dated note to an item. */
export class AddNoteCommand extends Command<CommandOutcome> {
  constructor(
    readonly itemId: string,
    readonly input: Omit<AddNote, 'type'>,
    readonly origin: Origin,
    readonly expectedVersions?: ExpectedVersions,
  ) {
    super();
  }
}

@CommandHandler(AddNoteCommand)
export class AddNoteHandler implements ICommandHandler<AddNoteCommand> {
  constructor(private readonly items: ItemWriter) {}

  execute({ itemId, input, origin, expectedVersions }: AddNoteCommand): Promise<CommandOutcome> {
    const command = { type: 'AddNote', ...input } as const;
    return this.items.change(itemId, { command, origin, expectedVersions });
  }
}
