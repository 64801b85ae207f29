import { HttpErrorResponse, type HttpInterceptorFn } from '@angular/common/http';
import { DOCUMENT, inject } from '@angular/core';
import { catchError, NEVER, throwError } from 'rxjs';
import { LEAVE_FOR } from '../navigation/leave-for';
import { signInUrl } from './session-api';

const UNAUTHORIZED = 401;

/**
 * Without a session nothing can be shown, so any 401 takes the whole page to sign-in and back to
 * where it was. The request then never ends: an error state would only flash before the page goes.
 */
export const signInRedirect: HttpInterceptorFn = (request, next) => {
  const leaveFor = inject(LEAVE_FOR);
  const { location } = inject(DOCUMENT);
  return next(request).pipe(
    catchError((failure: unknown) => {
      if (!(failure instanceof HttpErrorResponse) || failure.status !== UNAUTHORIZED) {
        return throwError(() => failure);
      }
      leaveFor(signInUrl(location.pathname + location.search));
      return NEVER;
    }),
  );
};
