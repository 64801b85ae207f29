/** Reads `?from=`, `?to=` and `?axis=` of a comparison. Runs before everything that reads rows. */
import { Ledgers, Moments } from '@action-tracker/tracking';
import {
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { compare, scopeOf } from '../http/scope-of';
import { TrackerIdPipe } from '../http/tracker-id.pipe';
import { axisOf, refused, single } from './moment-parameters';

type SpanRequest = FastifyRequest<{
  Params: { trackerId: string };
  Querystring: Readonly<Record<string, string | string[]>>;
}>;

const trackerIdPipe = new TrackerIdPipe();

@Injectable()
export class Between implements NestInterceptor {
  constructor(
    private readonly moments: Moments,
    private readonly ledgers: Ledgers,
  ) {}

  /** @throws DomainError NOT_FOUND, then VALIDATION_ERROR */
  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<SpanRequest>();
    const trackerId = trackerIdPipe.transform(request.params.trackerId);
    await this.ledgers.ofTracker(scopeOf(request), trackerId);
    const from = single(request.query, 'from');
    if (from === undefined) throw refused('from', 'expected a moment, found none');
    const to = single(request.query, 'to');
    const axis = axisOf(request.query);
    compare(request, await this.moments.resolveBoth({ trackerId, from, to, axis }));
    return next.handle();
  }
}
