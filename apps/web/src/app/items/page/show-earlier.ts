import { Component, computed, inject, input } from '@angular/core';
import { ProblemPanel } from '../../platform/api-problem/problem-panel';
import { Texts } from '../../platform/language/texts';
import type { GatheredEntries } from '../store/gathered-entries';

/** Below a list of which only the newest entries are there: how many that is, and how to get more. */
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
  /** How many there are in all. */
  readonly count = input.required<number>();
  /** What the button says. */
  readonly label = input.required<string>();

  protected readonly t = inject(Texts).t;
  protected readonly page = computed(() => this.entries().earlier);
  protected readonly shown = computed(() => this.entries().shown()?.length ?? 0);

  /** Not disabled meanwhile: it would lose the focus. */
  protected showEarlier(): void {
    if (!this.page().isLoading()) this.entries().showEarlier();
  }
}
