import { inject, Service, signal } from '@angular/core';
import type { OpenTrackerRequest, Tracker } from '@action-tracker/contracts';
import { TrackersApi } from './trackers-api';

/**
 * All trackers. The store outlives its pages: coming back shows at once what was there, while the
 * newest is fetched.
 */
@Service()
export class TrackerStore {
  private readonly api = inject(TrackersApi);

  private readonly shownId = signal<number | undefined>(undefined);

  readonly all = this.api.all();
  /** The tracker on screen. */
  readonly one = this.api.one(this.shownId);

  /** Fetches the newest; called by a page when it is entered. */
  refresh(): void {
    this.all.reload();
  }

  /** Chooses the tracker on screen. */
  show(trackerId: number): void {
    this.shownId.set(trackerId);
  }

  async open(request: OpenTrackerRequest): Promise<Tracker> {
    const tracker = await this.api.open(request);
    this.refresh();
    return tracker;
  }
}
