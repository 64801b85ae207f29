import { Component, computed, ElementRef, inject, input } from '@angular/core';
import { isComposing } from '../../platform/keyboard/composing';
import { Texts } from '../../platform/language/texts';
import { FieldWords } from '../fields/field-words';
import type { ItemColumn } from '../view/item-order';
import { MAX_WIDTH, MIN_WIDTH, TableLayout } from './table-layout';
import { COLUMN_EDGE_TEXTS } from './column-edge.texts';

const STEP = 16;

/**
 * The resize handle of a column: dragged with the pointer, or moved with the arrow keys when
 * focused. Enter or a double-click restores the default width.
 */
@Component({
  selector: 'at-column-edge',
  template: '',
  host: {
    role: 'separator',
    tabindex: '0',
    'aria-orientation': 'vertical',
    '[attr.aria-label]': 'label()',
    '[attr.title]': "t('table.resizeHint')",
    '[attr.aria-valuenow]': 'width()',
    'aria-valuemin': `${MIN_WIDTH}`,
    'aria-valuemax': `${MAX_WIDTH}`,
    '(keydown)': 'followKey($event)',
    '(pointerdown)': 'take($event)',
    '(pointermove)': 'pull($event)',
    '(pointerup)': 'layout.drop()',
    '(pointercancel)': 'layout.drop()',
    '(dblclick)': 'layout.resetWidth(column())',
  },
  styles: `
    :host {
      position: absolute;
      z-index: 1;
      inset-block: 0;
      inset-inline-end: 0;
      width: 9px;
      cursor: col-resize;
      touch-action: none;
    }
    :host::after {
      position: absolute;
      inset: 8px 0 8px auto;
      width: 1px;
      background: var(--at-line);
      content: '';
    }
    :host(:hover)::after,
    :host(:focus-visible)::after {
      inset-block: 0;
      width: 3px;
      background: var(--at-accent);
    }
    :host(:focus-visible) {
      outline: none;
    }
    @media (width < 860px) {
      :host {
        display: none;
      }
    }
    @media print {
      :host {
        display: none;
      }
    }
  `,
})
export class ColumnEdge {
  readonly column = input.required<ItemColumn>();

  protected readonly t = inject(Texts).with(COLUMN_EDGE_TEXTS).t;
  private readonly words = inject(FieldWords);
  protected readonly layout = inject(TableLayout);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  private start: { readonly x: number; readonly width: number } | undefined;

  protected readonly label = computed(() =>
    this.t('table.widthOf', { column: this.words.column(this.column()) }),
  );
  protected readonly width = computed(() => this.layout.widthOf(this.column()));

  protected followKey(event: KeyboardEvent): void {
    if (isComposing(event)) return;
    const column = this.column();
    if (event.key === 'ArrowLeft') this.layout.resize(column, this.drawnWidth() - STEP);
    else if (event.key === 'ArrowRight') this.layout.resize(column, this.drawnWidth() + STEP);
    else if (event.key === 'Home') this.layout.resize(column, MIN_WIDTH);
    else if (event.key === 'Enter') this.layout.resetWidth(column);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  protected take(event: PointerEvent): void {
    if (event.button !== 0) return;
    this.host.nativeElement.setPointerCapture(event.pointerId);
    this.start = { x: event.clientX, width: this.drawnWidth() };
    event.preventDefault();
  }

  protected pull({ clientX, pointerId }: PointerEvent): void {
    if (!this.start || !this.host.nativeElement.hasPointerCapture(pointerId)) return;
    this.layout.drag(this.column(), this.start.width + clientX - this.start.x);
  }

  /** A flexible column is wider than its minimum. */
  private drawnWidth(): number {
    const drawn = this.host.nativeElement.parentElement?.offsetWidth ?? 0;
    return drawn > 0 ? drawn : this.width();
  }
}
