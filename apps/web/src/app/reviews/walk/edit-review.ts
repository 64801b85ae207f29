import { Component, inject, input, linkedSignal, output, signal } from '@angular/core';
import type { Review } from '@action-tracker/contracts';
import { People } from '../../people/people';
import { Announcer } from '../../platform/announcer/announcer';
import { type Problem, toProblem } from '../../platform/api-problem/problem';
import { Dialog } from '../../platform/dialogs/dialog';
import { Formats } from '../../platform/formats/formats';
import { Texts } from '../../platform/language/texts';
import { keyOf, ReviewsApi } from '../api/reviews-api';
import { type ReviewDetails, ReviewForm } from '../form/review-form';
import { REVIEW_TEXTS } from '../reviews.texts';
import { AgendaStore } from './agenda-store';

const FIELDS = ['name', 'held_on', 'participants'] as const;
type Field = (typeof FIELDS)[number];

/**
 * Corrects name, day and participants, and sends only what was changed here. If somebody else
 * changed the same field in between, their value is shown, and the next save knowingly replaces it.
 */
@Component({
  selector: 'at-edit-review',
  imports: [Dialog, ReviewForm],
  template: `
    <at-dialog [label]="t('review.edit')" (closed)="closed.emit()">
      <h2>{{ t('review.edit') }}</h2>
      @if (collisions().length > 0) {
        <div class="callout is-warning" role="alert">
          <div>
            <strong>{{ t('review.conflict') }}</strong>
            @for (field of collisions(); track field) {
              <p>{{ t('review.conflictOf', { field: labelOf(field), value: valueOf(field) }) }}</p>
            }
          </div>
        </div>
      }
      <at-review-form
        [details]="opened()"
        [sendLabel]="t('review.save')"
        [save]="save"
        [isTold]="isTold"
        (left)="closed.emit()"
      />
    </at-dialog>
  `,
})
export class EditReview {
  readonly review = input.required<Review>();
  readonly closed = output();

  protected readonly t = inject(Texts).with(REVIEW_TEXTS).t;
  private readonly api = inject(ReviewsApi);
  private readonly store = inject(AgendaStore);
  private readonly announcer = inject(Announcer);
  private readonly formats = inject(Formats);
  private readonly people = inject(People);
  /** Later answers do not disturb what is being typed. */
  protected readonly opened = linkedSignal<Review, Review>({
    source: () => this.review(),
    computation: (review, before) => before?.value ?? review,
  });
  /** The server's values when this user last saw them. */
  private readonly seen = linkedSignal(() => this.opened());
  protected readonly collisions = signal<readonly Field[]>([]);

  protected readonly save = async (details: ReviewDetails): Promise<void> => {
    this.collisions.set([]);
    const newest = await this.send(details);
    this.store.receiveReview(newest);
    if (this.collisions().length > 0) return;
    this.announcer.announce(this.t('review.saved'));
    this.closed.emit();
  };

  /** A review that has ended says so on its page. */
  protected readonly isTold = ({ code }: Problem): boolean => {
    if (code !== 'CONFLICT') return false;
    void this.store.poll();
    this.closed.emit();
    return true;
  };

  protected labelOf(field: Field): string {
    return this.t(LABELS[field]);
  }

  protected valueOf(field: Field): string {
    const { name, held_on, participants } = this.seen();
    if (field === 'name') return name;
    if (field === 'held_on') return this.formats.plainDate(held_on);
    return participants.map((id) => this.people.nameOf(id)).join(', ');
  }

  /** Saves unless somebody else changed the same field, and answers the review as it is then. */
  private async send(details: ReviewDetails): Promise<Review> {
    const [opened, seen] = [this.opened(), this.seen()];
    const mine = FIELDS.filter(
      (field) => differs(details, opened, field) && differs(details, seen, field),
    );
    if (mine.length === 0) return seen;
    try {
      return await this.api.change(
        seen,
        Object.fromEntries(mine.map((field) => [field, details[field]])),
      );
    } catch (failure) {
      if (toProblem(failure).code !== 'PRECONDITION_FAILED') throw failure;
    }
    const newest = await this.api.read(keyOf(seen));
    this.seen.set(newest);
    const collisions = mine.filter(
      (field) => differs(newest, seen, field) && differs(newest, details, field),
    );
    this.collisions.set(collisions);
    return collisions.length === 0 ? this.send(details) : newest;
  }
}

const LABELS = {
  name: 'review.name',
  held_on: 'review.heldOn',
  participants: 'review.participants',
} as const;

const differs = (one: ReviewDetails, other: ReviewDetails, field: Field): boolean =>
  String(one[field]) !== String(other[field]);
