import { DOCUMENT, inject, provideEnvironmentInitializer } from '@angular/core';
import { NavigationEnd, Router } from '@angular/router';
import { distinctUntilChanged, filter, map, skip } from 'rxjs';

/**
 * A route change replaces the page without a page load, which leaves keyboard and screen reader
 * users in the middle of what is gone. Moving focus to `main` starts them at the new content. A
 * change of the query alone is the same page: focus stays in the filter that caused it.
 */
export const providePageFocus = () =>
  provideEnvironmentInitializer(() => {
    const document = inject(DOCUMENT);
    inject(Router)
      .events.pipe(
        filter((event) => event instanceof NavigationEnd),
        map((event) => event.urlAfterRedirects.split(/[?#]/)[0]),
        distinctUntilChanged(),
        skip(1), // The first page arrives with a page load, which sets focus itself.
      )
      .subscribe(() => document.getElementById('main')?.focus());
  });
