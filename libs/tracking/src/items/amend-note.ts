import { eventOf, ITEM, type AmendNote } from '@action-tracker/domain';
import type { CommandOutcome } from '@action-tracker/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Ledgers } from '../ledger/ledgers';
import type { ExpectedVersions, Origin } from '../ledger/origin';
import { Scope } from '../ledger/scope';
import { ItemWriter } from './item-writer';

/** Replaces the text of a note; its earlier texts stay in the ledger. */
export class AmendNoteCommand extends Command<CommandOutcome> {
  constructor(
    readonly itemId: string,
    readonly input: Pick<AmendNote, 'entry' | 'content'>,
    readonly origin: Origin,
    readonly expectedVersions?: ExpectedVersions,
  ) {
    super();
  }
}

/** The text of a note, and the version of its item that it was read at. */
type CurrentText = Pick<AmendNote, 'from' | 'readAt'>;

@CommandHandler(AmendNoteCommand)
export class AmendNoteHandler implements ICommandHandler<AmendNoteCommand> {
  constructor(
    private readonly items: ItemWriter,
    private readonly ledgers: Ledgers,
  ) {}

  async execute({ itemId, input, ...write }: AmendNoteCommand): Promise<CommandOutcome> {
    const current = await this.textOf(itemId, input.entry);
    const command = { type: 'AmendNote', ...input, ...current } as const;
    // The text before is not part of the content: a repeat would find another one.
    return this.items.change(itemId, { command, content: input, ...write });
  }

  /** The text as the ledger has it; empty for an entry that is not a note, which is refused. */
  private async textOf(itemId: string, entry: number): Promise<CurrentText> {
    const { ledger } = await this.ledgers.ofItem(Scope.everything, itemId);
    const { rows } = await this.ledgers.pool.query<TextRow>({
      name: 'text_of_note',
      text: `SELECT e.type, e.schema_version AS "schemaVersion", e.data, (
               SELECT max(l.version) FROM events l WHERE l.ledger_id = $1 AND l.stream = $2
             ) AS "readAt"
             FROM events e
             WHERE e.ledger_id = $1 AND e.stream = $2 AND e.version >= $3 AND (e.version = $3
               OR e.type = 'NoteAmended' AND (e.data ->> 'entry')::int = $3)
             ORDER BY e.version DESC LIMIT 1`,
      values: [ledger.id, itemId, entry],
    });
    const [last] = rows;
    const event = last && eventOf(ITEM, last);
    const readAt = last?.readAt ?? 0;
    if (event?.type === 'NoteAmended') return { from: event.data.to, readAt };
    return { from: event?.type === 'NoteAdded' ? event.data.content : '', readAt };
  }
}

interface TextRow {
  /** The version of the item. */
  readonly readAt: number;
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: unknown;
}
