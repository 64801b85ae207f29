import type { ItemDetail } from '@action-tracker/contracts';
import {
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { tap, type Observable } from 'rxjs';
import { etag } from './preconditions';

/** Gives an item its version as strong ETag. The past has none: `as_of` is another resource. */
@Injectable()
export class ItemEtag implements NestInterceptor<ItemDetail> {
  intercept(context: ExecutionContext, next: CallHandler<ItemDetail>): Observable<ItemDetail> {
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(
      tap((item) => {
        if ('as_of' in item) return;
        reply.header('ETag', etag(item.version)).header('Cache-Control', 'private, no-cache');
      }),
    );
  }
}
