import { Directive, inject } from '@angular/core';
import { cellOf } from '../inline-edit/grid-cursor';
import { ItemSelection } from '../store/item-selection';
import { isListReadOnly } from '../store/read-only-list';

/** Selects rows with the mouse: their checkboxes, and Shift or Ctrl with a click on a cell. */
@Directive({ host: { '(mousedown)': 'keepText($event)', '(click)': 'follow($event)' } })
export class RowSelection {
  private readonly selection = inject(ItemSelection);
  private readonly isReadOnly = isListReadOnly();

  /** Otherwise Shift marks the text between the two clicks. */
  protected keepText(event: MouseEvent): void {
    if (event.shiftKey && this.rowOf(event)) event.preventDefault();
  }

  protected follow(event: MouseEvent): void {
    const row = this.rowOf(event);
    if (!row) return;
    const { cell, box } = row;
    const id = cellOf(cell)?.itemId ?? '';
    if (event.shiftKey) this.selection.extendTo(id);
    else if (box || event.ctrlKey || event.metaKey) this.selection.toggle(id);
    else return;
    // The browser checks a box by itself, which may be what a range has done already.
    if (box?.checked !== this.selection.has(id)) event.preventDefault();
    // Keys belong to the cell.
    cell.focus({ preventScroll: true });
  }

  /** The cell of a click that may select; links and editors have clicks of their own. */
  private rowOf({ target }: MouseEvent) {
    if (this.isReadOnly() || !(target instanceof Element)) return undefined;
    const cell = target.closest<HTMLElement>('td[data-cell]');
    const isBox = target instanceof HTMLInputElement && target.matches('.pick');
    const box = isBox ? target : undefined;
    const isOther = !box && target.closest('a, at-cell-editor') !== null;
    return cell && !isOther ? { cell, box } : undefined;
  }
}
