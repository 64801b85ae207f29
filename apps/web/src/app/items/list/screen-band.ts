/**
 * The part of a long element that is on or near the screen while the page or a parent scrolls. It
 * changes in steps, so that not every scrolled pixel renders rows.
 */
import {
  afterNextRender,
  DestroyRef,
  DOCUMENT,
  type ElementRef,
  inject,
  type Signal,
  signal,
} from '@angular/core';

/** In pixels from the element's top. */
export interface Band {
  readonly from: number;
  readonly to: number;
}

const STEP = 160;
/**
 * Extra pixels rendered beyond the viewport: the distance a wheel scrolls before the next frame.
 */
const MARGIN = 320;

/** Requires an injection context. */
export function screenBand(element: Signal<ElementRef<HTMLElement>>): Signal<Band> {
  const window = inject(DOCUMENT).defaultView;
  const height = () => window?.innerHeight ?? 0;
  const band = signal(bandFrom(0, height()), {
    equal: (a, b) => a.from === b.from && a.to === b.to,
  });
  const measure = () => {
    const above = -element().nativeElement.getBoundingClientRect().top;
    band.set(bandFrom(above, height()));
  };
  const events = ['scroll', 'resize'] as const;
  // Captured, because the scrolling element may be the page or any element in it.
  const options = { passive: true, capture: true };
  events.forEach((event) => window?.addEventListener(event, measure, options));
  inject(DestroyRef).onDestroy(() =>
    events.forEach((event) => window?.removeEventListener(event, measure, options)),
  );
  afterNextRender(measure);
  return band.asReadonly();
}

function bandFrom(above: number, height: number): Band {
  const from = Math.floor((above - MARGIN) / STEP) * STEP;
  return { from, to: from + Math.ceil((height + 2 * MARGIN) / STEP + 1) * STEP };
}
