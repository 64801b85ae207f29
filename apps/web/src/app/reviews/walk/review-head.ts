import { Component, computed, inject, input, output, signal } from '@angular/core';
import { Router } from '@angular/router';
import { mdiPencilOutline } from '@mdi/js';
import type { Review } from '@action-tracker/contracts';
import { TrackerReviews } from '../../moments/tracker-reviews';
import { People } from '../../people/people';
import { Announcer } from '../../platform/announcer/announcer';
import { Formats } from '../../platform/formats/formats';
import { Icon } from '../../platform/icons/icon';
import { Keyboard } from '../../platform/keyboard/keyboard';
import { Texts } from '../../platform/language/texts';
import { Rights } from '../../trackers/rights';
import { REVIEW_TEXTS } from '../reviews.texts';
import { AgendaStore } from './agenda-store';
import { CancelReview } from './cancel-review';
import { CloseReview } from './close-review';
import { EditReview } from './edit-review';

/** Name, day and participants of the review that is walked, and what ends it. */
@Component({
  selector: 'at-review-head',
  imports: [CancelReview, CloseReview, EditReview, Icon],
  templateUrl: './review-head.html',
  styleUrl: './review-head.scss',
})
export class ReviewHead {
  readonly review = input.required<Review>();
  /** Saves the minutes that are being written; false if that failed. */
  readonly saveMinutes = input.required<() => Promise<boolean>>();
  /** An item to go back to. */
  readonly chosen = output<string>();
  /** The minutes are final, and wanted. */
  readonly finished = output();

  protected readonly t = inject(Texts).with(REVIEW_TEXTS).t;
  private readonly store = inject(AgendaStore);
  private readonly people = inject(People);
  private readonly formats = inject(Formats);
  private readonly announcer = inject(Announcer);
  private readonly router = inject(Router);
  private readonly trackerReviews = inject(TrackerReviews);
  private readonly rights = inject(Rights);
  protected readonly isOpen = computed(() => this.review().state === 'open');
  protected readonly mayHold = computed(() =>
    this.rights.may('hold_review', this.review().tracker_id),
  );
  protected readonly date = computed(() => this.formats.plainDate(this.review().held_on));
  protected readonly names = computed(() =>
    this.review()
      .participants.map((id) => this.people.nameOf(id))
      .join(', '),
  );
  protected readonly ended = computed(() => {
    const { state, closed_at } = this.review();
    if (state === 'cancelled') return this.t('review.wasCancelled');
    return closed_at ? this.t('review.wasClosed', { when: this.formats.timestamp(closed_at) }) : '';
  });
  protected readonly dialog = signal<'edit' | 'close' | 'cancel' | undefined>(undefined);
  protected readonly editIcon = mdiPencilOutline;

  constructor() {
    inject(Keyboard).offer(() =>
      this.isOpen() && this.mayHold() ? { closeReview: () => void this.askToClose() } : {},
    );
  }

  /** The dialog shows the minutes as they are saved. */
  protected async askToClose(): Promise<void> {
    if (await this.saveMinutes()()) this.dialog.set('close');
  }

  protected goTo(itemId: string): void {
    this.dialog.set(undefined);
    this.chosen.emit(itemId);
  }

  protected finish(closed: Review): void {
    this.dialog.set(undefined);
    this.store.receiveReview(closed);
    this.trackerReviews.refresh();
    this.announcer.announce(this.t('close.done'));
    this.finished.emit();
  }

  /** Somebody else has ended it; the page says so as soon as the answer is there. */
  protected lose(): void {
    this.dialog.set(undefined);
    void this.store.poll();
    this.trackerReviews.refresh();
  }

  protected leave(): void {
    const { tracker_id } = this.review();
    this.dialog.set(undefined);
    this.announcer.announce(this.t('review.wasCancelled'));
    void this.router.navigate(['/trackers', tracker_id, 'reviews']);
  }
}
