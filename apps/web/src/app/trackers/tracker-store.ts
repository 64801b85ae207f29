import { inject, linkedSignal, Service, signal } from '@angular/core';
import type { OpenTrackerRequest, Tracker } from '@action-tracker/contracts';
import { Polling } from '../polling/polling';
import { TrackersApi } from './trackers-api';

/**
 * All trackers. The store outlives its pages: coming back shows at once what was there, while the
 * newest is fetched.
 */
@Service()
export class TrackerStore {
  private readonly api = inject(TrackersApi);

  private readonly shownId = signal<number | undefined>(undefined);

  private readonly isListWanted = signal(false);

  readonly all = this.api.all(this.isListWanted);
  private readonly etag = linkedSignal(() => this.all.headers()?.get('ETag') ?? undefined);
  /** The tracker on screen. */
  readonly one = this.api.one(this.shownId);

  constructor() {
    const polling = inject(Polling);
    polling.retry(this.all);
    polling.retry(this.one);
  }

  /** Shows the list: fetches it, or its newest form when it was shown before. */
  showAll(): void {
    if (this.isListWanted()) this.all.reload();
    else this.isListWanted.set(true);
  }

  /** Takes over what others changed, if they did. */
  async poll(): Promise<void> {
    if (!this.all.hasValue()) return;
    const changed = await this.api.allIfChanged(this.etag());
    if (!changed) return;
    this.all.set(changed.body);
    this.etag.set(changed.etag);
  }

  /** Chooses the tracker on screen. */
  show(trackerId: number): void {
    this.shownId.set(trackerId);
  }

  open(request: OpenTrackerRequest): Promise<Tracker> {
    return this.api.open(request);
  }
}
