import {
  Component,
  computed,
  effect,
  inject,
  input,
  numberAttribute,
  untracked,
} from '@angular/core';
import { RouterLink } from '@angular/router';
import { mdiArrowLeft } from '@mdi/js';
import { People } from '../people/people';
import { Formats } from '../platform/formats/formats';
import { Icon } from '../platform/icons/icon';
import { Texts } from '../platform/language/texts';
import { LoadState } from '../platform/loading/load-state';
import { PageTitle } from '../platform/navigation/page-title';
import { Polling } from '../platform/polling/polling';
import { REVIEW_TEXTS } from './reviews.texts';
import { AgendaStore } from './walk/agenda-store';
import { AgendaWalk } from './walk/agenda-walk';

/** One review. */
@Component({
  selector: 'at-review-page',
  imports: [AgendaWalk, Icon, LoadState, RouterLink],
  template: `
    <a class="back" [routerLink]="['/trackers', trackerId(), 'reviews']">
      <at-icon [path]="backIcon" /> {{ t('reviews.heading') }}
    </a>
    @if (review(); as review) {
      <div class="page-head">
        <h1>
          {{ review.name }} <span class="soft">{{ date() }}</span>
        </h1>
      </div>
      <at-agenda-walk />
    } @else {
      <h1 class="visually-hidden">{{ t('reviews.heading') }}</h1>
      <at-load-state [resource]="store.resource" />
    }
  `,
  styles: `
    .back {
      display: inline-flex;
      align-items: center;
      gap: 4px;
      margin-bottom: 8px;
      color: var(--at-text-soft);
      font-size: 13px;
      text-decoration: none;
    }
  `,
})
export class ReviewPage {
  readonly trackerId = input.required({ transform: numberAttribute });
  readonly number = input.required({ transform: numberAttribute });

  protected readonly t = inject(Texts).with(REVIEW_TEXTS).t;
  protected readonly store = inject(AgendaStore);
  private readonly formats = inject(Formats);
  protected readonly review = computed(() => {
    const review = this.store.review();
    return review?.number === this.number() ? review : undefined;
  });
  protected readonly date = computed(() => {
    const review = this.review();
    return review ? this.formats.plainDate(review.held_on) : '';
  });
  protected readonly backIcon = mdiArrowLeft;

  constructor() {
    inject(People);
    const pageTitle = inject(PageTitle);
    effect(() => {
      const key = { trackerId: this.trackerId(), number: this.number() };
      untracked(() => this.store.show(key));
    });
    effect(() => {
      const number = this.number();
      pageTitle.set(this.t('review.title', { number, name: this.review()?.name ?? '' }).trim());
    });
    inject(Polling).watch(() => this.store.poll());
  }
}
