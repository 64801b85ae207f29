import {
  decideItem,
  evolveItem,
  ITEM,
  NAMED_FIELDS,
  stateOf,
  type DecisionContext,
  type ItemChanges,
  type ItemCommand,
  type ItemState,
} from '@action-tracker/domain';
import type { CommandOutcome, NewEvent } from '@action-tracker/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ItemWriter } from '../items/item-writer';
import { changesOfNote } from '../items/note-changes';
import { fromRow } from '../ledger/entry-metadata';
import { Ledgers } from '../ledger/ledgers';
import { requireVersion, toNewEvent, type Origin } from '../ledger/origin';
import { Scope } from '../ledger/scope';
import type { ImportItemCommand } from './import-item';

/**
 * Reinstates an item whose import was undone and makes it what the row of a file says: all of it or
 * nothing. It happens now, because nothing can happen to an item before its last entry.
 */
export class ReinstateImportCommand extends Command<CommandOutcome> {
  constructor(
    readonly itemId: string,
    /** The row; `undefined` to leave the item as it was. */
    readonly input: ImportItemCommand['input'] | undefined,
    readonly origin: Origin & { readonly commandId: string },
    /** The version at which it was withdrawn. */
    readonly expectedVersion: number,
    /** Of the file. */
    readonly row?: number,
    /** Who wrote each of the notes, in their order, if that is not the actor. */
    readonly authorIds: readonly (number | undefined)[] = [],
  ) {
    super();
  }
}

/** A part of a command for an item, and who does it if that is not the actor of the command. */
export interface ItemStep {
  readonly command: ItemCommand;
  readonly actorId?: number | undefined;
}

interface KnownNote {
  readonly entry: number;
  readonly noteDate: string;
  readonly content: string;
}

@CommandHandler(ReinstateImportCommand)
export class ReinstateImportHandler implements ICommandHandler<ReinstateImportCommand> {
  constructor(
    private readonly items: ItemWriter,
    private readonly ledgers: Ledgers,
  ) {}

  async execute(command: ReinstateImportCommand): Promise<CommandOutcome> {
    const { itemId, input, origin, expectedVersion, row, authorIds } = command;
    const notes = input ? await this.notesOf(itemId) : [];
    return this.items.continue(itemId, {
      commands: input ? [fieldsOf(input)] : [],
      origin,
      content: input ?? null,
      decide: ({ state, version }, context) => {
        // The notes were read before: they are those of this version.
        requireVersion([expectedVersion], version);
        const item = stateOf(ITEM, state);
        const reinstated = { command: { type: 'ReinstateItem' } } as const;
        const steps = [reinstated, ...applied(item, input && { ...input, authorIds }, notes)];
        const events = decideInTurn({ item, version }, steps, {
          ...context,
          actorId: origin.actorId,
        });
        return events.map((event) => fromRow(event, row));
      },
    });
  }

  /** The notes that are not withdrawn, as they are now. */
  private async notesOf(itemId: string): Promise<readonly KnownNote[]> {
    const { ledger } = await this.ledgers.ofItem(Scope.everything, itemId);
    const { rows } = await this.ledgers.pool.query<KnownNote>({
      name: 'notes_to_reinstate',
      text: `SELECT n.entry, n.note_date AS "noteDate", coalesce(a.content, n.content) AS content
             FROM notes n ${changesOfNote()}
             WHERE n.tracker_id = $1 AND n.action_item_id = $2 AND w.id IS NULL`,
      values: [ledger.id, itemId],
    });
    return rows;
  }
}

const fieldsOf = (input: ImportItemCommand['input']) => {
  const given = NAMED_FIELDS.map(({ name }) => [name, input[name]] as const);
  // One value per field of the registry.
  return { type: 'ChangeItem', changes: Object.fromEntries(given) as ItemChanges } as const;
};

type Wanted = ImportItemCommand['input'] & Pick<ReinstateImportCommand, 'authorIds'>;

/** What makes an item in use what the row says. */
function applied(
  item: ItemState,
  input: Wanted | undefined,
  known: readonly KnownNote[],
): readonly ItemStep[] {
  if (!input || !item.exists) return [];
  const { status, notes: wanted = [], authorIds } = input;
  const isSame = (one: Omit<KnownNote, 'entry'>, other: Omit<KnownNote, 'entry'>) =>
    one.noteDate === other.noteDate && one.content === other.content;
  const gone = known.filter((note) => !wanted.some((other) => isSame(note, other)));
  const changes: readonly ItemCommand[] = [
    fieldsOf(input),
    ...(status === item.status ? [] : [{ type: 'ChangeStatus', status, comment: null } as const]),
    ...gone.map(({ entry }) => ({ type: 'WithdrawNote', entry, reason: null }) as const),
  ];
  const added = wanted.flatMap((note, index) =>
    known.some((other) => isSame(note, other))
      ? []
      : [{ command: { type: 'AddNote', ...note } as const, actorId: authorIds[index] }],
  );
  return [...changes.map((command) => ({ command })), ...added];
}

/** Decides commands one after the other; each sees what those before it did. */
export function decideInTurn(
  before: { readonly item: ItemState; readonly version: number },
  steps: readonly ItemStep[],
  { actorId: usual, ...context }: DecisionContext & { readonly actorId: number },
): readonly NewEvent[] {
  let { item, version } = before;
  return steps.flatMap(({ command, actorId = usual }) => {
    const events = decideItem(item, command, context);
    for (const event of events) item = evolveItem(item, event, { actorId, version: ++version });
    return events.map((event) => ({ ...toNewEvent(event), actorId }));
  });
}
