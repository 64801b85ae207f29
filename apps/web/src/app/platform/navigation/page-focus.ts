/**
 * Keeps the keyboard somewhere. A page that was loaded, as after signing in, gives it to nothing, and
 * elements go away with the focus they have: a route change replaces the page, a button that clears
 * filters has nothing more to clear. Keyboard and screen reader users would be nowhere then; `main`
 * starts them at what is there now.
 */
import { afterEveryRender, DOCUMENT, inject, provideEnvironmentInitializer } from '@angular/core';
import { NavigationEnd, Router } from '@angular/router';
import { distinctUntilChanged, filter, map, skip } from 'rxjs';

export const providePageFocus = () =>
  provideEnvironmentInitializer(() => {
    const document = inject(DOCUMENT);
    const start = () => focusMain(document.getElementById('main'));
    followRoutes(start);
    let last: EventTarget | null = null;
    document.addEventListener('focusin', ({ target }) => (last = target));
    const recover = () => {
      const isNowhere = !(last instanceof Node && last.isConnected);
      if (isNowhere && document.activeElement === document.body) start();
    };
    // Later, because what took the element away may give the focus to another one.
    afterEveryRender(() => queueMicrotask(recover));
  });

/**
 * Gives the focus to `main` for as long as it keeps it. If it could have it always, a press on any text in
 * it would take the focus from an open list, which then closes before the press has chosen something.
 */
export function focusMain(main: HTMLElement | null): void {
  if (!main) return;
  main.tabIndex = -1;
  main.addEventListener('blur', () => main.removeAttribute('tabindex'), { once: true });
  // Without scrolling: a page that is loaded again stays where it was.
  main.focus({ preventScroll: true });
}

/** A change of the query alone is the same page: focus stays in the filter that caused it. */
function followRoutes(start: () => void): void {
  inject(Router)
    .events.pipe(
      filter((event) => event instanceof NavigationEnd),
      map((event) => event.urlAfterRedirects.split(/[?#]/)[0]),
      distinctUntilChanged(),
      skip(1), // The first page may have taken the focus by now; if not, it is recovered.
    )
    .subscribe(start);
}
