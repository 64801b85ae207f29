import type { HttpErrorResponse, HttpInterceptorFn } from '@angular/common/http';
import { inject, Injector } from '@angular/core';
import { tap } from 'rxjs';
import { TrackerStore } from './tracker-store';

/**
 * Reads the roles again when a refusal may mean that they have changed, or that the tracker was
 * archived. What is on screen stays until the next page, because somebody may be typing there; a
 * tracker that is hidden now goes at once.
 */
export const renewRights: HttpInterceptorFn = (request, next) => {
  // The store itself needs the client whose requests pass here.
  const injector = inject(Injector);
  return next(request).pipe(
    tap({
      error: ({ status }: HttpErrorResponse) => {
        if (status === 403 || status === 409) injector.get(TrackerStore).distrust();
        if (status === 404 && request.url.endsWith('/items')) injector.get(TrackerStore).refresh();
      },
    }),
  );
};
