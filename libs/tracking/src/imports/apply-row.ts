import { ITEM, stateOf, type ItemChanges, type Status } from '@action-tracker/domain';
import type { CommandOutcome } from '@action-tracker/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ItemWriter } from '../items/item-writer';
import { fromRow } from '../ledger/entry-metadata';
import { requireVersion, type Origin } from '../ledger/origin';
import { decideInTurn, type ItemStep } from './reinstate-import';

/** What a row of a file changes about an item that exists. */
export interface RowChange {
  readonly changes?: ItemChanges;
  readonly status?: Status;
  /** Entries of notes that the file no longer has. */
  readonly withdrawnNotes?: readonly number[];
  readonly notes?: readonly {
    readonly noteDate?: string;
    readonly content: string;
    /** Who wrote it, if that is not the actor of the command. */
    readonly actorId?: number | undefined;
  }[];
}

/**
 * Makes an item what the row of a file says: all of it or nothing. It happens now, because nothing
 * can happen to an item before its last entry; the notes keep their dates.
 */
export class ApplyRowCommand extends Command<CommandOutcome> {
  constructor(
    readonly itemId: string,
    readonly change: RowChange,
    readonly origin: Origin & { readonly commandId: string },
    /** The version that the row was compared with. */
    readonly expectedVersion: number,
    /** Of the file. */
    readonly row: number,
  ) {
    super();
  }
}

@CommandHandler(ApplyRowCommand)
export class ApplyRowHandler implements ICommandHandler<ApplyRowCommand> {
  constructor(private readonly items: ItemWriter) {}

  /** @throws DomainError from the deciders, NOT_FOUND, PRECONDITION_FAILED */
  execute(command: ApplyRowCommand): Promise<CommandOutcome> {
    const { itemId, change, origin, expectedVersion, row } = command;
    const steps = stepsOf(change);
    const commands = steps.map((step) => step.command);
    return this.items.continue(itemId, {
      ...{ commands, origin, content: change },
      decide: ({ state, version }, context) => {
        requireVersion([expectedVersion], version);
        const item = stateOf(ITEM, state);
        const { actorId } = origin;
        const events = decideInTurn({ item, version }, steps, { ...context, actorId });
        return events.map((event) => fromRow(event, row));
      },
    });
  }
}

const stepsOf = ({
  changes,
  status,
  withdrawnNotes = [],
  notes = [],
}: RowChange): readonly ItemStep[] => [
  ...(changes ? [{ command: { type: 'ChangeItem', changes } as const }] : []),
  ...(status ? [{ command: { type: 'ChangeStatus', status, comment: null } as const }] : []),
  ...withdrawnNotes.map((entry) => ({
    command: { type: 'WithdrawNote', entry, reason: null } as const,
  })),
  ...notes.map(({ actorId, ...note }) => ({
    ...{ command: { type: 'AddNote', ...note } as const, actorId },
  })),
];
