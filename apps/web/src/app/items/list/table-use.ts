import { Directive, ElementRef, inject } from '@angular/core';
import { ItemListStore } from '../store/item-list-store';

/** Tells the list while the pointer or the focus is in the table, so that its rows stay in place. */
@Directive({
  host: {
    '(pointerenter)': 'use({ isPointedAt: true })',
    '(pointerleave)': 'use({ isPointedAt: false })',
    '(focusin)': 'enter()',
    '(focusout)': 'leave($event)',
  },
})
export class TableUse {
  private readonly store = inject(ItemListStore);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private presence = { isPointedAt: false, hasFocus: false };

  /** Rows that are being refreshed stay in place for whoever works in them already. */
  protected enter(): void {
    this.use({ hasFocus: true });
    if (!this.store.isCurrent()) this.store.holdOrder();
  }

  protected leave({ relatedTarget }: FocusEvent): void {
    const isInside = relatedTarget instanceof Node && this.host.contains(relatedTarget);
    // Replacing one part of an editor by another is not leaving it.
    const isSwap = relatedTarget === null && this.host.querySelector('at-cell-editor') !== null;
    if (!isInside && !isSwap) this.use({ hasFocus: false });
  }

  protected use(given: Partial<typeof this.presence>): void {
    this.presence = { ...this.presence, ...given };
    this.store.setInUse(this.presence.isPointedAt || this.presence.hasFocus);
  }
}
