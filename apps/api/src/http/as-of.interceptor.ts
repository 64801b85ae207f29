/**
 * Reads `?as_of=` and `?axis=`: the scope of the request then is that moment in the past, and the
 * response says so in its headers. Runs before everything that reads rows.
 */
import { AS_OF_HEADER, POSITION_HEADER } from '@action-tracker/contracts';
import { AXES, DomainError, shown, type Axis } from '@action-tracker/domain';
import { Ledgers, Moments, type PastMoment } from '@action-tracker/tracking';
import {
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { ItemIdPipe } from './item-id.pipe';
import { moveToPast, scopeOf } from './scope-of';
import { TrackerIdPipe } from './tracker-id.pipe';

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
  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const http = context.switchToHttp();
    const request = http.getRequest<TimedRequest>();
    const text = single(request, 'as_of');
    const axis = axisOf(single(request, 'axis'));
    if (text !== undefined) {
      const trackerId = await this.trackerOf(request);
      const moment = await this.moments.resolve({ field: 'as_of', text, axis, trackerId });
      moveToPast(request, moment);
      sayMoment(http.getResponse<FastifyReply>(), moment);
    }
    return next.handle();
  }

  /** The one tracker of the request; `null` for a list of several. */
  private async trackerOf(request: TimedRequest): Promise<number | null> {
    const { trackerId, itemId } = request.params;
    const scope = scopeOf(request);
    if (trackerId !== undefined) {
      return (await this.ledgers.ofTracker(scope, trackerIdPipe.transform(trackerId))).id;
    }
    if (itemId === undefined) return null;
    return (await this.ledgers.ofItem(scope, itemIdPipe.transform(itemId))).ledger.id;
  }
}

/** States in the headers as of when the response is. */
function sayMoment(reply: FastifyReply, { instant, position }: PastMoment): void {
  reply.header(AS_OF_HEADER, instant);
  if (position !== null) reply.header(POSITION_HEADER, String(position));
}

/** A parameter that may occur once. @throws DomainError VALIDATION_ERROR */
export function single({ query }: TimedRequest, name: string): string | undefined {
  const value = Object.hasOwn(query, name) ? query[name] : undefined;
  if (value === undefined || typeof value === 'string') return value;
  throw refused(name, `expected it once, found it ${value.length} times`);
}

/** `occurred` if unset. @throws DomainError VALIDATION_ERROR */
export function axisOf(text: string | undefined): Axis {
  const axis = AXES.find((word) => word === (text ?? 'occurred'));
  if (axis) return axis;
  throw refused('axis', `expected one of ${AXES.join(', ')}; found ${shown(text)}`);
}

const refused = (field: string, message: string) => DomainError.invalid([{ field, message }]);
