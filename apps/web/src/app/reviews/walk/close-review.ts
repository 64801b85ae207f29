import { Component, computed, inject, input, output, signal } from '@angular/core';
import type { Review } from '@action-tracker/contracts';
import { StatusChip } from '../../items/fields/status-chip';
import { type Problem, toProblem } from '../../platform/api-problem/problem';
import { Refusal } from '../../platform/api-problem/refusal';
import { Dialog } from '../../platform/dialogs/dialog';
import { Texts } from '../../platform/language/texts';
import { LoadState } from '../../platform/loading/load-state';
import { keyOf, ReviewsApi } from '../api/reviews-api';
import { REVIEW_TEXTS } from '../reviews.texts';

/** Titles beyond these are counted only. */
const MAX_LISTED = 50;

/** Before a review is closed for good: what was not discussed, and the minutes as they will be. */
@Component({
  selector: 'at-close-review',
  imports: [Dialog, LoadState, Refusal, StatusChip],
  templateUrl: './close-review.html',
  styles: `
    h3 {
      margin-top: 16px;
      font-size: 14px;
    }
    ul {
      max-height: 36vh;
      overflow-y: auto;
      margin: 4px 0 0 -8px;
      padding: 0;
      list-style: none;
    }
    li button {
      display: flex;
      align-items: center;
      gap: 8px;
      width: 100%;
      padding: 4px 8px;
      border: 0;
      border-radius: 6px;
      background: none;
      color: inherit;
      font: inherit;
      text-align: start;
      cursor: pointer;
    }
    li button:hover {
      background: var(--at-hover);
    }
    .id {
      color: var(--at-text-soft);
      font-variant-numeric: tabular-nums;
      white-space: nowrap;
    }
    .title {
      flex: 1;
      min-width: 0;
      overflow-wrap: anywhere;
    }
    @media (width < 640px) {
      at-status-chip {
        display: none;
      }
    }
    .prose {
      max-height: 24vh;
      overflow-y: auto;
      margin-top: 4px;
      padding: 8px 12px;
      border-radius: 8px;
      background: var(--at-raised);
    }
    .final {
      margin-top: 16px;
    }
  `,
})
export class CloseReview {
  readonly review = input.required<Review>();
  /** Saves the minutes; false if they are not saved. */
  readonly saveMinutes = input.required<() => Promise<boolean>>();
  readonly left = output();
  /** An item that was not discussed, to go back to. */
  readonly chosen = output<string>();
  readonly closed = output<Review>();
  /** Somebody else was faster. */
  readonly lost = output();

  protected readonly texts = inject(Texts).with(REVIEW_TEXTS);
  protected readonly t = this.texts.t;
  private readonly api = inject(ReviewsApi);
  protected readonly minutes = this.api.minutes(() => keyOf(this.review()));
  private readonly open = computed(() =>
    this.minutes.hasValue()
      ? this.minutes.value().not_discussed.filter(({ status }) => status !== 'Complete')
      : [],
  );
  protected readonly count = computed(() => this.open().length);
  protected readonly listed = computed(() => this.open().slice(0, MAX_LISTED));
  protected readonly refusal = signal<Problem | undefined>(undefined);
  protected readonly isClosing = signal(false);

  protected async close(): Promise<void> {
    if (this.isClosing()) return;
    this.isClosing.set(true);
    this.refusal.set(undefined);
    try {
      if (await this.saveMinutes()()) {
        this.closed.emit(await this.api.end(keyOf(this.review()), 'close'));
      } else {
        this.left.emit();
      }
    } catch (failure) {
      this.refuse(toProblem(failure));
    } finally {
      this.isClosing.set(false);
    }
  }

  private refuse(problem: Problem): void {
    if (problem.code === 'CONFLICT') this.lost.emit();
    else this.refusal.set(problem);
  }
}
