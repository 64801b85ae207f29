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
  schema: `
    CREATE TABLE IF NOT EXISTS status_history_v1 (
      tracker_id int NOT NULL,
      id bigint NOT NULL,
      action_item_id text NOT NULL,
      status text NOT NULL,
      changed_by_id int NOT NULL,
      changed_at timestamptz NOT NULL,
      comment text,
      PRIMARY KEY (tracker_id, id)
    );
    CREATE INDEX IF NOT EXISTS status_history_v1_item
      ON status_history_v1 (tracker_id, action_item_id);
    CREATE OR REPLACE FUNCTION sink_status_history_v1(p_rows jsonb) RETURNS void
    LANGUAGE plpgsql AS $$
    BEGIN
      INSERT INTO status_history_v1
        (tracker_id, id, action_item_id, status, changed_by_id, changed_at, comment)
      SELECT r.tracker_id, r.position, r.action_item_id, r.status, r.changed_by_id,
        coalesce(r.changed_at, r.recorded_at), r.comment
      FROM jsonb_to_recordset(p_rows) AS r(tracker_id int, position bigint, action_item_id text,
        status text, changed_by_id int, changed_at timestamptz, recorded_at timestamptz,
        comment text);
    END $$;
    CREATE OR REPLACE VIEW status_history AS SELECT * FROM status_history_v1;
  `,
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
