/** What changed in a tracker between two moments. */
import type { ChangeKind, Changes, FromTo, ItemChange } from '@action-tracker/contracts';
import {
  categoryName,
  CLOSED_STATUS,
  daysBetween,
  isOpen,
  NAMED_FIELDS,
  type NamedField,
  type Status,
} from '@action-tracker/domain';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ReadLedgers } from '../ledger/ledgers';
import type { Scope } from '../ledger/scope';
import { ItemRows } from './item-rows';
import { momentOnWire, type Span } from './moments';

/** @throws DomainError NOT_FOUND */
export class GetChanges extends Query<Changes> {
  constructor(
    readonly scope: Scope,
    readonly trackerId: number,
    readonly span: Span,
  ) {
    super();
  }
}

type Value = string | number | null;

/** The columns of an item at one of the two moments. */
type State = Readonly<Record<NamedField['wire'], Value>> & {
  readonly status: Status;
  readonly version: number;
  readonly note_count: number;
  readonly is_withdrawn: boolean;
};

interface ChangeRow {
  readonly item_id: string;
  /** `null` for an item that did not exist yet. */
  readonly before: State | null;
  readonly after: State;
  /** The statuses between the moments, without the `New` of the creation. */
  readonly path: readonly Status[] | null;
  /** The latest that was given for a move of the due date between the moments. */
  readonly reason: string | null;
}

const STATE = [...NAMED_FIELDS.map(({ wire }) => wire), 'status', 'version', 'note_count'];

const stateOf = (alias: string): string =>
  `json_build_object(${STATE.map((name) => `'${name}', ${alias}.${name}`).join(', ')},
    'is_withdrawn', ${alias}.withdrawn_at IS NOT NULL)`;

/** Versions of a stream follow its positions, so what lies between has positions in between. */
const compared = (before: string, after: string, trackerId: string): string => `
  SELECT t.id AS item_id, ${stateOf('t')} AS after,
    CASE WHEN f.id IS NOT NULL THEN ${stateOf('f')} END AS before, (
      SELECT array_agg(h.status ORDER BY h.id) FROM status_history h
      WHERE t.version > coalesce(f.version, 1) AND h.tracker_id = t.tracker_id
        AND h.action_item_id = t.id AND h.id <= t.position
        AND h.id > coalesce(f.position, t.first_position)
    ) AS path, CASE WHEN t.due_date IS DISTINCT FROM f.due_date THEN (
      SELECT e.data ->> 'reason' FROM events e
      WHERE e.ledger_id = t.tracker_id AND e.stream = t.id AND e.type = 'ItemDueDateMoved'
        AND e.version > coalesce(f.version, 1) AND e.version <= t.version
        AND e.data ->> 'reason' IS NOT NULL
      ORDER BY e.version DESC LIMIT 1
    ) END AS reason
  FROM (
    SELECT *, (SELECT e.position FROM events e WHERE e.ledger_id = a.tracker_id
      AND e.stream = a.id AND e.version = 1) AS first_position FROM ${after} a
    WHERE tracker_id = ${trackerId}
  ) t
  LEFT JOIN ${before} f ON f.tracker_id = t.tracker_id AND f.number = t.number
  ORDER BY t.number`;

@QueryHandler(GetChanges)
export class GetChangesHandler implements IQueryHandler<GetChanges> {
  constructor(
    private readonly ledgers: ReadLedgers,
    private readonly rows: ItemRows,
  ) {}

  async execute({ scope, trackerId, span: { from, to } }: GetChanges): Promise<Changes> {
    await this.ledgers.ofTracker(scope, trackerId);
    const values: unknown[] = [];
    const take = (value: unknown) => `$${values.push(value)}`;
    const before = await this.rows.keyed(scope.at(from), [trackerId], take, 'all');
    const after = await this.rows.keyed(scope.at(to), [trackerId], take, 'all');
    const text = compared(before, after, take(trackerId));
    const { rows: all } = await this.ledgers.pool.query<ChangeRow>(text, values);
    const rows = all.filter(isSeen);
    const named = await this.namesOf(scope, trackerId, { from, to });
    return {
      from: momentOnWire(from),
      to: momentOnWire(to),
      items: rows.flatMap(changeOf).map(named),
      untouched: rows
        .filter(
          ({ before: old, after: item }) =>
            isOpen(item.status) && !item.is_withdrawn && old?.version === item.version,
        )
        .map(({ item_id }) => item_id),
    };
  }

  /** A category that only got another name is the same: keys are compared, names are shown. */
  private async namesOf(scope: Scope, trackerId: number, { from, to }: Span) {
    const [before, after] = await Promise.all(
      [from, to].map(async (moment) =>
        (await this.rows.names(scope.at(moment), [trackerId])).of(trackerId),
      ),
    );
    return (change: ItemChange): ItemChange => {
      const { category } = change;
      if (!category) return change;
      const names = {
        from: categoryName(before ?? [], category.from),
        to: categoryName(after ?? [], category.to),
      };
      return { ...change, category: names };
    };
  }
}

/** An item that was in no list at either of the two moments is left out. */
const isSeen = ({ before, after }: ChangeRow): boolean =>
  !after.is_withdrawn || before?.is_withdrawn === false;

/** The change of an item; nothing for one that is as it was. */
function changeOf({ item_id, before, after, path, reason }: ChangeRow): readonly ItemChange[] {
  const fields = before ? NAMED_FIELDS.filter(({ wire }) => before[wire] !== after[wire]) : [];
  const notes_added = after.note_count - (before?.note_count ?? 0);
  const kinds: ChangeKind[] = [
    ...(before ? [] : (['created'] as const)),
    ...statusKinds(before, after),
    ...fields.map(kindOf),
    ...(notes_added > 0 ? (['noted'] as const) : []),
    ...withdrawalKinds(before, after),
  ];
  if (kinds.length === 0 && !path) return [];
  const status = path && { status: { from: before?.status ?? 'New', to: after.status, path } };
  const values = Object.assign(
    {},
    ...fields.map((field) => valueOf(field, { before, after, reason })),
  ) as object;
  return [{ item_id, title: String(after.title), kinds, ...values, ...status, notes_added }];
}

function withdrawalKinds(before: State | null, after: State): readonly ChangeKind[] {
  if (after.is_withdrawn) return ['withdrawn'];
  return before?.is_withdrawn ? ['reinstated'] : [];
}

function statusKinds(before: State | null, after: State): readonly ChangeKind[] {
  const was = before?.status;
  if (after.status === was) return [];
  if (after.status === CLOSED_STATUS) return ['completed'];
  if (was === CLOSED_STATUS) return ['reopened'];
  return before ? ['status_changed'] : [];
}

/** `ItemDueDateMoved` is `due_date_moved`. */
const kindOf = ({ event }: NamedField): ChangeKind =>
  // The names of kinds are those of the events, without the aggregate.
  event
    .slice('Item'.length)
    .replace(/(?!^)[A-Z]/g, '_$&')
    .toLowerCase() as ChangeKind;

function valueOf(
  { wire, kind }: NamedField,
  { before, after, reason }: Pick<ChangeRow, 'before' | 'after' | 'reason'>,
): object {
  const change: FromTo<Value> = { from: before?.[wire] ?? null, to: after[wire] };
  if (wire === 'title') return { title_before: change.from };
  return { [wire]: kind === 'date' ? { ...change, days: daysOf(change), reason } : change };
}

const daysOf = ({ from, to }: FromTo<Value>): number | null =>
  typeof from === 'string' && typeof to === 'string' ? daysBetween(from, to) : null;
