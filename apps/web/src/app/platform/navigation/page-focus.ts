/**
 * Recovers lost focus. A freshly loaded page, as after sign-in, has none, and elements disappear
 * while focused: a route change replaces the page, "clear filters" removes its own button. Focusing
 * `main` lets keyboard and screen reader users continue at the current content.
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
    // Deferred, because the code that removed the element may focus another one.
    afterEveryRender(() => queueMicrotask(recover));
  });

/**
 * Makes `main` focusable only while it has the focus. If it always were, a click on any text in it
 * would take the focus from an open list, which would close before the click selects something.
 */
export function focusMain(main: HTMLElement | null): void {
  if (!main) return;
  main.tabIndex = -1;
  main.addEventListener('blur', () => main.removeAttribute('tabindex'), { once: true });
  // Without scrolling, so that a reloaded page keeps its position.
  main.focus({ preventScroll: true });
}

/**
 * A change of the query alone is the same page, so the focus stays in the filter that caused it.
 */
function followRoutes(start: () => void): void {
  inject(Router)
    .events.pipe(
      filter((event) => event instanceof NavigationEnd),
      map((event) => event.urlAfterRedirects.split(/[?#]/)[0]),
      distinctUntilChanged(),
      skip(1), // By now the first page may have set the focus; if not, it is recovered.
    )
    .subscribe(start);
}
