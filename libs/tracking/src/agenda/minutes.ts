/** The minutes of a review: what the meeting discussed, noted and decided, and what is open. */
import type {
  AgendaItem,
  Minutes,
  MinutesNote,
  MinutesStatus,
  NextDate,
  Timestamp,
} from '@action-tracker/contracts';
import { parseItemId } from '@action-tracker/domain';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ReadLedgers, type LedgerName } from '../ledger/ledgers';
import type { Scope } from '../ledger/scope';
import { changesOfNote, NOTE_COLUMNS } from '../items/note-changes';
import { GetChanges, GetChangesHandler } from '../moments/changes';
import { trackerAsOf } from '../trackers/tracker-past';
import { findReview } from '../reviews/reviews';
import { sectionsOf } from './agenda';
import { AgendaItems, endOf, type ReviewSpan } from './agenda-items';

/** What a review hands out. @throws DomainError NOT_FOUND */
export class GetMinutes extends Query<Minutes> {
  constructor(
    readonly scope: Scope,
    readonly trackerId: number,
    readonly number: number,
  ) {
    super();
  }
}

@QueryHandler(GetMinutes)
export class GetMinutesHandler implements IQueryHandler<GetMinutes> {
  constructor(
    private readonly ledgers: ReadLedgers,
    private readonly items: AgendaItems,
    private readonly changes: GetChangesHandler,
  ) {}

  async execute({ scope, trackerId, number }: GetMinutes): Promise<Minutes> {
    const ledger = await this.ledgers.ofTracker(scope, trackerId);
    const review = await findReview(this.ledgers.pool, trackerId, number);
    const span = await this.items.span(review);
    const open = await this.items.read(span, null);
    const { completed: _, ...sections } = await sectionsOf(this.items, span);
    const undiscussed = Object.values(sections)
      .flat()
      .filter(isNot(numbersOf(review.discussed)));
    return {
      review,
      tracker: { id: trackerId, prefix: ledger.prefix, name: await this.nameAt(ledger, span) },
      position: span.until,
      discussed: await this.inOrder(span, numbersOf(review.discussed)),
      not_discussed: await this.inOrder(span, undiscussed),
      notes: await this.notes(span),
      statuses: await this.statuses(span),
      changes: await this.changed(scope, span),
      next_dates: nextDates(open),
      open_items: open,
    };
  }

  private async changed(scope: Scope, span: ReviewSpan): Promise<Minutes['changes']> {
    const { tracker_id, opened_at, opened_position } = span.review;
    const at = (instant: Timestamp, position: number) =>
      ({ axis: 'recorded', instant, position, review: null }) as const;
    const from = at(opened_at, opened_position);
    const to = at(span.review.closed_at ?? opened_at, span.until);
    const { items } = await this.changes.execute(new GetChanges(scope, tracker_id, { from, to }));
    return items;
  }

  private async inOrder(
    span: ReviewSpan,
    numbers: readonly number[],
  ): Promise<readonly AgendaItem[]> {
    const items = await this.items.read(span, numbers);
    const byNumber = new Map(items.map((item) => [item.number, item]));
    return numbers.flatMap((number) => byNumber.get(number) ?? []);
  }

  /** The name that the tracker had at the end of the review. */
  private async nameAt(ledger: LedgerName, span: ReviewSpan): Promise<string> {
    return (await trackerAsOf(this.ledgers, ledger, endOf(span)))?.name ?? ledger.prefix;
  }

  private async notes({ review, until }: ReviewSpan): Promise<readonly MinutesNote[]> {
    const { rows } = await this.ledgers.pool.query<MinutesNote>({
      name: 'notes_of_review',
      text: `SELECT ${NOTE_COLUMNS}, v.title FROM notes n ${changesOfNote('$3')}
             JOIN item_versions v ON v.tracker_id = n.tracker_id AND v.number = n.number
               AND v.position <= $3 AND (v.until_position IS NULL OR v.until_position > $3)
             WHERE n.tracker_id = $1 AND n.id > $2 AND n.id <= $3
               AND v.withdrawn_at IS NULL AND w.id IS NULL ORDER BY n.id`,
      values: [review.tracker_id, review.opened_position, until],
    });
    return rows;
  }

  private async statuses({ review, until }: ReviewSpan): Promise<readonly MinutesStatus[]> {
    const { rows } = await this.ledgers.pool.query<MinutesStatus>({
      name: 'statuses_of_review',
      text: `SELECT h.id, h.action_item_id, h.status, h.changed_by_id, h.changed_at, h.comment,
               v.title, b.status AS from
             FROM status_history h
             JOIN events e ON e.ledger_id = h.tracker_id AND e.position = h.id
             JOIN item_versions b ON b.tracker_id = h.tracker_id AND b.version = e.version - 1
               AND b.number = split_part(h.action_item_id, '-', 2)::int
             JOIN item_versions v ON v.tracker_id = b.tracker_id AND v.number = b.number
               AND v.position <= $3 AND (v.until_position IS NULL OR v.until_position > $3)
             WHERE h.tracker_id = $1 AND h.id > $2 AND h.id <= $3 AND v.withdrawn_at IS NULL
             ORDER BY h.id`,
      values: [review.tracker_id, review.opened_position, until],
    });
    return rows;
  }
}

const numbersOf = (itemIds: readonly string[]): readonly number[] =>
  itemIds.flatMap((id) => parseItemId(id)?.number ?? []);

const isNot = (excluded: readonly number[]) => {
  const known = new Set(excluded);
  return (number: number): boolean => !known.has(number);
};

const nextDates = (items: readonly AgendaItem[]): readonly NextDate[] =>
  items
    .flatMap(({ id, due_date }) => (due_date === null ? [] : [{ item_id: id, due_date }]))
    .toSorted((one, other) => (one.due_date < other.due_date ? -1 : 1));
