import { Component, computed, inject, input, linkedSignal } from '@angular/core';
import { Texts } from '../../platform/language/texts';
import { ITEM_PAGE_TEXTS } from './item-page.texts';

const MANY_LINES = 10;
const MANY_CHARS = 800;

/** Collapses long text. It expands on demand, for print, or when a link in it gets the focus. */
@Component({
  selector: 'at-folded-text',
  template: `
    <p class="prose" [class.is-folded]="isFolded()" (focusin)="isFolded.set(false)">
      <ng-content />
    </p>
    @if (isLong()) {
      <button
        type="button"
        class="plain"
        [attr.aria-expanded]="!isFolded()"
        (click)="isFolded.set(!isFolded())"
      >
        {{ t(isFolded() ? 'note.showAll' : 'note.showLess') }}
      </button>
    }
  `,
  styles: `
    @media screen {
      .is-folded {
        display: -webkit-box;
        overflow: hidden;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 6;
      }
    }
    @media print {
      button {
        display: none;
      }
    }
    button {
      margin-inline-start: -6px;
    }
  `,
})
export class FoldedText {
  readonly text = input.required<string>();

  protected readonly t = inject(Texts).with(ITEM_PAGE_TEXTS).t;
  protected readonly isLong = computed(
    () => this.text().length > MANY_CHARS || this.text().split('\n').length > MANY_LINES,
  );
  protected readonly isFolded = linkedSignal(() => this.isLong());
}
