import { inject } from '@angular/core';
import { type CanMatchFn, RedirectCommand, Router } from '@angular/router';
import { typedItemId } from '@action-tracker/contracts';

const TRACKER_ID = /^\d{1,10}$/;

// An impossible id leads to the not-found page and never becomes part of an API path.
export const hasTrackerId: CanMatchFn = (_, segments) => TRACKER_ID.test(segments[1]?.path ?? '');
// Redirects every notation of an item id to one canonical address.
export const hasItemId: CanMatchFn = (_, segments) => {
  const typed = segments[1]?.path ?? '';
  const id = typedItemId(typed);
  if (id === undefined || id === typed) return id !== undefined;
  const rest = segments.slice(2).map(({ path }) => path);
  return new RedirectCommand(inject(Router).createUrlTree(['/items', id, ...rest]));
};
