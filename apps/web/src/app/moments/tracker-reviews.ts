import { httpResource } from '@angular/common/http';
import { computed, inject, Service } from '@angular/core';
import { API_PATHS, type Timestamp } from '@action-tracker/contracts';
import { Moment } from '../platform/moment/moment';

/** A closed review, which names the moment at which it was closed. */
export interface ClosedReview {
  readonly number: number;
  readonly name: string;
  readonly closed_at: Timestamp;
}

interface ListedReview extends Omit<ClosedReview, 'closed_at'> {
  readonly state: 'open' | 'closed' | 'cancelled';
  readonly closed_at: Timestamp | null;
}

/** The closed reviews of the tracker of the page. */
@Service()
export class TrackerReviews {
  private readonly trackerId = inject(Moment).trackerId;
  private readonly resource = httpResource<readonly ListedReview[]>(() => {
    const id = this.trackerId();
    return id === undefined ? undefined : `${API_PATHS.tracker(id)}/reviews`;
  });
  /** The last one first; undefined until they are loaded. */
  readonly closed = computed(() => {
    if (this.resource.status() === 'error') return [];
    return this.resource.hasValue() ? closedIn(this.resource.value()) : undefined;
  });

  /** Loads them again, after a review was opened or closed here. */
  refresh(): void {
    this.resource.reload();
  }
}

function closedIn(reviews: readonly ListedReview[]): readonly ClosedReview[] {
  const closed = reviews.flatMap(({ number, name, state, closed_at }) =>
    state === 'closed' && closed_at !== null ? [{ number, name, closed_at }] : [],
  );
  return closed.toSorted((a, b) => b.number - a.number);
}
