import { Directive, ElementRef, inject } from '@angular/core';
import { ItemListStore } from '../store/item-list-store';

/** Tells the list while the pointer or the focus is in the table, so that its rows stay in place. */
@Directive({
  host: {
    '(pointerenter)': 'use(true, hasFocus)',
    '(pointerleave)': 'use(false, hasFocus)',
    '(focusin)': 'use(isPointedAt, true)',
    '(focusout)': 'leave($event)',
  },
})
export class TableUse {
  private readonly store = inject(ItemListStore);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  protected isPointedAt = false;
  protected hasFocus = false;

  protected leave({ relatedTarget }: FocusEvent): void {
    const isInside = relatedTarget instanceof Node && this.host.contains(relatedTarget);
    // Replacing one part of an editor by another is not leaving it.
    const isSwap = relatedTarget === null && this.host.querySelector('at-cell-editor') !== null;
    if (!isInside && !isSwap) this.use(this.isPointedAt, false);
  }

  protected use(isPointedAt: boolean, hasFocus: boolean): void {
    this.isPointedAt = isPointedAt;
    this.hasFocus = hasFocus;
    this.store.setInUse(isPointedAt || hasFocus);
    // Rows stay in place while they are refreshed and one of them has the focus.
    if (hasFocus && !this.store.isCurrent()) this.store.holdOrder();
  }
}
