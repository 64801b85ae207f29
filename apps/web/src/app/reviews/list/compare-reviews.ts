import { Component, computed, inject, input, linkedSignal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { mdiCompareHorizontal } from '@mdi/js';
import type { Review } from '@action-tracker/contracts';
import { Icon } from '../../platform/icons/icon';
import { Texts } from '../../platform/language/texts';
import { REVIEW_TEXTS } from '../reviews.texts';

/** Leads to what changed between two closed reviews; the two latest ones, unless others are chosen. */
@Component({
  selector: 'at-compare-reviews',
  imports: [Icon, RouterLink],
  template: `
    <div class="row" role="group" [attr.aria-label]="t('reviews.compare')">
      <label>
        {{ t('reviews.compareFrom') }}
        <select #fromList (change)="from.set(+fromList.value)">
          @for (review of reviews(); track review.number) {
            <option [value]="review.number" [selected]="review.number === from()">
              {{ labelOf(review) }}
            </option>
          }
        </select>
      </label>
      <label>
        {{ t('reviews.compareTo') }}
        <select #toList (change)="to.set(+toList.value)">
          @for (review of reviews(); track review.number) {
            <option [value]="review.number" [selected]="review.number === to()">
              {{ labelOf(review) }}
            </option>
          }
        </select>
      </label>
      @if (ends(); as ends) {
        <a class="button" [routerLink]="['/trackers', trackerId(), 'changes']" [queryParams]="ends">
          <at-icon [path]="compareIcon" /> {{ t('reviews.compareDo') }}
        </a>
      } @else {
        <span class="soft" role="status">{{ t('reviews.compareSame') }}</span>
      }
    </div>
  `,
  styles: `
    .row {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 8px 12px;
      margin-bottom: 10px;
      color: var(--at-text-soft);
      font-size: 13px;
    }
    label {
      display: inline-flex;
      align-items: center;
      gap: 8px;
      min-width: 0;
    }
    select {
      min-width: 0;
      max-width: 240px;
      height: 32px;
      padding: 0 6px;
      border: 1px solid var(--at-control);
      border-radius: 6px;
      background: var(--at-page);
      color: var(--at-text);
      font: inherit;
    }
  `,
})
export class CompareReviews {
  readonly trackerId = input.required<number>();
  /** Closed ones, latest first. */
  readonly reviews = input.required<readonly Review[]>();

  protected readonly t = inject(Texts).with(REVIEW_TEXTS).t;
  protected readonly from = linkedSignal(() => this.reviews()[1]?.number ?? 0);
  protected readonly to = linkedSignal(() => this.reviews()[0]?.number ?? 0);
  /** The earlier one first, whichever was chosen where. */
  protected readonly ends = computed(() => {
    const [from = 0, to = 0] = [this.from(), this.to()].toSorted((a, b) => a - b);
    return from === to ? undefined : { from: `review:${from}`, to: `review:${to}` };
  });
  protected readonly compareIcon = mdiCompareHorizontal;

  protected labelOf({ number, name }: Review): string {
    return `${number} ${name}`;
  }
}
