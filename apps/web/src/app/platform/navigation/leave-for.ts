import { DOCUMENT, inject, InjectionToken } from '@angular/core';

/** Leaves the client for a page of the server: a full page load, not a route. */
export const LEAVE_FOR = new InjectionToken<(url: string) => void>('LEAVE_FOR', {
  factory: () => {
    const { location } = inject(DOCUMENT);
    return (url) => location.assign(url);
  },
});
