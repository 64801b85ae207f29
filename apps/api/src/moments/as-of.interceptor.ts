/**
 * Reads `?as_of=` and `?axis=`: the scope of the request then is that moment in the past, and the
 * response says so in its headers. Runs before everything that reads rows.
 */
import { DomainError, hasPosition } from '@action-tracker/domain';
import { AS_OF_HEADER, POSITION_HEADER } from '@action-tracker/contracts';
import { Ledgers, Moments, type PastMoment, type Scope } from '@action-tracker/tracking';
import {
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { defer, switchMap, type Observable } from 'rxjs';
import { ItemIdPipe } from '../http/item-id.pipe';
import { moveToPast, scopeOf } from '../http/scope-of';
import { TrackerIdPipe } from '../http/tracker-id.pipe';
import { axisOf, single } from './moment-parameters';

type TimedRequest = FastifyRequest<{
  Params: { trackerId?: string; itemId?: string };
  Querystring: Readonly<Record<string, string | string[]>>;
}>;

const trackerIdPipe = new TrackerIdPipe();
const itemIdPipe = new ItemIdPipe();

@Injectable()
export class AsOf implements NestInterceptor {
  constructor(
    private readonly moments: Moments,
    private readonly ledgers: Ledgers,
  ) {}

  /** @throws DomainError NOT_FOUND, then VALIDATION_ERROR */
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<TimedRequest>();
    const text = single(request.query, 'as_of');
    const axis = axisOf(request.query);
    if (text === undefined) return next.handle();
    return defer(async () => {
      const trackerId = await this.trackerOf(request, text);
      const moment = await this.moments.resolve({ field: 'as_of', text, axis, trackerId });
      moveToPast(request, moment);
      sayMoment(http.getResponse<FastifyReply>(), moment);
    }).pipe(switchMap(() => next.handle()));
  }

  /**
   * The one tracker of the request; `null` for a list of several. The filter of a report names one for
   * the moments that only a tracker has.
   */
  private async trackerOf(request: TimedRequest, asOf: string): Promise<number | null> {
    const { trackerId, itemId } = request.params;
    const scope = scopeOf(request);
    if (trackerId !== undefined) {
      return (await this.ledgers.ofTracker(scope, trackerIdPipe.transform(trackerId))).id;
    }
    if (itemId !== undefined) {
      return (await this.ledgers.ofItem(scope, itemIdPipe.transform(itemId))).ledger.id;
    }
    const filtered = request.query.tracker_id;
    return typeof filtered === 'string' && hasPosition(asOf)
      ? this.seenTracker(scope, filtered)
      : null;
  }

  /** A filter may name a tracker that is not there, or not for the caller: they look the same. */
  private async seenTracker(scope: Scope, id: string): Promise<number | null> {
    try {
      return (await this.ledgers.ofTracker(scope, trackerIdPipe.transform(id))).id;
    } catch (error) {
      if (error instanceof DomainError && error.code === 'NOT_FOUND') return null;
      throw error;
    }
  }
}

/** States in the headers as of when the response is. */
function sayMoment(reply: FastifyReply, { instant, position }: PastMoment): void {
  reply.header(AS_OF_HEADER, instant);
  if (position !== null) reply.header(POSITION_HEADER, String(position));
}
