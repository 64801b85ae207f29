/** What items were at a base that a file is compared with, and what they are now. */
import {
  changedField,
  evolveItem,
  isFieldChange,
  ITEM,
  NO_ITEM,
  upcastTo,
  type ItemEvent,
  type ItemState,
} from '@action-tracker/domain';
import { readWholeStreams, type RecordedEvent, type Timestamp } from '@action-tracker/event-store';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Ledgers } from '../ledger/ledgers';
import type { Scope } from '../ledger/scope';

/** A note of an item that is not withdrawn, or was not at the base. */
export interface RowNote {
  /** The version of the entry that added it. */
  readonly entry: number;
  /** What it said at the base; `undefined` if it did not exist then. */
  readonly base: string | undefined;
  /** What it says now; `undefined` if it is withdrawn. */
  readonly now: string | undefined;
}

export interface RowState {
  readonly version: number;
  readonly base: ItemState;
  readonly now: ItemState;
  readonly notes: readonly RowNote[];
  /** Who set each field last and when, by the name of the field in a mapping. */
  readonly setBy: ReadonlyMap<string, { readonly byId: number; readonly at: Timestamp }>;
}

/** The state at a position of the ledger, or what imports have made of an item. */
export type RowBase = { readonly position: number } | 'imports';

/** States by item id, without items that do not exist. @throws DomainError NOT_FOUND */
export class ReadRowStates extends Query<ReadonlyMap<string, RowState>> {
  constructor(
    readonly scope: Scope,
    readonly trackerId: number,
    readonly itemIds: readonly string[],
    readonly base: RowBase,
  ) {
    super();
  }
}

@QueryHandler(ReadRowStates)
export class ReadRowStatesHandler implements IQueryHandler<ReadRowStates> {
  constructor(private readonly ledgers: Ledgers) {}

  async execute({
    scope,
    trackerId,
    itemIds,
    base,
  }: ReadRowStates): Promise<ReadonlyMap<string, RowState>> {
    await this.ledgers.ofTracker(scope, trackerId);
    const streams = await readWholeStreams(this.ledgers.pool, trackerId, [...new Set(itemIds)]);
    const states = [...streams].flatMap(([itemId, events]) =>
      events.length === 0 ? [] : [[itemId, new Folding(base).fold(events)] as const],
    );
    return new Map(states);
  }
}

class Folding {
  private base: ItemState = NO_ITEM;
  private now: ItemState = NO_ITEM;
  private readonly notes = new Map<
    number,
    { base?: string | undefined; now?: string | undefined }
  >();
  private readonly setBy = new Map<string, { byId: number; at: Timestamp }>();

  constructor(private readonly of: RowBase) {}

  fold(events: readonly RecordedEvent[]): RowState {
    for (const event of events) this.add(event);
    return {
      ...{ version: events.length, base: this.base, now: this.now, setBy: this.setBy },
      notes: [...this.notes].map(([entry, { base, now }]) => ({ entry, base, now })),
    };
  }

  private add(recorded: RecordedEvent): void {
    const event = upcastTo(ITEM, recorded);
    const isOfBase =
      this.of === 'imports' ? recorded.channel === 'import' : recorded.position <= this.of.position;
    this.now = evolveItem(this.now, event, recorded);
    if (isOfBase) this.base = evolveItem(this.base, event, recorded);
    this.addNote(event, recorded.version, isOfBase);
    const field = fieldOf(event);
    const set = { byId: recorded.actorId, at: recorded.recordedAt };
    if (field !== undefined) this.setBy.set(field, set);
  }

  private addNote(event: ItemEvent, version: number, isOfBase: boolean): void {
    const said = saidBy(event, version);
    if (!said) return;
    const { entry, content } = said;
    const note = this.notes.get(entry) ?? {};
    const now = event.type === 'NoteReinstated' ? note.base : content;
    this.notes.set(entry, { base: isOfBase ? now : note.base, now });
  }
}

/** The field that an event sets. */
function fieldOf(event: ItemEvent): string | undefined {
  if (event.type === 'ItemStatusChanged') return 'status';
  return isFieldChange(event) ? changedField(event).mapped : undefined;
}

/** What a note says after an event; nothing if it is withdrawn. */
function saidBy(
  event: ItemEvent,
  version: number,
): { readonly entry: number; readonly content: string | undefined } | undefined {
  if (event.type === 'NoteAdded') return { entry: version, content: event.data.content };
  if (event.type === 'NoteAmended') return { entry: event.data.entry, content: event.data.to };
  const isOfNote = event.type === 'NoteWithdrawn' || event.type === 'NoteReinstated';
  return isOfNote ? { entry: event.data.entry, content: undefined } : undefined;
}
