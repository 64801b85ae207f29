/** Read model `action_items`: one row per item with its current values. */
import type { Item } from '@action-tracker/contracts';
import {
  daysSlipped,
  ITEM,
  NAMED_FIELDS,
  onWire,
  parseItemId,
  shownNote,
  stateOf,
  type FieldKind,
} from '@action-tracker/domain';
import {
  upsertOf,
  WHEN_WRITTEN,
  type EventEnvelope,
  type Projection,
  type Row,
} from '@action-tracker/event-store';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { Ledgers } from '../ledger/ledgers';
import type { StreamState } from '../ledger/stream-model';
import type { Scope } from '../ledger/scope';
import { TrackerCategories } from '../ledger/tracker-categories';

const COLUMN_TYPES: Readonly<Record<FieldKind, 'text' | 'date' | 'int'>> = {
  text: 'text',
  date: 'date',
  word: 'text',
  user: 'int',
};

/** The column type of each field; optional fields are nullable. */
const { title: _, ...FIELDS } = Object.fromEntries(
  NAMED_FIELDS.map(({ wire, kind, isRequired }) => [
    wire,
    isRequired ? COLUMN_TYPES[kind] : (`${COLUMN_TYPES[kind]}?` as const),
  ]),
);

export const ACTION_ITEMS: Projection<StreamState> = {
  name: 'action_items',
  version: 5,
  keeps: 'latest',
  columns: {
    tracker_id: 'int',
    prefix: 'text',
    number: 'int',
    id: 'text',
    title: 'text',
    create_date: 'date',
    created_by_id: 'int',
    ...FIELDS,
    first_due_date: 'date?',
    due_date_moves: 'int',
    due_date_slips: 'int',
    days_slipped: 'int?',
    status: 'text',
    created_at: 'recorded_at',
    updated_at: 'recorded_at',
    version: 'int',
    note_count: 'int',
    latest_note_date: 'date?',
    latest_note_author_id: 'int?',
    latest_note_line: 'text?',
    completed_at: 'recorded_at?',
    completed_due_date: 'date?',
    withdrawn_at: 'recorded_at?',
    withdrawn_by_id: 'int?',
    withdrawn_reason: 'text?',
  },
  key: ['tracker_id', 'number'],
  // The status has no index: every status change would then write to every index of the table.
  indexes: {
    // Matches the order of every list, so that reading one page reads only the rows of that page.
    order: '(prefix COLLATE "C", number)',
    owner: '(owner_id)',
    due_date: '(due_date)',
    // Small, because most items never move and few are withdrawn; in the order of lists.
    moved: '(prefix COLLATE "C", number) WHERE due_date_moves > 0',
    withdrawn: '(prefix COLLATE "C", number) WHERE withdrawn_at IS NOT NULL',
  },
  changes: (envelope, state) => upsertOf(itemRow(envelope, state)),
};

/** The row of an item after this event. */
export function itemRow(envelope: EventEnvelope, state: StreamState): Row | undefined {
  const item = stateOf(ITEM, state);
  if (!item.exists) return undefined;
  const latestNote = shownNote(item.notes);
  const { completed } = state;
  const { title, ...fields } = onWire(item);
  return {
    tracker_id: envelope.ledgerId,
    prefix: parseItemId(envelope.stream)?.prefix,
    number: item.number,
    id: envelope.stream,
    title,
    create_date: item.createDate,
    created_by_id: state.createdById,
    ...fields,
    first_due_date: item.firstDueDate,
    due_date_moves: item.dueDateMoves,
    due_date_slips: item.dueDateSlips,
    days_slipped: daysSlipped(item),
    status: item.status,
    created_at: state.createdAt,
    version: envelope.version,
    note_count: item.notes.count,
    latest_note_date: latestNote?.noteDate ?? null,
    latest_note_author_id: latestNote?.authorId ?? null,
    latest_note_line: latestNote?.line ?? null,
    completed_at: completed ? (completed.at ?? WHEN_WRITTEN) : null,
    completed_due_date: completed?.dueDate ?? null,
    // The last entry of a withdrawn item is its withdrawal, because it accepts no other.
    withdrawn_at: item.withdrawn && (envelope.occurredAt ?? WHEN_WRITTEN),
    withdrawn_by_id: item.withdrawn?.byId ?? null,
    withdrawn_reason: item.withdrawn?.reason ?? null,
  };
}

/** Columns of an item response, in wire order. */
export const WIRE_COLUMNS = [
  ...['id', 'tracker_id', 'number', 'title', 'create_date', 'created_by_id'],
  ...Object.keys(FIELDS),
  ...['first_due_date', 'due_date_moves', 'due_date_slips', 'days_slipped'],
  ...['status', 'created_at', 'updated_at', 'version', 'note_count'],
];

/** Order of lists: prefix, then number. */
export const ITEM_ORDER = 'i.prefix COLLATE "C", i.number';

/** A time as ISO 8601 in UTC with milliseconds, as text. */
export const inUtc = (alias: string, column: string): string =>
  `to_char(${alias}.${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

export const WITHDRAWN = `CASE WHEN i.withdrawn_at IS NOT NULL THEN json_build_object(
  'at', ${inUtc('i', 'withdrawn_at')}, 'by_id', i.withdrawn_by_id, 'reason', i.withdrawn_reason)
  END AS withdrawn`;

/** Columns of an item response as SQL. */
export const ITEM_COLUMNS = [...WIRE_COLUMNS.map((column) => `i.${column}`), WITHDRAWN].join(', ');

/**
 * Every item of one tracker by number, or of all trackers by prefix and number; withdrawn ones too.
 */
export class ListItems extends Query<readonly Item[]> {
  constructor(
    readonly scope: Scope,
    readonly trackerId?: number,
  ) {
    super();
  }
}

@QueryHandler(ListItems)
export class ListItemsHandler implements IQueryHandler<ListItems> {
  constructor(
    private readonly database: DataSource,
    private readonly ledgers: Ledgers,
  ) {}

  async execute({ scope, trackerId }: ListItems): Promise<readonly Item[]> {
    if (trackerId !== undefined) await this.ledgers.ofTracker(scope, trackerId);
    const trackerIds = scope.within(trackerId === undefined ? undefined : [trackerId]);
    const names = await new TrackerCategories(this.ledgers).names(scope, trackerIds);
    const items = await this.database.query<Item[]>(
      `SELECT ${ITEM_COLUMNS} FROM action_items i
       WHERE $1::int[] IS NULL OR i.tracker_id = ANY ($1) ORDER BY ${ITEM_ORDER}`,
      [trackerIds],
    );
    return items.map((item) => names.named(item));
  }
}
