/** Read model `status_history`: one row per transition, starting with the initial New. */
import { PAGE_MAX_ITEMS, type StatusEntry } from '@action-tracker/contracts';
import { eventOf, ITEM, type ItemEvent, type Status } from '@action-tracker/domain';
import {
  upsertOf,
  type EventEnvelope,
  type Projection,
  type Row,
} from '@action-tracker/event-store';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ReadLedgers } from '../ledger/ledgers';
import type { StreamState } from '../ledger/stream-model';
import { entryPage, type EntryPage, type EntryPart } from '../ledger/entry-page';
import type { Scope } from '../ledger/scope';

export const STATUS_HISTORY: Projection<StreamState> = {
  name: 'status_history',
  version: 2,
  keeps: 'every',
  columns: {
    tracker_id: 'int',
    id: 'position',
    action_item_id: 'text',
    status: 'text',
    changed_by_id: 'int',
    changed_at: 'recorded_at',
    comment: 'text?',
  },
  key: ['tracker_id', 'id'],
  indexes: { item: '(tracker_id, action_item_id, id)' },
  changes: (envelope) => upsertOf(statusRow(envelope)),
};

/** The row of the transition that this event records; `undefined` for other events. */
export function statusRow(envelope: EventEnvelope): Row | undefined {
  const change = transition(eventOf(ITEM, envelope));
  return (
    change && {
      tracker_id: envelope.ledgerId,
      action_item_id: envelope.stream,
      status: change.status,
      changed_by_id: envelope.actorId,
      changed_at: envelope.occurredAt,
      comment: change.comment,
    }
  );
}

function transition(
  event: ItemEvent | undefined,
): { status: Status; comment: string | null } | undefined {
  if (event?.type === 'ItemCreated') return { status: 'New', comment: null };
  if (event?.type !== 'ItemStatusChanged') return undefined;
  return { status: event.data.to, comment: event.data.comment };
}

const ENTRY_COLUMNS = 'h.id, h.action_item_id, h.status, h.changed_by_id, h.changed_at, h.comment';

/** The transitions of an item, latest first. @throws DomainError NOT_FOUND */
export class ListStatusHistory extends Query<EntryPage<StatusEntry>> {
  constructor(
    readonly scope: Scope,
    readonly itemId: string,
    readonly part: EntryPart = {},
  ) {
    super();
  }
}

@QueryHandler(ListStatusHistory)
export class ListStatusHistoryHandler implements IQueryHandler<ListStatusHistory> {
  constructor(private readonly ledgers: ReadLedgers) {}

  async execute({ scope, itemId, part: { limit = PAGE_MAX_ITEMS, after } }: ListStatusHistory) {
    const { ledger, last } = await this.ledgers.ofExistingItem(scope, itemId);
    const before = Math.min(after ?? Infinity, last.position + 1);
    // Ledger order is the order in which things happened to an item.
    const { rows } = await this.ledgers.pool.query<StatusEntry>({
      name: 'statuses_of_item',
      text: `SELECT ${ENTRY_COLUMNS} FROM status_history h
             WHERE h.tracker_id = $1 AND h.action_item_id = $2 AND h.id < $3
             ORDER BY h.id DESC LIMIT $4`,
      values: [ledger.id, itemId, before, limit + 1],
    });
    return entryPage(rows, limit, ({ id }) => id);
  }
}
