/** Reads `?archived=true`: lists then cover archived trackers too. Runs before everything that reads. */
import { shown } from '@action-tracker/domain';
import {
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { coverArchived } from '../http/scope-of';
import { refused, single } from '../moments/moment-parameters';
import { queryParameter } from '../openapi/parameters';

export const ARCHIVED = queryParameter(
  'archived',
  'Archived trackers too, which are otherwise left out',
  {
    type: 'string',
    enum: ['true'],
  },
);

type Asking = FastifyRequest<{ Querystring: Readonly<Record<string, string | string[]>> }>;

@Injectable()
export class WithArchived implements NestInterceptor {
  /** @throws DomainError VALIDATION_ERROR */
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<Asking>();
    const text = single(request.query, 'archived');
    if (text === 'true') coverArchived(request);
    else if (text !== undefined) throw refused('archived', `expected true, found ${shown(text)}`);
    return next.handle();
  }
}
