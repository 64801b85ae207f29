import type { ItemDetail } from '@action-tracker/contracts';
import {
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { tap, type Observable } from 'rxjs';
import { EntityTags } from '../http/entity-tags';

/**
 * Sets the strong ETag of an item. With `as_of` there is none, because the past is another
 * resource.
 */
@Injectable()
export class ItemEtag implements NestInterceptor<ItemDetail> {
  constructor(private readonly tags: EntityTags) {}

  async intercept(
    context: ExecutionContext,
    next: CallHandler<ItemDetail>,
  ): Promise<Observable<ItemDetail>> {
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const tag = await this.tags.prepare();
    return next.handle().pipe(
      tap((item) => {
        if ('as_of' in item) return;
        reply.header('ETag', tag(item.version)).header('Cache-Control', 'private, no-cache');
      }),
    );
  }
}
