import { Component, inject, input, output } from '@angular/core';
import { Formats } from '../formats/formats';
import { Texts } from '../language/texts';
import type { Draft } from './drafts';
import { DRAFT_TEXTS } from './draft-offers.texts';

/** Offers drafts of earlier visits. Nothing is put into the form before the user accepts. */
@Component({
  selector: 'at-draft-offers',
  template: `
    @for (offer of offers(); track offer.id) {
      <div class="callout is-warning" role="status">
        <span>
          {{
            offer.begunAt === null
              ? t('draft.unsaved')
              : t('draft.unsavedFrom', { when: formats.moment(offer.begunAt) })
          }}
        </span>
        <div class="choices">
          <button class="button" type="button" (click)="used.emit(offer)">
            {{ t('draft.use') }}
          </button>
          <button class="button is-text" type="button" (click)="discarded.emit(offer)">
            {{ t('draft.discard') }}
          </button>
        </div>
      </div>
    }
  `,
  styles: `
    .choices {
      display: flex;
      align-items: center;
      gap: 4px;
    }
    .callout {
      flex-wrap: wrap;
      align-items: center;
    }
    span {
      flex: 1;
      min-width: 200px;
    }
  `,
})
export class DraftOffers {
  readonly offers = input.required<readonly Draft[]>();
  readonly used = output<Draft>();
  readonly discarded = output<Draft>();

  protected readonly t = inject(Texts).with(DRAFT_TEXTS).t;
  protected readonly formats = inject(Formats);
}
