import { Component, computed, inject, input } from '@angular/core';
import { ProblemPanel } from '../../platform/api-problem/problem-panel';
import { Texts } from '../../platform/language/texts';
import type { GatheredEntries } from '../store/gathered-entries';
import { ITEM_PAGE_TEXTS } from './item-page.texts';

/** Below a paged list: how many entries are loaded, and a button for earlier ones. */
@Component({
  selector: 'at-show-earlier',
  imports: [ProblemPanel],
  template: `
    @if (shown() < count()) {
      @if (page().error(); as failure) {
        <at-problem-panel [failure]="failure" (retried)="page().reload()" />
      } @else {
        <p class="soft" role="status">
          {{ t('earlier.shown', { shown: shown(), count: count() }) }}
        </p>
        <button
          type="button"
          class="button"
          [attr.aria-disabled]="page().isLoading()"
          (click)="showEarlier()"
        >
          {{ label() }}
        </button>
      }
    }
  `,
  styles: `
    p {
      margin-block: 12px 8px;
      font-variant-numeric: tabular-nums;
    }
    @media print {
      button {
        display: none;
      }
    }
  `,
})
export class ShowEarlier {
  readonly entries =
    input.required<Pick<GatheredEntries<unknown>, 'shown' | 'earlier' | 'showEarlier'>>();
  /** Total number of entries. */
  readonly count = input.required<number>();
  /** Label of the button. */
  readonly label = input.required<string>();

  protected readonly t = inject(Texts).with(ITEM_PAGE_TEXTS).t;
  protected readonly page = computed(() => this.entries().earlier);
  protected readonly shown = computed(() => this.entries().shown()?.length ?? 0);

  /** Not disabled while loading, because that would lose the focus. */
  protected showEarlier(): void {
    if (!this.page().isLoading()) this.entries().showEarlier();
  }
}
