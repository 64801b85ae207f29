import { HttpErrorResponse, type HttpInterceptorFn, HttpResponse } from '@angular/common/http';
import { DOCUMENT, inject, Service } from '@angular/core';
import { catchError, NEVER, tap, throwError } from 'rxjs';
import { LEAVE_FOR } from '../navigation/leave-for';
import { signInUrl } from './session-api';

const UNAUTHORIZED = 401;

/**
 * Distinguishes an expired session from a missing one, so that the sign-in page can show the
 * reason.
 */
@Service()
class SessionSeen {
  hasAnswered = false;
}

/**
 * Nothing can be shown without a session, so any 401 redirects to sign-in and back. The request
 * never completes: an error state would only flash before the page unloads.
 */
export const signInRedirect: HttpInterceptorFn = (request, next) => {
  const leaveFor = inject(LEAVE_FOR);
  const { location } = inject(DOCUMENT);
  const seen = inject(SessionSeen);
  return next(request).pipe(
    tap((event) => {
      if (event instanceof HttpResponse) seen.hasAnswered = true;
    }),
    catchError((failure: unknown) => {
      if (!(failure instanceof HttpErrorResponse) || failure.status !== UNAUTHORIZED) {
        return throwError(() => failure);
      }
      leaveFor(signInUrl(location.pathname + location.search, seen.hasAnswered));
      return NEVER;
    }),
  );
};
