import { type HttpInterceptorFn, HttpResponse } from '@angular/common/http';
import { inject, Service, signal } from '@angular/core';
import { API_PATHS, BATCH_HEADER, type UndoRequest } from '@action-tracker/contracts';
import { tap } from 'rxjs';

/** A change of this tab that can be undone. */
export interface OwnAct {
  readonly batch: string;
  /** The path of its request; empty if its page offers the undo itself. */
  readonly path: string;
}

/** The changes made in this tab, latest last, and what a page wants to have undone. */
@Service()
export class OwnActs {
  readonly acts = signal<readonly OwnAct[]>([]);
  /** Asks with a preview when something has been changed since. */
  readonly asked = signal<UndoRequest | undefined>(undefined);
}

/** Undo keeps its own record, and reviews have ways of their own. */
const NOT_UNDONE = new RegExp(`^(${API_PATHS.undo}|${API_PATHS.trackers}(/\\d+/reviews.*)?)$`);

/** Records every change that the server has accepted. */
export const recordAct: HttpInterceptorFn = (request, next) => {
  const { acts } = inject(OwnActs);
  return next(request).pipe(
    tap((event) => {
      const batch = event instanceof HttpResponse && event.headers.get(BATCH_HEADER);
      if (!batch || NOT_UNDONE.test(request.url)) return;
      const path = request.url === API_PATHS.bulk ? '' : request.url;
      acts.update((known) => [...known, { batch, path }]);
    }),
  );
};
