import { Component, inject, input, output, signal } from '@angular/core';
import type { Review } from '@action-tracker/contracts';
import { type Problem, toProblem } from '../../platform/api-problem/problem';
import { Refusal } from '../../platform/api-problem/refusal';
import { Dialog } from '../../platform/dialogs/dialog';
import { Texts } from '../../platform/language/texts';
import { keyOf, ReviewsApi } from '../api/reviews-api';
import { REVIEW_TEXTS } from '../reviews.texts';

/** Asks before a review that was opened by mistake is cancelled. */
@Component({
  selector: 'at-cancel-review',
  imports: [Dialog, Refusal],
  template: `
    <at-dialog [label]="t('cancel.title')" (closed)="left.emit()">
      <h2>{{ t('cancel.title') }}</h2>
      @if (refusal(); as problem) {
        <at-refusal [problem]="problem" />
      }
      <p class="what">{{ t('cancel.what', { number: review().number }) }}</p>
      <div class="actions">
        <button type="button" class="button" (click)="cancel()">{{ t('cancel.do') }}</button>
        <button type="button" class="button is-filled is-safe" (click)="left.emit()">
          {{ t('cancel.back') }}
        </button>
      </div>
    </at-dialog>
  `,
  styles: `
    .what {
      margin-top: 8px;
    }
  `,
})
export class CancelReview {
  readonly review = input.required<Review>();
  readonly left = output();
  readonly cancelled = output();
  /** It has ended already. */
  readonly lost = output();

  protected readonly t = inject(Texts).with(REVIEW_TEXTS).t;
  private readonly api = inject(ReviewsApi);
  protected readonly refusal = signal<Problem | undefined>(undefined);

  protected async cancel(): Promise<void> {
    this.refusal.set(undefined);
    try {
      await this.api.end(keyOf(this.review()), 'cancel');
      this.cancelled.emit();
    } catch (failure) {
      const problem = toProblem(failure);
      if (problem.code === 'CONFLICT') this.lost.emit();
      else this.refusal.set(problem);
    }
  }
}
