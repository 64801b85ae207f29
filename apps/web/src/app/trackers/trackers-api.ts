import { HttpClient, httpResource, type HttpResourceRef } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import {
  API_PATHS,
  type ChangeTrackerRequest,
  type OpenTrackerRequest,
  type Tracker,
  type TrackerSummary,
} from '@action-tracker/contracts';
import { firstValueFrom } from 'rxjs';
import { type Changed, getIfChanged } from '../polling/get-if-changed';

/** Where trackers live on the server. */
@Service()
export class TrackersApi {
  private readonly http = inject(HttpClient);

  /** All trackers; nothing is asked until they are wanted. */
  all(isWanted: () => boolean): HttpResourceRef<readonly TrackerSummary[] | undefined> {
    return httpResource<readonly TrackerSummary[]>(() =>
      isWanted() ? API_PATHS.trackers : undefined,
    );
  }

  /** All trackers, unless they are still those that the ETag names. */
  allIfChanged(etag: string | undefined): Promise<Changed<readonly TrackerSummary[]> | undefined> {
    return getIfChanged<readonly TrackerSummary[]>(this.http, API_PATHS.trackers, etag);
  }

  /** One tracker; nothing is asked while the id is undefined. */
  one(trackerId: () => number | undefined): HttpResourceRef<Tracker | undefined> {
    return httpResource<Tracker>(() => {
      const id = trackerId();
      return id === undefined ? undefined : API_PATHS.tracker(id);
    });
  }

  read(trackerId: number): Promise<Tracker> {
    return firstValueFrom(this.http.get<Tracker>(API_PATHS.tracker(trackerId)));
  }

  change(trackerId: number, request: ChangeTrackerRequest): Promise<Tracker> {
    return firstValueFrom(this.http.patch<Tracker>(API_PATHS.tracker(trackerId), request));
  }

  open(request: OpenTrackerRequest): Promise<Tracker> {
    return firstValueFrom(this.http.post<Tracker>(API_PATHS.trackers, request));
  }
}
