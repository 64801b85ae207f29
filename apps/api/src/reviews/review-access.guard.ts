import { GetReview, GetTracker } from '@action-tracker/tracking';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyRequest } from 'fastify';
import { scopeOf } from '../http/scope-of';
import { TrackerIdPipe } from '../http/tracker-id.pipe';
import { ReviewNumberPipe } from './review-number.pipe';

type ReviewRequest = FastifyRequest<{ Params: { trackerId: string; number?: string } }>;

const trackerIdPipe = new TrackerIdPipe();
const numberPipe = new ReviewNumberPipe();

/**
 * Refuses a tracker or review that does not exist before anything else of the request is checked.
 */
@Injectable()
export class ReviewAccess implements CanActivate {
  constructor(private readonly queries: QueryBus) {}

  /** @throws DomainError NOT_FOUND */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<ReviewRequest>();
    const { number } = request.params;
    const trackerId = trackerIdPipe.transform(request.params.trackerId);
    const scope = scopeOf(request);
    await (number === undefined
      ? this.queries.execute(new GetTracker(scope, trackerId))
      : this.queries.execute(new GetReview(scope, trackerId, numberPipe.transform(number))));
    return true;
  }
}
