import { type HttpEvent, type HttpInterceptorFn, HttpResponse } from '@angular/common/http';
import { DOCUMENT, type ErrorHandler, inject, Service, signal } from '@angular/core';
import { CORRELATION_HEADER } from '@action-tracker/contracts';
import { tap } from 'rxjs';
import { toProblem } from '../api-problem/problem';
import { isOurs } from './error-origin';

/**
 * An error that no page took care of. One of our own code takes the place of the page, with what the
 * server's log knows; one of somebody else is only logged.
 */
@Service()
export class Crash implements ErrorHandler {
  private readonly location = inject(DOCUMENT).location;
  private readonly crashed = signal(false);
  private lastCorrelationId: string | undefined;

  readonly hasHappened = this.crashed.asReadonly();
  /** Of the request that failed, else of the last answer before. */
  reference: string | undefined;

  handleError(error: unknown): void {
    console.error(error);
    if (!isOurs(error, this.location.origin)) return;
    this.reference = toProblem(error).correlationId ?? this.lastCorrelationId;
    this.crashed.set(true);
  }

  follow(event: HttpEvent<unknown>): void {
    if (!(event instanceof HttpResponse)) return;
    this.lastCorrelationId = event.headers.get(CORRELATION_HEADER) ?? this.lastCorrelationId;
  }
}

/** Remembers by which id the server's log knows the last answer. */
export const rememberCorrelation: HttpInterceptorFn = (request, next) => {
  const crash = inject(Crash);
  return next(request).pipe(tap((event) => crash.follow(event)));
};
