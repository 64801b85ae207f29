import type { ItemDetail } from '@action-tracker/contracts';
import {
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { tap, type Observable } from 'rxjs';
import { EntityTags } from '../http/entity-tags';
import { scopeOf } from '../http/scope-of';

/** Sets the strong ETag of an item. */
@Injectable()
export class ItemEtag implements NestInterceptor<ItemDetail> {
  constructor(private readonly tags: EntityTags) {}

  async intercept(
    context: ExecutionContext,
    next: CallHandler<ItemDetail>,
  ): Promise<Observable<ItemDetail>> {
    const http = context.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    const tag = await this.tags.prepare(scopeOf(http.getRequest<FastifyRequest>()).key);
    return next.handle().pipe(
      tap((item) => {
        reply.header('ETag', tag(item.version)).header('Cache-Control', 'private, no-cache');
      }),
    );
  }
}
