import {
  decideItem,
  DomainError,
  NO_ITEM,
  type ImportItem,
  type ItemContext,
  type ItemState,
} from '@action-tracker/domain';
import type { CommandOutcome, NewEvent, Timestamp } from '@action-tracker/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock } from '../clock';
import { ItemWriter } from './item-writer';
import { toNewEvent, type Origin } from './origin';

/** When the parts of an imported row happened, by the file; each at or after the one before. */
export interface ImportTimes {
  readonly createdAt: Timestamp;
  readonly statusAt: Timestamp;
  readonly noteAt: Timestamp;
}

/** Takes one row of a file as one command: the item, its status and its first note, or nothing. */
export class ImportItemCommand extends Command<CommandOutcome> {
  constructor(
    readonly trackerId: number,
    readonly input: Omit<ImportItem, 'type'>,
    readonly times: ImportTimes,
    readonly origin: Origin & { readonly commandId: string },
  ) {
    super();
  }

  /** Keeps an existing number; without it the next free one is taken. */
  get number(): number | undefined {
    return this.input.number;
  }

  /** What it writes when the item gets this number. @throws DomainError of the decision */
  eventsAs(number: number): readonly NewEvent[] {
    const context = { today: this.input.createDate, nextNumber: number, isUser: () => true };
    return decideImport(NO_ITEM, { input: { ...this.input, number }, times: this.times }, context);
  }
}

@CommandHandler(ImportItemCommand)
export class ImportItemHandler implements ICommandHandler<ImportItemCommand> {
  constructor(
    private readonly items: ItemWriter,
    private readonly clock: Clock,
  ) {}

  async execute(command: ImportItemCommand): Promise<CommandOutcome> {
    const { trackerId, input, times, origin } = command;
    requireOrder([times.createdAt, times.statusAt, times.noteAt, this.clock.now().toISOString()]);
    const content = { type: 'ImportItem', ...input } as const;
    const decide = (state: ItemState, context: ItemContext) =>
      decideImport(state, command, context);
    const write = { commands: [content], origin, content, decide };
    return this.items.import(trackerId, write, command.number ?? 'next');
  }
}

function decideImport(
  state: ItemState,
  { input, times }: Pick<ImportItemCommand, 'input' | 'times'>,
  context: ItemContext,
): readonly NewEvent[] {
  return decideItem(state, { type: 'ImportItem', ...input }, context)
    .map(toNewEvent)
    .map((event) => ({ ...event, occurredAt: timeOf(event, times) }));
}

/** When the part of a row that an event records happened. */
function timeOf({ type }: Pick<NewEvent, 'type'>, times: ImportTimes): Timestamp {
  if (type === 'ItemStatusChanged') return toTimestamp(times.statusAt);
  return toTimestamp(type === 'NoteAdded' ? times.noteAt : times.createdAt);
}

function requireOrder(times: readonly Timestamp[]): void {
  for (const [index, time] of times.entries()) {
    const before = times[index - 1];
    if (before === undefined || Date.parse(before) <= Date.parse(time)) continue;
    const message = `expected times in order and not in the future, found ${before} before ${time}`;
    throw DomainError.invalid([{ field: 'create_date', message }]);
  }
}

/** An instant in any notation of ISO 8601, as the ledger answers it. */
const toTimestamp = (time: Timestamp): Timestamp => new Date(time).toISOString();
