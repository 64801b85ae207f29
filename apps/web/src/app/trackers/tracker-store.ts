import { computed, inject, linkedSignal, Service, signal } from '@angular/core';
import type { ChangeTrackerRequest, OpenTrackerRequest, Tracker } from '@action-tracker/contracts';
import { Polling } from '../platform/polling/polling';
import { TrackersApi, type VersionedTracker, versionIn } from './trackers-api';

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
  private readonly byId = computed(
    () => new Map((this.all.hasValue() ? this.all.value() : []).map((one) => [one.id, one])),
  );

  private readonly prefixes = computed(
    () => new Set([...this.byId().values()].map(({ prefix }) => prefix)),
  );

  /** The tracker on screen. */
  readonly one = this.api.one(this.shownId);

  /** The tracker on screen with its version, once both are there. */
  readonly versioned = computed<VersionedTracker | undefined>(() => {
    const tracker = this.one.status() === 'resolved' ? this.one.value() : undefined;
    return tracker && { tracker, version: versionIn(this.one.headers()) };
  });

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

  /** Asks for the list unless it is there or on its way: names and prefixes change rarely. */
  know(): void {
    this.isListWanted.set(true);
  }

  /** Whether a tracker has this prefix, as far as the list is there. */
  hasPrefix(prefix: string): boolean {
    return this.prefixes().has(prefix);
  }

  /** Takes over what others changed, if they did. */
  async poll(): Promise<void> {
    if (!this.all.hasValue()) return;
    const changed = await this.api.allIfChanged(this.etag());
    if (!changed) return;
    this.all.set(changed.body);
    this.etag.set(changed.etag);
  }

  /** `AD Astro Digital`; what is given instead until the list of trackers is there. */
  nameOf(trackerId: number, instead = '…'): string {
    const tracker = this.byId().get(trackerId);
    return tracker ? `${tracker.prefix} ${tracker.name}` : instead;
  }

  /** Chooses the tracker on screen. */
  show(trackerId: number): void {
    this.shownId.set(trackerId);
  }

  /** The tracker as the server has it now. */
  read(trackerId: number): Promise<VersionedTracker> {
    return this.api.read(trackerId);
  }

  async change(
    trackerId: number,
    request: ChangeTrackerRequest,
    version: string | undefined,
  ): Promise<void> {
    await this.api.change(trackerId, request, version);
    this.one.reload();
    this.all.reload();
  }

  async open(request: OpenTrackerRequest): Promise<Tracker> {
    const tracker = await this.api.open(request);
    // Its name and prefix are looked up there.
    this.all.reload();
    return tracker;
  }
}
