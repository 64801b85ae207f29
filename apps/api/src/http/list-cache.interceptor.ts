/**
 * Sets the ETag of a list before any row is read: a hash of the heads of its ledgers, the tables
 * with its rows, the build, the scope, the query, the media type and the date, on which overdue
 * depends. It is weak for lists of now and strong for those of the past. A matching `If-None-Match`
 * gets 304.
 */
import { Clock, LedgerHeads, VisiblePeople, type ListCover } from '@action-tracker/tracking';
import {
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import { of, type Observable } from 'rxjs';
import { BUILD } from './entity-tags';
import { ItemIdPipe } from './item-id.pipe';
import { listFormOf } from './list-form';
import { isKnownToCaller } from './not-modified';
import { scopeOf, spanOf } from './scope-of';
import { TrackerIdPipe } from './tracker-id.pipe';

type ListRequest = FastifyRequest<{
  Params: { trackerId?: string; itemId?: string };
  Querystring: Readonly<Record<string, string | string[]>>;
}>;

const trackerIdPipe = new TrackerIdPipe();
const itemIdPipe = new ItemIdPipe();

@Injectable()
export class ListCache implements NestInterceptor {
  constructor(
    private readonly queries: QueryBus,
    private readonly clock: Clock,
    private readonly people: VisiblePeople,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const http = context.switchToHttp();
    const request = http.getRequest<ListRequest>();
    const reply = http.getResponse<FastifyReply>();
    const heads = await this.queries.execute(new LedgerHeads(scopeOf(request), coverOf(request)));
    const etag = await this.etag(request, heads);
    reply
      .header('ETag', etag)
      .header('Vary', 'Accept')
      .header('Cache-Control', 'private, no-cache');
    return isKnownToCaller(request, etag) ? of([]) : next.handle();
  }

  private async etag(request: ListRequest, heads: string): Promise<string> {
    const [path, query] = request.url.split('?');
    const parameters = new URLSearchParams(query);
    parameters.sort();
    // Spreadsheets show names, which are not in the ledger.
    const form = listFormOf(request);
    const names = form === 'json' ? '' : JSON.stringify(await this.people.list(scopeOf(request)));
    const { key, moment } = scopeOf(request);
    const today = moment ? '' : this.clock.today();
    const parts = [BUILD, heads, path, parameters.toString(), form, names, today, key];
    const span = spanOf(request);
    if (span) parts.push(JSON.stringify(span));
    const hash = createHash('sha256').update(parts.join('\n')).digest('base64url');
    return `${moment ? '' : 'W/'}"${hash.slice(0, 22)}"`;
  }
}

function coverOf({ params, query }: ListRequest): ListCover {
  if (params.trackerId !== undefined) {
    return { trackerId: trackerIdPipe.transform(params.trackerId) };
  }
  if (params.itemId !== undefined) return { itemId: itemIdPipe.transform(params.itemId) };
  const ids = [query.tracker_id ?? []].flat().filter((id) => /^[1-9]\d{0,8}$/.test(id));
  return { trackerIds: ids.length > 0 ? ids.map(Number) : undefined };
}
