/** The ledger entries of an item in wire form, straight from the ledger: no read table. */
import type { Channel, EventFields, ItemEventEntry } from '@action-tracker/contracts';
import { assertNever, upcast, wireName, type DomainEvent } from '@action-tracker/domain';
import { readStream, type RecordedEvent } from '@action-tracker/event-store';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Ledgers } from '../ledgers';

/** The entries of an item after a version, oldest first. @throws DomainError NOT_FOUND */
export class ListItemEvents extends Query<readonly ItemEventEntry[]> {
  constructor(
    readonly itemId: string,
    readonly afterVersion = 0,
  ) {
    super();
  }
}

@QueryHandler(ListItemEvents)
export class ListItemEventsHandler implements IQueryHandler<ListItemEvents> {
  constructor(private readonly ledgers: Ledgers) {}

  async execute({ itemId, afterVersion }: ListItemEvents): Promise<readonly ItemEventEntry[]> {
    const { ledger } = await this.ledgers.ofExistingItem(itemId);
    const events = await readStream(this.ledgers.pool, ledger.id, itemId, afterVersion);
    return events.map(toEntry);
  }
}

function toEntry(event: RecordedEvent): ItemEventEntry {
  const meaning = upcast(event);
  return {
    position: event.position,
    version: event.version,
    type: meaning.type,
    ...fromAndTo(meaning),
    actor_id: event.actorId,
    recorded_by_id: event.recordedById,
    occurred_at: event.occurredAt,
    recorded_at: event.recordedAt,
    // Only our own commands write events, and they know no other channel.
    channel: event.channel as Channel,
    command_id: event.commandId,
  };
}

function fromAndTo(event: DomainEvent): Pick<ItemEventEntry, 'from' | 'to'> {
  switch (event.type) {
    case 'ItemCreated':
      return { from: null, to: { ...fields(event.data), status: 'New' } };
    case 'TrackerOpened':
    case 'NoteAdded':
      return { from: null, to: fields(event.data) };
    case 'TrackerDetailsChanged':
      return { from: fields(event.data.from), to: fields(event.data.to) };
    case 'ItemRetitled':
      return change('title', event.data);
    case 'ItemDueDateMoved':
      return change('due_date', event.data);
    case 'ItemRecategorised':
      return change('category', event.data);
    case 'ItemReassigned':
      return change('owner_id', event.data);
    case 'ItemReprioritised':
      return change('priority', event.data);
    case 'ItemStatusChanged': {
      const { from, to, comment } = event.data;
      return { from: { status: from }, to: { status: to, comment } };
    }
    default:
      return assertNever(event);
  }
}

type Value = string | number | null;

const change = (field: string, { from, to }: { from: Value; to: Value }) => ({
  from: { [field]: from },
  to: { [field]: to },
});

const fields = (data: object): EventFields =>
  Object.fromEntries(
    Object.entries(data).map(([name, value]: [string, Value]) => [wireName(name), value]),
  );
