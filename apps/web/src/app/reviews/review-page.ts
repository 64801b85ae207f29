import {
  Component,
  computed,
  effect,
  inject,
  input,
  linkedSignal,
  numberAttribute,
} from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { mdiArrowLeft } from '@mdi/js';
import type { Review } from '@action-tracker/contracts';
import { People } from '../people/people';
import { Icon } from '../platform/icons/icon';
import { Keyboard } from '../platform/keyboard/keyboard';
import { Texts } from '../platform/language/texts';
import { LoadState } from '../platform/loading/load-state';
import { PageTitle } from '../platform/navigation/page-title';
import { Polling } from '../platform/polling/polling';
import { TrackerStore } from '../trackers/tracker-store';
import { isSameKey, keyOf, type ReviewKey, ReviewsApi } from './api/reviews-api';
import { MinutesPage } from './minutes/minutes-page';
import { REVIEW_TEXTS } from './reviews.texts';
import { AgendaStore } from './walk/agenda-store';
import { AgendaWalk } from './walk/agenda-walk';

interface Shown {
  readonly key: ReviewKey;
  readonly review: Review | undefined;
}

/** One review: the walk through its agenda, or its minutes once it has ended. */
@Component({
  selector: 'at-review-page',
  imports: [AgendaWalk, Icon, LoadState, MinutesPage, RouterLink],
  template: `
    <a class="back" [routerLink]="['/trackers', trackerId(), 'reviews']">
      <at-icon [path]="backIcon" /> {{ t('reviews.title', { tracker: trackerName() }) }}
    </a>
    @if (review(); as review) {
      @if (isWalk()) {
        <at-agenda-walk [key]="key()" (finished)="isWalk.set(false)" />
      } @else {
        <at-minutes-page [key]="key()" />
      }
    } @else {
      <h1 class="visually-hidden">{{ t('reviews.heading') }}</h1>
      <at-load-state [resource]="resource" />
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
  protected readonly key = computed(() => ({ trackerId: this.trackerId(), number: this.number() }));
  protected readonly resource = inject(ReviewsApi).one(this.key);
  protected readonly review = computed(() =>
    this.resource.hasValue() ? this.resource.value() : undefined,
  );
  /** The walk knows the newest one. */
  private readonly name = computed(() => {
    const walked = this.walked.review();
    const isThis = walked && isSameKey(keyOf(walked), this.key());
    return (isThis ? walked : this.review())?.name ?? '';
  });
  /** Stays when somebody else ends the review: nothing that is being typed may disappear. */
  protected readonly isWalk = linkedSignal<Shown, boolean>({
    source: () => ({ key: this.key(), review: this.review() }),
    computation: ({ key, review }, before) =>
      (before?.source.key === key && before.value) || review?.state === 'open',
  });
  private readonly trackers = inject(TrackerStore);
  private readonly walked = inject(AgendaStore);
  protected readonly trackerName = computed(() => this.trackers.nameOf(this.trackerId()));
  protected readonly backIcon = mdiArrowLeft;

  constructor() {
    inject(People);
    this.trackers.know();
    inject(Polling).retry(this.resource);
    const router = inject(Router);
    const reviews = () => void router.navigate(['/trackers', this.trackerId(), 'reviews']);
    inject(Keyboard).offer(() => ({ reviews }));
    const pageTitle = inject(PageTitle);
    effect(() => {
      const number = this.number();
      pageTitle.set(this.t('review.title', { number, name: this.name() }).trim());
    });
  }
}
