import { Component, computed, inject, input } from '@angular/core';
import { Drafts } from '../../platform/drafts/drafts';
import { DRAFT_TEXTS } from '../../platform/drafts/draft-offers.texts';
import { Texts } from '../../platform/language/texts';
import { Session } from '../../platform/session/session';
import type { ReviewKey } from '../api/reviews-api';
import { REVIEW_TEXTS } from '../reviews.texts';
import { minutesDraft } from './minutes-draft';

/** Text for the minutes that was typed here but not saved before the review was closed. */
@Component({
  selector: 'at-unsaved-minutes',
  template: `
    @for (draft of drafts(); track draft.id) {
      <div class="callout is-warning" role="status">
        <div>
          <strong>{{ t('minutes.tooLate') }}</strong>
          <p class="prose">{{ draft.fields['text'] }}</p>
          <button type="button" class="button" (click)="forget(draft.id)">
            {{ draftTexts.t('draft.discard') }}
          </button>
        </div>
      </div>
    }
  `,
  styles: `
    .prose {
      margin-block: 6px 8px;
    }
    @media print {
      :host {
        display: none;
      }
    }
  `,
})
export class UnsavedMinutes {
  readonly key = input.required<ReviewKey>();

  protected readonly t = inject(Texts).with(REVIEW_TEXTS).t;
  protected readonly draftTexts = inject(Texts).with(DRAFT_TEXTS);
  private readonly stored = inject(Drafts);
  private readonly session = inject(Session);
  protected readonly drafts = computed(() => {
    const me = this.session.me();
    return me ? this.stored.read(me.id, minutesDraft(this.key())) : [];
  });

  protected forget(id: string): void {
    this.stored.forget(id);
  }
}
