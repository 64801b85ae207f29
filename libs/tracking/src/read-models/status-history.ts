/** Read model `status_history`: one row per transition, from the first New on. */
import type { StatusEntry } from '@action-tracker/contracts';
import { upcast, type DomainEvent, type Status } from '@action-tracker/domain';
import type { Projection } from '@action-tracker/event-store';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { Ledgers } from '../ledgers';
import type { StreamState } from '../stream-model';

export const STATUS_HISTORY: Projection<StreamState> = {
  name: 'status_history',
  version: 1,
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
  indexes: { item: '(tracker_id, action_item_id)' },
  row(facts) {
    const change = transition(upcast(facts));
    return (
      change && {
        tracker_id: facts.ledgerId,
        action_item_id: facts.stream,
        status: change.status,
        changed_by_id: facts.actorId,
        changed_at: facts.occurredAt,
        comment: change.comment,
      }
    );
  },
};

function transition(event: DomainEvent): { status: Status; comment: string | null } | undefined {
  if (event.type === 'ItemCreated') return { status: 'New', comment: null };
  if (event.type !== 'ItemStatusChanged') return undefined;
  return { status: event.data.to, comment: event.data.comment };
}

const ENTRY_COLUMNS = 'h.id, h.action_item_id, h.status, h.changed_by_id, h.changed_at, h.comment';

/** The transitions of an item, latest first. @throws DomainError NOT_FOUND */
export class ListStatusHistory extends Query<readonly StatusEntry[]> {
  constructor(readonly itemId: string) {
    super();
  }
}

@QueryHandler(ListStatusHistory)
export class ListStatusHistoryHandler implements IQueryHandler<ListStatusHistory> {
  constructor(
    private readonly database: DataSource,
    private readonly ledgers: Ledgers,
  ) {}

  async execute({ itemId }: ListStatusHistory): Promise<readonly StatusEntry[]> {
    const { ledger } = await this.ledgers.ofExistingItem(itemId);
    return this.database.query<StatusEntry[]>(
      `SELECT ${ENTRY_COLUMNS} FROM status_history h WHERE h.tracker_id = $1 AND h.action_item_id = $2
       ORDER BY h.changed_at DESC, h.id DESC`,
      [ledger.id, itemId],
    );
  }
}
