/**
 * The items of a review: as they were when it was opened, and with their values of now or, once the
 * review has ended, of its end.
 */
import type { AgendaItem, Review } from '@action-tracker/contracts';
import { formatReviewId } from '@action-tracker/domain';
import { Injectable } from '@nestjs/common';
import { Clock } from '../ledger/clock';
import { ReadLedgers } from '../ledger/ledgers';
import { Scope, type PastMoment } from '../ledger/scope';
import { TrackerCategories } from '../ledger/tracker-categories';
import { ITEM_COLUMNS } from '../items/action-items';
import { closedReviews } from '../moments/closed-reviews';
import { ItemRows } from '../moments/item-rows';
import { reviewNotFound } from '../reviews/reviews';
import type { ItemAtOpening, Opening } from './agenda-sections';

/** A review and the last entry that counts for it. */
export interface ReviewSpan {
  readonly review: Review;
  /** The position of its end or, while it is open, of the newest entry. */
  readonly until: number;
}

@Injectable()
export class AgendaItems {
  private readonly categories: TrackerCategories;

  constructor(
    private readonly rows: ItemRows,
    private readonly ledgers: ReadLedgers,
    private readonly clock: Clock,
  ) {
    this.categories = new TrackerCategories(ledgers);
  }

  /**
   * Brings the history up to date and finds the end of the review.
   *
   * @throws PastNotReady
   */
  async span(review: Review): Promise<ReviewSpan> {
    const { tracker_id: ledgerId, number } = review;
    const { prefix } = await this.ledgers.ofTracker(Scope.everything, ledgerId);
    // Before the history is filled, which then reaches at least this far.
    const { rows } = await this.ledgers.pool.query<{ head: number; end: number }>({
      name: 'end_of_review',
      text: `SELECT l.head, e.position AS end FROM ledgers l
             JOIN events e ON e.ledger_id = l.ledger_id AND e.stream = $2 AND e.version = $3
             WHERE l.ledger_id = $1`,
      values: [ledgerId, formatReviewId({ prefix, number }), review.version],
    });
    const [place] = rows;
    if (!place) throw reviewNotFound(number);
    await this.rows.fill([ledgerId]);
    return { review, until: review.state === 'open' ? place.head : place.end };
  }

  /** The moment when the review was opened. */
  async opening({ tracker_id, opened_position, opened_at }: Review): Promise<Opening> {
    const { rows } = await this.ledgers.pool.query<Opening>({
      name: 'opening_of_review',
      text: `SELECT to_char($3::timestamptz AT TIME ZONE $4, 'YYYY-MM-DD') AS day, (
               SELECT max(position) FROM reviews
               WHERE tracker_id = $1 AND state = 'closed' AND position < $2
             ) AS since`,
      values: [tracker_id, opened_position, opened_at, this.clock.timeZone],
    });
    return rows[0] ?? { day: this.clock.today(), since: null };
  }

  /** The items that were open then, and those completed since the last review. */
  async atOpening(review: Review, { since }: Opening): Promise<readonly ItemAtOpening[]> {
    const { rows } = await this.ledgers.pool.query<ItemAtOpening>({
      name: 'items_at_opening',
      text: `SELECT v.number, v.status, v.due_date AS "dueDate", v.position,
               v.occurred_at AS "occurredAt", b.status AS "statusBefore"
             FROM item_versions v
             LEFT JOIN item_versions b ON b.tracker_id = v.tracker_id AND b.number = v.number
               AND ${validAt('b', '$3::bigint')}
             WHERE v.tracker_id = $1 AND ${inUseAt('v', '$2::bigint')}
               AND (v.status <> 'Complete'
                 OR $3::bigint IS NOT NULL AND b.status IS DISTINCT FROM 'Complete')`,
      values: [review.tracker_id, review.opened_position, since],
    });
    return rows;
  }

  /** The numbers of the items created or reinstated since the opening. */
  async createdLater({ review, until }: ReviewSpan): Promise<readonly number[]> {
    const { rows } = await this.ledgers.pool.query<{ number: number }>({
      name: 'items_created_in_review',
      text: `SELECT v.number FROM item_versions v
             WHERE v.tracker_id = $1 AND ${inUseAt('v', '$3::bigint')} AND NOT EXISTS (
               SELECT FROM item_versions o WHERE o.tracker_id = v.tracker_id
                 AND o.number = v.number AND ${inUseAt('o', '$2::bigint')})
             ORDER BY v.number`,
      values: [review.tracker_id, review.opened_position, until],
    });
    return rows.map(({ number }) => number);
  }

  /** These items by number, without withdrawn ones; all open items if no numbers are given. */
  async read(
    { review, until }: ReviewSpan,
    numbers: readonly number[] | null,
  ): Promise<readonly AgendaItem[]> {
    const { tracker_id } = review;
    const { rows } = await this.ledgers.pool.query<AgendaItem>({
      name: 'items_of_review',
      text: ITEMS_WITH_CARRY,
      values: [tracker_id, until, numbers, await this.pinned(tracker_id, until)],
    });
    const names = await this.categories.names(Scope.everything.at(endOf({ review, until })), [
      tracker_id,
    ]);
    return rows.map((item) => names.named(item));
  }

  /** Where reviews were closed up to a position, in order. */
  private async pinned(trackerId: number, until: number): Promise<readonly number[]> {
    const closed = await closedReviews(this.ledgers.pool, trackerId);
    return closed.map(({ position }) => position).filter((position) => position <= until);
  }
}

/** The moment of the values of a review. */
export const endOf = ({ review, until }: ReviewSpan): PastMoment => ({
  ...{ axis: 'recorded', position: until, review: review.number },
  instant: review.closed_at ?? review.opened_at,
});

function validAt(version: string, position: string): string {
  const until = `${version}.until_position`;
  return `${version}.position <= ${position} AND (${until} IS NULL OR ${until} > ${position})`;
}

/** The version was valid then, and the item was not withdrawn. */
const inUseAt = (version: string, position: string): string =>
  `${validAt(version, position)} AND ${version}.withdrawn_at IS NULL`;

/**
 * The history is complete up to the position, so it also has the values of now. An item was open at
 * the close of each review whose position lies in the interval of a version that was open.
 */
const ITEMS_WITH_CARRY = `
  SELECT ${ITEM_COLUMNS}, coalesce(c.times, 0) AS carried_over
  FROM item_versions i
  LEFT JOIN (
    SELECT v.number, sum(
      width_bucket(least(coalesce(v.until_position - 1, $2::bigint), $2::bigint), $4::bigint[])
      - width_bucket(v.position - 1, $4::bigint[]))::int AS times
    FROM item_versions v
    WHERE v.tracker_id = $1 AND v.status <> 'Complete' AND cardinality($4::bigint[]) > 0
      AND v.position <= $2::bigint AND v.withdrawn_at IS NULL
    GROUP BY v.number
  ) c ON c.number = i.number
  WHERE i.tracker_id = $1 AND ${inUseAt('i', '$2::bigint')}
    AND (CASE WHEN $3::int[] IS NULL THEN i.status <> 'Complete' ELSE i.number = ANY ($3) END)
  ORDER BY i.number`;
