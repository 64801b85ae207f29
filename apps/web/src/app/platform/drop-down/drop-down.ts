import { afterNextRender, Directive, ElementRef, inject, Injector, signal } from '@angular/core';
import { isComposing } from '../keyboard/composing';

/** In pixels, between the panel and the edge of the screen. */
const MARGIN = 8;

/**
 * Opens a panel below a button. The down arrow moves the focus into it. It closes with Escape,
 * which returns the focus to the button, with a click elsewhere, and when the focus leaves. The
 * button is the host's first one; the panel is the element with `data-panel`, which is kept within
 * the screen.
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

  /**
   * Focus that moves to nothing means a click on something not focusable; the click handler
   * decides.
   */
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
