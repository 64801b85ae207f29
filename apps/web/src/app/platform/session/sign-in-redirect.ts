import { HttpErrorResponse, type HttpInterceptorFn, HttpResponse } from '@angular/common/http';
import { DOCUMENT, inject, Service } from '@angular/core';
import { catchError, NEVER, tap, throwError } from 'rxjs';
import { LEAVE_FOR } from '../navigation/leave-for';
import { signInUrl } from './session-api';

const UNAUTHORIZED = 401;

/** Tells a session that ended from one that never was: the sign-in page says why somebody is there. */
@Service()
class SessionSeen {
  hasAnswered = false;
}

/**
 * Without a session nothing can be shown, so any 401 takes the whole page to sign-in and back to
 * where it was. The request then never ends: an error state would only flash before the page goes.
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
