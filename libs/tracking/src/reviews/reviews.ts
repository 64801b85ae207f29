/** Read model `reviews`: one row per review with its current values. */
import type { Review } from '@action-tracker/contracts';
import { DomainError, REVIEW, stateOf } from '@action-tracker/domain';
import {
  upsertOf,
  type EventEnvelope,
  type Projection,
  type Row,
} from '@action-tracker/event-store';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Pool } from 'pg';
import { ReadLedgers } from '../ledger/ledgers';
import type { StreamState } from '../ledger/stream-model';
import type { Scope } from '../ledger/scope';

export const REVIEWS: Projection<StreamState> = {
  name: 'reviews',
  version: 1,
  keeps: 'latest',
  columns: {
    tracker_id: 'int',
    number: 'int',
    stream: 'text',
    name: 'text',
    held_on: 'date',
    participants: 'jsonb',
    state: 'text',
    opened_by_id: 'int',
    minutes: 'text',
    discussed: 'jsonb',
    version: 'int',
    // Of the latest entry, which is the end of a review that has ended.
    position: 'position',
    happened_at: 'recorded_at',
  },
  key: ['tracker_id', 'number'],
  changes: (envelope, state) => upsertOf(reviewRow(envelope, state)),
};

function reviewRow(envelope: EventEnvelope, state: StreamState): Row | undefined {
  const review = stateOf(REVIEW, state);
  if (!review.exists) return undefined;
  return {
    tracker_id: envelope.ledgerId,
    number: review.number,
    stream: envelope.stream,
    name: review.name,
    held_on: review.heldOn,
    participants: review.participants,
    state: review.state,
    opened_by_id: state.createdById,
    minutes: review.minutes,
    discussed: review.discussed,
    version: envelope.version,
    happened_at: envelope.occurredAt,
  };
}

/** Columns of a review response, in wire order. `o` is the entry that opened it. */
const REVIEW_COLUMNS = `r.tracker_id, r.number, r.name, r.held_on, r.participants, r.state,
  o.occurred_at AS opened_at,
  CASE WHEN r.state = 'closed' THEN r.happened_at END AS closed_at,
  CASE WHEN r.state = 'closed' THEN r.position END AS position,
  r.minutes, r.discussed, o.position AS opened_position, r.opened_by_id, r.version`;

const REVIEWS_OPENED = `reviews r
  JOIN events o ON o.ledger_id = r.tracker_id AND o.stream = r.stream AND o.version = 1`;

/** The reviews of a tracker, latest first. @throws DomainError NOT_FOUND */
export class ListReviews extends Query<readonly Review[]> {
  constructor(
    readonly scope: Scope,
    readonly trackerId: number,
  ) {
    super();
  }
}

@QueryHandler(ListReviews)
export class ListReviewsHandler implements IQueryHandler<ListReviews> {
  constructor(private readonly ledgers: ReadLedgers) {}

  async execute({ scope, trackerId }: ListReviews): Promise<readonly Review[]> {
    await this.ledgers.ofTracker(scope, trackerId);
    const { rows } = await this.ledgers.pool.query<Review>({
      name: 'reviews_of_tracker',
      text: `SELECT ${REVIEW_COLUMNS} FROM ${REVIEWS_OPENED}
             WHERE r.tracker_id = $1 ORDER BY r.number DESC`,
      values: [trackerId],
    });
    return rows;
  }
}

/** One review. @throws DomainError NOT_FOUND */
export class GetReview extends Query<Review> {
  constructor(
    readonly scope: Scope,
    readonly trackerId: number,
    readonly number: number,
  ) {
    super();
  }
}

@QueryHandler(GetReview)
export class GetReviewHandler implements IQueryHandler<GetReview> {
  constructor(private readonly ledgers: ReadLedgers) {}

  async execute({ scope, trackerId, number }: GetReview): Promise<Review> {
    await this.ledgers.ofTracker(scope, trackerId);
    return findReview(this.ledgers.pool, trackerId, number);
  }
}

/** @throws DomainError NOT_FOUND */
export async function findReview(pool: Pool, trackerId: number, number: number): Promise<Review> {
  const { rows } = await pool.query<Review>({
    name: 'review',
    text: `SELECT ${REVIEW_COLUMNS} FROM ${REVIEWS_OPENED}
           WHERE r.tracker_id = $1 AND r.number = $2`,
    values: [trackerId, number],
  });
  const [review] = rows;
  if (!review) throw reviewNotFound(number);
  return review;
}

export const reviewNotFound = (number: number): DomainError =>
  new DomainError('NOT_FOUND', `Review ${number} not found`);
