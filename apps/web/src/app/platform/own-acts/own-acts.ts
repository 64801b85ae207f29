import { HttpContextToken, type HttpInterceptorFn, HttpResponse } from '@angular/common/http';
import { inject, Service, signal } from '@angular/core';
import { API_PATHS, BATCH_HEADER, type UndoRequest } from '@action-tracker/contracts';
import { finalize, tap } from 'rxjs';

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
  /** The changes that the server has not answered yet. */
  private pending = 0;
  /** Undo was asked for while a change was on its way, after this act. */
  private awaited: { readonly after: OwnAct | undefined } | undefined;

  canUndo(): boolean {
    return this.pending > 0 || this.acts().length > 0;
  }

  /** Undoes the last change, as soon as it is saved. */
  undoLast(): void {
    const last = this.acts().at(-1);
    if (this.pending > 0) this.awaited = { after: last };
    else if (last) this.asked.set({ batch: last.batch });
  }

  begin(): void {
    this.pending++;
  }

  end(): void {
    this.pending--;
    if (this.pending > 0 || !this.awaited) return;
    const { after } = this.awaited;
    this.awaited = undefined;
    // A change that was refused has left nothing to undo, and the one before it was not meant.
    if (this.acts().at(-1) !== after) this.undoLast();
  }
}

/** Of a request whose change is taken back by another one, not by undo. */
export const HAS_NO_UNDO = new HttpContextToken(() => false);

/** Undo keeps its own record, and reviews have ways of their own. */
const NOT_UNDONE = new RegExp(`^(${API_PATHS.undo}|${API_PATHS.trackers}(/\\d+/reviews.*)?)$`);

/** Records every change that the server has accepted. */
export const recordAct: HttpInterceptorFn = (request, next) => {
  const own = inject(OwnActs);
  const hasUndo = !request.context.get(HAS_NO_UNDO) && !NOT_UNDONE.test(request.url);
  if (request.method === 'GET' || !hasUndo) return next(request);
  own.begin();
  return next(request).pipe(
    tap((event) => {
      const batch = event instanceof HttpResponse && event.headers.get(BATCH_HEADER);
      if (!batch) return;
      const path = request.url === API_PATHS.bulk ? '' : request.url;
      own.acts.update((known) => [...known, { batch, path }]);
    }),
    finalize(() => own.end()),
  );
};
