import { type HttpEvent, type HttpInterceptorFn, HttpResponse } from '@angular/common/http';
import { DOCUMENT, type ErrorHandler, inject, Service, signal } from '@angular/core';
import { CORRELATION_HEADER } from '@action-tracker/contracts';
import { tap } from 'rxjs';
import { toProblem } from '../api-problem/problem';
import { isOurs } from './error-origin';

/**
 * Handles uncaught errors. One from our code replaces the page and shows the id under which the
 * server log has it; a foreign one is only logged.
 */
@Service()
export class Crash implements ErrorHandler {
  private readonly location = inject(DOCUMENT).location;
  private readonly crashed = signal(false);
  private lastCorrelationId: string | undefined;

  readonly hasHappened = this.crashed.asReadonly();
  /** Correlation id of the failed request, else of the last response before it. */
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

/** Records the correlation id of the last response. */
export const rememberCorrelation: HttpInterceptorFn = (request, next) => {
  const crash = inject(Crash);
  return next(request).pipe(tap((event) => crash.follow(event)));
};
