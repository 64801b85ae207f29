import { Directive, ElementRef, inject, signal } from '@angular/core';
import { isComposing } from '../keyboard/composing';

/**
 * Opens something below a button: it closes with Escape, which gives the keyboard back to the
 * button, with a press elsewhere, and when focus moves on. The button is the first of the host.
 */
@Directive({
  host: {
    '(document:pointerdown)': 'closeUnlessInside($event.target)',
    '(focusout)': 'closeUnlessInside($event.relatedTarget)',
    '(keydown.escape)': 'close($event)',
  },
})
export class DropDown {
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);

  readonly isOpen = signal(false);

  toggle(): void {
    this.isOpen.update((isOpen) => !isOpen);
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
}
