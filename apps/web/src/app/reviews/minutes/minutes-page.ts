import { Component, computed, DOCUMENT, effect, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { mdiEmailOutline, mdiPrinterOutline } from '@mdi/js';
import type { AgendaItem } from '@action-tracker/contracts';
import { FieldWords } from '../../items/fields/field-words';
import { TrackerReviews } from '../../moments/tracker-reviews';
import { People } from '../../people/people';
import { Formats } from '../../platform/formats/formats';
import { Icon } from '../../platform/icons/icon';
import { Keyboard } from '../../platform/keyboard/keyboard';
import { Texts } from '../../platform/language/texts';
import { LoadState } from '../../platform/loading/load-state';
import { Moment } from '../../platform/moment/moment';
import { pathOf, type ReviewKey, ReviewsApi } from '../api/reviews-api';
import { REVIEW_TEXTS } from '../reviews.texts';
import { meetingOf } from './meeting';
import { Topics } from './topics';
import { UnsavedMinutes } from './unsaved-minutes';

/** Rows beyond these are shown on request: a meeting never gets to read them. */
const MAX_ROWS = 500;

/** The minutes of a review that has ended: what people hand to the vendor. */
@Component({
  selector: 'at-minutes-page',
  imports: [Icon, LoadState, RouterLink, Topics, UnsavedMinutes],
  templateUrl: './minutes-page.html',
  styleUrl: './minutes-page.scss',
})
export class MinutesPage {
  readonly key = input.required<ReviewKey>();

  protected readonly texts = inject(Texts).with(REVIEW_TEXTS);
  protected readonly t = this.texts.t;
  protected readonly people = inject(People);
  protected readonly formats = inject(Formats);
  protected readonly words = inject(FieldWords);
  private readonly window = inject(DOCUMENT).defaultView;

  protected readonly resource = inject(ReviewsApi).minutes(this.key);
  protected readonly minutes = computed(() =>
    this.resource.hasValue() ? this.resource.value() : undefined,
  );
  protected readonly meeting = computed(() => {
    const minutes = this.minutes();
    return minutes && meetingOf(minutes);
  });
  /** Every open item, the next date first; without a date at the end. */
  private readonly open = computed(() =>
    (this.minutes()?.open_items ?? []).toSorted((a, b) => compareDates(a.due_date, b.due_date)),
  );
  protected readonly openCount = computed(() => this.open().length);
  protected readonly isAllShown = signal(false);
  protected readonly shownOpen = computed(() =>
    this.isAllShown() ? this.open() : this.open().slice(0, MAX_ROWS),
  );
  private readonly undiscussed = computed(() =>
    (this.minutes()?.not_discussed ?? []).filter(({ status }) => status !== 'Complete'),
  );
  protected readonly undiscussedCount = computed(() => this.undiscussed().length);
  protected readonly shownUndiscussed = computed(() =>
    this.isAllShown() ? this.undiscussed() : this.undiscussed().slice(0, MAX_ROWS),
  );
  protected readonly hasMore = computed(
    () => !this.isAllShown() && Math.max(this.openCount(), this.undiscussedCount()) > MAX_ROWS,
  );
  private readonly closed = inject(TrackerReviews).closed;
  /** The closed review before this one. */
  protected readonly before = computed(
    () => this.closed()?.find(({ number }) => number < this.key().number)?.number,
  );
  protected readonly mailPath = computed(() => pathOf(this.key()) + '/minutes');
  protected readonly printIcon = mdiPrinterOutline;
  protected readonly mailIcon = mdiEmailOutline;

  constructor() {
    const moment = inject(Moment);
    effect(() => moment.trackerId.set(this.key().trackerId));
    inject(Keyboard).offer(() => (this.meeting() ? { print: () => this.print() } : {}));
  }

  protected print(): void {
    this.window?.print();
  }

  protected namesOf(ids: readonly number[]): string {
    return ids.map((id) => this.people.nameOf(id)).join(', ');
  }

  protected carriedOf({ carried_over }: AgendaItem): string {
    return carried_over === 0 ? '' : `×${carried_over}`;
  }
}

function compareDates(a: string | null, b: string | null): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? 1 : -1;
  return a < b ? -1 : 1;
}
