import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import {
  API_PATHS,
  type ChangeTrackerRequest,
  type OpenTrackerRequest,
  type Tracker,
} from '@action-tracker/contracts';
import { firstValueFrom } from 'rxjs';
import { TrackerStore } from './tracker-store';

/** Opens and changes trackers; beside their store, which every list loads. */
@Service()
export class TrackerChanges {
  private readonly http = inject(HttpClient);
  private readonly store = inject(TrackerStore);

  /** Changes a tracker if it still has the given version; otherwise the server answers 412. */
  async change(
    trackerId: number,
    request: ChangeTrackerRequest,
    version: string | undefined,
  ): Promise<void> {
    const headers = version === undefined ? {} : { 'If-Match': `"${version}"` };
    await firstValueFrom(
      this.http.patch<Tracker>(API_PATHS.tracker(trackerId), request, { headers }),
    );
    this.store.refresh();
  }

  async open(request: OpenTrackerRequest): Promise<Tracker> {
    const tracker = await firstValueFrom(this.http.post<Tracker>(API_PATHS.trackers, request));
    // The list provides its name and prefix.
    this.store.all.reload();
    return tracker;
  }
}
