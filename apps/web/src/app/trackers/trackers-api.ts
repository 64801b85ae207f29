import {
  HttpClient,
  type HttpHeaders,
  httpResource,
  type HttpResourceRef,
} from '@angular/common/http';
import { inject, Service } from '@angular/core';
import type { Params } from '@angular/router';
import { API_PATHS, type Tracker, type TrackerSummary } from '@action-tracker/contracts';
import { firstValueFrom } from 'rxjs';
import { type Changed, getIfChanged } from '../platform/polling/get-if-changed';

const NO_PARAMS = (): Params => ({});

export interface VersionedTracker {
  readonly tracker: Tracker;
  readonly version: string | undefined;
}

/** The version in a tracker's ETag. A proxy may have made the ETag weak, which never matches. */
export const versionIn = (headers: HttpHeaders | undefined): string | undefined =>
  /^(?:W\/)?"(\d+)/.exec(headers?.get('ETag') ?? '')?.[1];

/** HTTP access to trackers. */
@Service()
export class TrackersApi {
  private readonly http = inject(HttpClient);

  /** All trackers; not requested until `isWanted`. The parameters name the moment. */
  all(
    isWanted: () => boolean,
    params: () => Params = NO_PARAMS,
  ): HttpResourceRef<readonly TrackerSummary[] | undefined> {
    return httpResource<readonly TrackerSummary[]>(() =>
      isWanted() ? { url: API_PATHS.trackers, params: params() } : undefined,
    );
  }

  /** All trackers, unless the ETag is still current. */
  allIfChanged(etag: string | undefined): Promise<Changed<readonly TrackerSummary[]> | undefined> {
    return getIfChanged<readonly TrackerSummary[]>(this.http, API_PATHS.trackers, etag);
  }

  /** One tracker; not requested while the id is undefined. */
  one(
    trackerId: () => number | undefined,
    params: () => Params,
  ): HttpResourceRef<Tracker | undefined> {
    return httpResource<Tracker>(() => {
      const id = trackerId();
      return id === undefined ? undefined : { url: API_PATHS.tracker(id), params: params() };
    });
  }

  async read(trackerId: number): Promise<VersionedTracker> {
    const path = API_PATHS.tracker(trackerId);
    const answer = await firstValueFrom(this.http.get<Tracker>(path, { observe: 'response' }));
    if (!answer.body) throw new Error(`Expected a tracker at ${path}, found nothing`);
    return { tracker: answer.body, version: versionIn(answer.headers) };
  }
}
