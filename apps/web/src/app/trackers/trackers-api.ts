import { HttpClient, httpResource, type HttpResourceRef } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import {
  API_PATHS,
  type OpenTrackerRequest,
  type Tracker,
  type TrackerSummary,
} from '@action-tracker/contracts';
import { firstValueFrom } from 'rxjs';

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

  /** One tracker; nothing is asked while the id is undefined. */
  one(trackerId: () => number | undefined): HttpResourceRef<Tracker | undefined> {
    return httpResource<Tracker>(() => {
      const id = trackerId();
      return id === undefined ? undefined : API_PATHS.tracker(id);
    });
  }

  open(request: OpenTrackerRequest): Promise<Tracker> {
    return firstValueFrom(this.http.post<Tracker>(API_PATHS.trackers, request));
  }
}
