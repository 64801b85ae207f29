import { DOCUMENT, inject, InjectionToken } from '@angular/core';

/** Navigates to a page of the server with a full page load. */
export const LEAVE_FOR = new InjectionToken<(url: string) => void>('LEAVE_FOR', {
  factory: () => {
    const { location } = inject(DOCUMENT);
    return (url) => location.assign(url);
  },
});
