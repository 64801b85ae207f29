import { HttpClient, httpResource, type HttpResourceRef } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import {
  type Agenda,
  API_PATHS,
  type ChangeReviewRequest,
  type Minutes,
  type OpenReviewRequest,
  type Review,
} from '@action-tracker/contracts';
import { firstValueFrom, type Observable } from 'rxjs';
import { type Changed, getIfChanged } from '../../platform/polling/get-if-changed';

/** Names one review. */
export interface ReviewKey {
  readonly trackerId: number;
  readonly number: number;
}

/** HTTP access to the reviews of trackers. A read stays idle while its key is undefined. */
@Service()
export class ReviewsApi {
  private readonly http = inject(HttpClient);

  /** The reviews of a tracker, latest first. */
  list(trackerId: () => number | undefined): HttpResourceRef<readonly Review[] | undefined> {
    return httpResource<readonly Review[]>(() => {
      const id = trackerId();
      return id === undefined ? undefined : API_PATHS.reviews(id);
    });
  }

  listIfChanged(
    trackerId: number,
    etag: string | undefined,
  ): Promise<Changed<readonly Review[]> | undefined> {
    return getIfChanged<readonly Review[]>(this.http, API_PATHS.reviews(trackerId), etag);
  }

  one(key: () => ReviewKey | undefined): HttpResourceRef<Review | undefined> {
    return httpResource<Review>(() => {
      const wanted = key();
      return wanted && pathOf(wanted);
    });
  }

  agenda(key: () => ReviewKey | undefined): HttpResourceRef<Agenda | undefined> {
    return httpResource<Agenda>(() => {
      const wanted = key();
      return wanted && `${pathOf(wanted)}/agenda`;
    });
  }

  agendaIfChanged(key: ReviewKey, etag: string | undefined): Promise<Changed<Agenda> | undefined> {
    return getIfChanged<Agenda>(this.http, `${pathOf(key)}/agenda`, etag);
  }

  minutes(key: () => ReviewKey | undefined): HttpResourceRef<Minutes | undefined> {
    return httpResource<Minutes>(() => {
      const wanted = key();
      return (
        wanted && { url: `${pathOf(wanted)}/minutes`, headers: { Accept: 'application/json' } }
      );
    });
  }

  read(key: ReviewKey): Promise<Review> {
    return firstValueFrom(this.http.get<Review>(pathOf(key)));
  }

  open(trackerId: number, request: OpenReviewRequest): Promise<Review> {
    return firstValueFrom(this.http.post<Review>(API_PATHS.reviews(trackerId), request));
  }

  /** Changes a review if it still has the given version; otherwise the server answers 412. */
  change(review: Review, request: ChangeReviewRequest): Promise<Review> {
    const headers = { 'If-Match': `"${review.version}"` };
    return firstValueFrom(this.http.patch<Review>(pathOf(keyOf(review)), request, { headers }));
  }

  mark(key: ReviewKey, itemId: string, isDiscussed: boolean): Promise<Review> {
    const path = `${pathOf(key)}/discussed`;
    const answer: Observable<Review> = isDiscussed
      ? this.http.post<Review>(path, { item_id: itemId })
      : this.http.delete<Review>(`${path}/${itemId}`);
    return firstValueFrom(answer);
  }

  end(key: ReviewKey, how: 'close' | 'cancel'): Promise<Review> {
    return firstValueFrom(this.http.post<Review>(`${pathOf(key)}/${how}`, null));
  }
}

export const pathOf = ({ trackerId, number }: ReviewKey): string =>
  API_PATHS.review(trackerId, number);

export const keyOf = ({ tracker_id: trackerId, number }: Review): ReviewKey => ({
  trackerId,
  number,
});

export const isSameKey = (a: ReviewKey | undefined, b: ReviewKey | undefined): boolean =>
  a?.trackerId === b?.trackerId && a?.number === b?.number;
