/**
 * A review as a command left it, computed by replay, so that a repeat of the command gets the same
 * answer.
 */
import type { Review } from '@action-tracker/contracts';
import { formatReviewId, REVIEW, stateOf } from '@action-tracker/domain';
import type { StreamEvent } from '@action-tracker/event-store';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Ledgers } from '../ledger/ledgers';
import { streamAt, type PastStream } from '../ledger/stream-past';
import type { Scope } from '../ledger/scope';
import { reviewNotFound } from './reviews';

export class GetReviewAtVersion extends Query<Review> {
  constructor(
    readonly scope: Scope,
    readonly trackerId: number,
    readonly number: number,
    readonly version: number,
  ) {
    super();
  }
}

@QueryHandler(GetReviewAtVersion)
export class GetReviewAtVersionHandler implements IQueryHandler<GetReviewAtVersion> {
  constructor(private readonly ledgers: Ledgers) {}

  async execute({ scope, trackerId, number, version }: GetReviewAtVersion): Promise<Review> {
    const ledger = await this.ledgers.ofTracker(scope, trackerId);
    const stream = formatReviewId({ prefix: ledger.prefix, number });
    const opened = await streamAt(this.ledgers, ledger, stream, 1);
    const past = await streamAt(this.ledgers, ledger, stream, version);
    const review = opened && past && reviewOf(trackerId, opened.last, past);
    if (!review) throw reviewNotFound(number);
    return review;
  }
}

function reviewOf(
  trackerId: number,
  opened: StreamEvent,
  { state, last }: PastStream,
): Review | undefined {
  const review = stateOf(REVIEW, state);
  if (!review.exists) return undefined;
  const isClosed = review.state === 'closed';
  return {
    tracker_id: trackerId,
    number: review.number,
    name: review.name,
    held_on: review.heldOn,
    participants: review.participants,
    state: review.state,
    opened_at: opened.occurredAt,
    closed_at: isClosed ? last.occurredAt : null,
    position: isClosed ? last.position : null,
    minutes: review.minutes,
    discussed: review.discussed,
    opened_position: opened.position,
    opened_by_id: state.createdById,
    version: last.version,
  };
}
