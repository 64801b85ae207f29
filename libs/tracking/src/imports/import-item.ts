import {
  decideItem,
  DomainError,
  NO_ITEM,
  type DecisionContext,
  type ImportItem,
  type ItemState,
} from '@action-tracker/domain';
import type { CommandOutcome, NewEvent, Timestamp } from '@action-tracker/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock } from '../ledger/clock';
import { ItemWriter, type ItemImport } from '../items/item-writer';
import { fromRow } from '../ledger/entry-metadata';
import { toNewEvent, type Origin } from '../ledger/origin';

/**
 * Times of the parts of an imported row, taken from the file; each not earlier than the previous
 * one.
 */
export interface ImportTimes {
  readonly createdAt: Timestamp;
  readonly statusAt: Timestamp;
  readonly noteAt: Timestamp;
  /** Where and by whom each of the notes was written, if the file says so; in their order. */
  readonly notes?: readonly NoteOrigin[];
}

export interface NoteOrigin {
  /** Not before the creation of the item. */
  readonly at: Timestamp;
  /** `undefined` for the one who created the item. */
  readonly actorId: number | undefined;
}

/**
 * Imports one row of a file as one command: the item, its status and its first note, or nothing.
 */
export class ImportItemCommand extends Command<CommandOutcome> {
  constructor(
    readonly trackerId: number,
    readonly input: Omit<ImportItem, 'type'>,
    readonly times: ImportTimes,
    readonly origin: Origin & { readonly commandId: string },
    /** Of the file. */
    readonly row?: number,
  ) {
    super();
  }

  /** A copy of this command for another tracker. */
  inTracker(trackerId: number): ImportItemCommand {
    return new ImportItemCommand(trackerId, this.input, this.times, this.origin, this.row);
  }

  /** Number to keep; the next free number if unset. */
  get number(): number | undefined {
    return this.input.number;
  }

  /**
   * The events this command writes if the item gets this number. @throws DomainError from the
   * decider
   */
  eventsAs(number: number): readonly NewEvent[] {
    const context = { today: this.input.createDate, nextNumber: number, isUser: () => true };
    const { input, times, row } = this;
    return decideImport(NO_ITEM, { input: { ...input, number }, times, row }, context);
  }

  /** @throws DomainError VALIDATION_ERROR when times are out of order or in the future */
  toImport(now: Timestamp): ItemImport {
    const { input, times, origin, row, number = 'next' } = this;
    requireOrder([times.createdAt, times.statusAt, times.noteAt, now]);
    for (const { at } of times.notes ?? []) requireOrder([times.createdAt, at, now]);
    const content = { type: 'ImportItem', ...input } as const;
    const decide = (state: ItemState, context: DecisionContext) =>
      decideImport(state, { input, times, row }, context);
    return { number, commands: [content], origin, content, decide };
  }
}

@CommandHandler(ImportItemCommand)
export class ImportItemHandler implements ICommandHandler<ImportItemCommand> {
  constructor(
    private readonly items: ItemWriter,
    private readonly clock: Clock,
  ) {}

  async execute(command: ImportItemCommand): Promise<CommandOutcome> {
    return this.items.import(command.trackerId, command.toImport(this.clock.now().toISOString()));
  }
}

function decideImport(
  state: ItemState,
  {
    input,
    times,
    row,
  }: Pick<ImportItemCommand, 'input' | 'times'> & { readonly row: number | undefined },
  context: DecisionContext,
): readonly NewEvent[] {
  const notes = (times.notes ?? []).values();
  const events = decideItem(state, { type: 'ImportItem', ...input }, context)
    .map(toNewEvent)
    .map((event) => ({ ...event, ...originOf(event, times, notes) }));
  // Notes with a time of their own may precede the status; nothing precedes the creation.
  return events
    .toSorted((a, b) => Date.parse(a.occurredAt) - Date.parse(b.occurredAt))
    .map((event) => fromRow(event, row));
}

/** The file's time for the part of the row that this event type records. */
function originOf(
  { type }: Pick<NewEvent, 'type'>,
  times: ImportTimes,
  notes: Iterator<NoteOrigin>,
): { readonly occurredAt: Timestamp; readonly actorId?: number } {
  if (type === 'ItemStatusChanged') return { occurredAt: toTimestamp(times.statusAt) };
  if (type !== 'NoteAdded') return { occurredAt: toTimestamp(times.createdAt) };
  const next = notes.next();
  if (next.done) return { occurredAt: toTimestamp(times.noteAt) };
  const { at, actorId } = next.value;
  return { occurredAt: toTimestamp(at), ...(actorId === undefined ? {} : { actorId }) };
}

function requireOrder(times: readonly Timestamp[]): void {
  const instants = times.map((time) => Date.parse(time));
  const late = instants.findIndex(
    (instant, index) => index > 0 && !((instants[index - 1] ?? instant) <= instant),
  );
  if (late === -1) return;
  const found = `${times[late - 1]} before ${times[late]}`;
  const message = `expected times in order and not in the future, found ${found}`;
  throw DomainError.invalid([{ field: 'create_date', message }]);
}

/** Normalizes any ISO 8601 notation to the form in which the ledger returns timestamps. */
const toTimestamp = (time: Timestamp): Timestamp => new Date(time).toISOString();
