import type { Minutes } from '@action-tracker/contracts';
import { minutesPage, VisiblePeople } from '@action-tracker/tracking';
import {
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { mergeMap, type Observable } from 'rxjs';
import { pageLanguage } from '../auth/page-language';
import { scopeOf } from '../http/scope-of';

/** The page has no scripts, and its styles are inline, because mail programs need them there. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

/** Returns minutes as JSON or, if the caller prefers `text/html`, as a page with names. */
@Injectable()
export class MinutesForm implements NestInterceptor<Minutes> {
  constructor(private readonly people: VisiblePeople) {}

  intercept(context: ExecutionContext, next: CallHandler<Minutes>): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    reply.header('Vary', 'Accept').header('Cache-Control', 'private, no-cache');
    if (request.accepts().type(['application/json', 'text/html']) !== 'text/html') {
      return next.handle();
    }
    return next.handle().pipe(
      mergeMap(async (minutes) => {
        const page = minutesPage(
          minutes,
          await this.people.list(scopeOf(request)),
          pageLanguage(request),
        );
        reply.type('text/html; charset=utf-8').header('Content-Security-Policy', POLICY);
        return page;
      }),
    );
  }
}
