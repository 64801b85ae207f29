import {
  Component,
  computed,
  effect,
  inject,
  input,
  linkedSignal,
  numberAttribute,
  signal,
} from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { mdiArrowLeft, mdiPlus } from '@mdi/js';
import type { Review, ReviewState } from '@action-tracker/contracts';
import { TrackerReviews } from '../../moments/tracker-reviews';
import { People } from '../../people/people';
import type { Problem } from '../../platform/api-problem/problem';
import { Formats } from '../../platform/formats/formats';
import { Icon } from '../../platform/icons/icon';
import { Texts } from '../../platform/language/texts';
import { LoadState } from '../../platform/loading/load-state';
import { PageTitle } from '../../platform/navigation/page-title';
import { Polling } from '../../platform/polling/polling';
import { Session } from '../../platform/session/session';
import { Rights } from '../../trackers/rights';
import { RightsHint } from '../../trackers/rights-hint';
import { TrackerStore } from '../../trackers/tracker-store';
import { ReviewsApi } from '../api/reviews-api';
import { type ReviewDetails, ReviewForm } from '../form/review-form';
import { REVIEW_TEXTS } from '../reviews.texts';
import { CompareReviews } from './compare-reviews';

/** The mark of a state's chip (`styles/_chips.scss`). */
const MARKS: Readonly<Record<ReviewState, string>> = {
  open: 'in-progress',
  closed: 'complete',
  cancelled: 'not-started',
};

/** The reviews of a tracker, latest first, and the form that opens one. */
@Component({
  selector: 'at-reviews-page',
  imports: [CompareReviews, Icon, LoadState, ReviewForm, RightsHint, RouterLink],
  templateUrl: './reviews-page.html',
  styleUrl: './reviews-page.scss',
})
export class ReviewsPage {
  readonly trackerId = input.required({ transform: numberAttribute });

  protected readonly texts = inject(Texts).with(REVIEW_TEXTS);
  protected readonly t = this.texts.t;
  private readonly api = inject(ReviewsApi);
  protected readonly rights = inject(Rights);
  private readonly trackers = inject(TrackerStore);
  private readonly people = inject(People);
  private readonly formats = inject(Formats);
  private readonly session = inject(Session);
  private readonly router = inject(Router);
  private readonly trackerReviews = inject(TrackerReviews);

  protected readonly resource = this.api.list(this.trackerId);
  private readonly etag = linkedSignal(() => this.resource.headers()?.get('ETag') ?? undefined);
  protected readonly reviews = computed(() =>
    this.resource.hasValue() ? this.resource.value() : undefined,
  );
  protected readonly open = computed(() => this.reviews()?.find(({ state }) => state === 'open'));
  protected readonly closed = computed(() =>
    (this.reviews() ?? []).filter(({ state }) => state === 'closed'),
  );
  protected readonly name = computed(() => this.trackers.nameOf(this.trackerId()));
  protected readonly isOpening = signal(false);
  /** Whether somebody else opened a review while this form was filled in. */
  protected readonly isTaken = signal(false);
  /** A meeting that repeats has the same name and the same people. */
  protected readonly proposed = computed<ReviewDetails>(() => {
    const [last] = this.closed();
    return {
      name: last?.name ?? '',
      held_on: this.session.today() ?? '',
      participants: last?.participants ?? [],
    };
  });
  protected readonly marks = MARKS;
  protected readonly backIcon = mdiArrowLeft;
  protected readonly plusIcon = mdiPlus;

  constructor() {
    this.trackers.know();
    const pageTitle = inject(PageTitle);
    effect(() => pageTitle.set(this.t('reviews.title', { tracker: this.name() })));
    const polling = inject(Polling);
    polling.retry(this.resource);
    polling.watch(
      () => this.poll(),
      () => this.trackerId(),
    );
  }

  protected stateKey(state: ReviewState): `reviewState.${ReviewState}` {
    return `reviewState.${state}`;
  }

  protected dateOf({ held_on }: Review): string {
    return this.formats.plainDate(held_on);
  }

  protected namesOf({ participants }: Review): string {
    return participants.map((id) => this.people.nameOf(id)).join(', ');
  }

  /** The closed review before this one, with which it is compared. */
  protected before({ number }: Review): Review | undefined {
    return this.closed().find((other) => other.number < number);
  }

  protected readonly openOne = async (details: ReviewDetails): Promise<void> => {
    const { number } = await this.api.open(this.trackerId(), details);
    this.trackerReviews.refresh();
    await this.router.navigate(['/trackers', this.trackerId(), 'reviews', number]);
  };

  /** Somebody else opened one in the meantime: the page leads to it. */
  protected readonly isOtherOpen = ({ code }: Problem): boolean => {
    if (code !== 'CONFLICT') return false;
    this.isOpening.set(false);
    this.isTaken.set(true);
    this.resource.reload();
    return true;
  };
  private async poll(): Promise<void> {
    const trackerId = this.trackerId();
    if (!this.resource.hasValue()) return;
    const changed = await this.api.listIfChanged(trackerId, this.etag());
    if (!changed || trackerId !== this.trackerId()) return;
    this.resource.set(changed.body);
    this.etag.set(changed.etag);
  }
}
