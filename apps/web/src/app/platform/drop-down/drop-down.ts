import { afterNextRender, Directive, ElementRef, inject, Injector, signal } from '@angular/core';
import { isComposing } from '../keyboard/composing';

/** In pixels, between the panel and the edge of the screen. */
const MARGIN = 8;

/**
 * Opens something below a button. An arrow down leads into it; it closes with Escape, which gives the
 * keyboard back to the button, with a press elsewhere, and when focus moves on. The button is the first of the host, and
 * what it opens is the element with `data-panel`, which is moved onto the screen.
 */
@Directive({
  host: {
    '(document:pointerdown)': 'closeUnlessInside($event.target)',
    '(focusout)': 'closeUnlessInside($event.relatedTarget)',
    '(keydown.escape)': 'close($event)',
    '(keydown.arrowdown)': 'enter($event)',
  },
})
export class DropDown {
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly injector = inject(Injector);

  readonly isOpen = signal(false);

  toggle(): void {
    this.isOpen.update((isOpen) => !isOpen);
    if (this.isOpen()) this.afterRender(() => this.keepOnScreen());
  }

  protected enter(event: Event): void {
    if (event.target !== this.host.nativeElement.querySelector('button')) return;
    event.preventDefault();
    event.stopPropagation();
    if (!this.isOpen()) this.toggle();
    const first = '[data-panel] :is(input, button, a)';
    this.afterRender(() => this.host.nativeElement.querySelector<HTMLElement>(first)?.focus());
  }

  private afterRender(then: () => void): void {
    afterNextRender(then, { injector: this.injector });
  }

  protected close(event: Event): void {
    if (!this.isOpen() || (event instanceof KeyboardEvent && isComposing(event))) return;
    event.stopPropagation();
    this.isOpen.set(false);
    this.host.nativeElement.querySelector('button')?.focus();
  }

  /** Focus that goes nowhere is a press on something that cannot have it; the press decides then. */
  protected closeUnlessInside(target: EventTarget | null): void {
    const isInside = target instanceof Node && this.host.nativeElement.contains(target);
    if (target !== null && !isInside) this.isOpen.set(false);
  }

  private keepOnScreen(): void {
    const panel = this.host.nativeElement.querySelector<HTMLElement>('[data-panel]');
    const width = panel?.ownerDocument.documentElement.clientWidth;
    if (!panel || width === undefined) return;
    const { left, right } = panel.getBoundingClientRect();
    const shift = Math.min(0, width - MARGIN - right) + Math.max(0, MARGIN - left);
    panel.style.translate = `${shift}px`;
  }
}
