import { DestroyRef, Directive, DOCUMENT, ElementRef, inject, output } from '@angular/core';

/** How far below the screen the end may be when it counts as near. */
const MARGIN = '1200px';

/**
 * Says when its element comes near the screen, and says it again as long as it stays near: a
 * browser reports only the change, so the element is watched anew after every report.
 */
@Directive({ selector: '[atNearEnd]' })
export class NearEnd {
  readonly nearEnd = output({ alias: 'atNearEnd' });

  constructor() {
    const { nativeElement } = inject<ElementRef<Element>>(ElementRef);
    const Observer = inject(DOCUMENT).defaultView?.IntersectionObserver;
    if (!Observer) return;
    const observer = new Observer((entries) => this.report(entries, observer), {
      rootMargin: MARGIN,
    });
    observer.observe(nativeElement);
    inject(DestroyRef).onDestroy(() => observer.disconnect());
  }

  private report(entries: readonly IntersectionObserverEntry[], observer: IntersectionObserver) {
    const latest = entries.at(-1);
    if (!latest?.isIntersecting) return;
    this.nearEnd.emit();
    observer.unobserve(latest.target);
    observer.observe(latest.target);
  }
}
