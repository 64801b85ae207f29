import { type HttpInterceptorFn, HttpResponse } from '@angular/common/http';
import { inject } from '@angular/core';
import { AS_OF_HEADER } from '@action-tracker/contracts';
import { tap } from 'rxjs';
import { Moment } from './moment';

/** Tells `Moment` the instant that the server found for the moment of a request. */
export const noteMoment: HttpInterceptorFn = (request, next) => {
  const asOf = request.params.get('as_of');
  if (asOf === null) return next(request);
  const moment = inject(Moment);
  return next(request).pipe(
    tap((event) => {
      const instant = event instanceof HttpResponse && event.headers.get(AS_OF_HEADER);
      if (instant) moment.resolve(asOf, instant);
    }),
  );
};
