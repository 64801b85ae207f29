import { DomainError } from '@action-tracker/domain';
import type { CommandOutcome } from '@action-tracker/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock } from '../ledger/clock';
import type { ImportHistoryCommand } from './import-history';
import type { ImportItemCommand } from './import-item';
import { ItemWriter } from '../items/item-writer';

/**
 * Imports many rows or histories into a tracker as a batch, in order. Returns the outcome of each
 * command, or `undefined` for those the caller must send individually to get the refusal.
 */
export class ImportTogetherCommand extends Command<readonly (CommandOutcome | undefined)[]> {
  constructor(
    readonly trackerId: number,
    readonly imports: readonly (ImportItemCommand | ImportHistoryCommand)[],
  ) {
    super();
  }
}

@CommandHandler(ImportTogetherCommand)
export class ImportTogetherHandler implements ICommandHandler<ImportTogetherCommand> {
  constructor(
    private readonly items: ItemWriter,
    private readonly clock: Clock,
  ) {}

  async execute({
    trackerId,
    imports,
  }: ImportTogetherCommand): Promise<readonly (CommandOutcome | undefined)[]> {
    const now = this.clock.now().toISOString();
    const accepted = imports.flatMap((command) =>
      accept(() => [{ command, ...command.toImport(now) }]),
    );
    const outcomes = await this.items.importTogether(trackerId, accepted);
    const outcomeOf = new Map(accepted.map(({ command }, index) => [command, outcomes[index]]));
    return imports.map((command) => outcomeOf.get(command));
  }
}

/** Drops a command that the domain refuses. */
function accept<T>(make: () => readonly T[]): readonly T[] {
  try {
    return make();
  } catch (error) {
    if (error instanceof DomainError) return [];
    throw error;
  }
}
