import { computed, effect, inject, linkedSignal, Service, signal } from '@angular/core';
import {
  CATEGORIES,
  offeredCategories,
  type Tracker,
  type TrackerRole,
} from '@action-tracker/contracts';
import { Moment } from '../platform/moment/moment';
import { Polling } from '../platform/polling/polling';
import { TrackersApi, type VersionedTracker, versionIn } from './trackers-api';

/**
 * All trackers. The store outlives its pages, so that returning shows the previous content at once
 * while it reloads.
 */
@Service()
export class TrackerStore {
  private readonly api = inject(TrackersApi);
  private readonly moment = inject(Moment);

  private readonly shownId = signal<number | undefined>(undefined);

  private readonly isListWanted = signal(false);
  private isDistrusted = false;

  readonly all = this.api.all(this.isListWanted, this.moment.paramsOfAll);
  private readonly etag = linkedSignal(() => this.all.headers()?.get('ETag') ?? undefined);
  private readonly byId = computed(
    () => new Map((this.all.hasValue() ? this.all.value() : []).map((one) => [one.id, one])),
  );

  /** The displayed tracker. */
  readonly one = this.api.one(this.shownId, this.moment.params);

  /** All that were ever loaded: a prefix never changes, also while the trackers of another moment load. */
  private readonly idsByPrefix = linkedSignal<readonly Tracker[], ReadonlyMap<string, number>>({
    source: () => [...this.byId().values(), ...(this.one.hasValue() ? [this.one.value()] : [])],
    computation: (loaded, before) =>
      new Map([...(before?.value ?? []), ...loaded.map(({ prefix, id }) => [prefix, id] as const)]),
  });

  private readonly version = linkedSignal(() => versionIn(this.one.headers()));
  /** The displayed tracker with its version, once both are loaded. */
  readonly versioned = computed<VersionedTracker | undefined>(() => {
    if (this.one.isLoading() || !this.one.hasValue()) return undefined;
    return { tracker: this.one.value(), version: this.version() };
  });

  constructor() {
    const polling = inject(Polling);
    polling.retry(this.all);
    polling.retry(this.one);
    effect(() => this.idsByPrefix());
  }

  /** Shows the list: loads it, or refreshes it if it was shown before. */
  showAll(): void {
    if (this.isListWanted()) this.all.reload();
    else this.isListWanted.set(true);
  }

  /** Loads the list unless it is loaded or loading: names and prefixes change rarely. */
  know(): void {
    this.isListWanted.set(true);
    this.renew();
  }

  /** Whether a tracker has this prefix, as far as the list is loaded. */
  hasPrefix(prefix: string): boolean {
    return this.idOf(prefix) !== undefined;
  }

  /** The tracker with a prefix, as far as trackers are loaded. */
  idOf(prefix: string): number | undefined {
    return this.idsByPrefix().get(prefix);
  }

  /** Loads changes by others, if any. */
  async poll(): Promise<void> {
    if (!this.all.hasValue() || this.moment.isPast()) return;
    const changed = await this.api.allIfChanged(this.etag());
    if (!changed) return;
    this.all.set(changed.body);
    this.etag.set(changed.etag);
  }

  /** Loads changes by others in the displayed tracker, such as the names of its categories. */
  async pollOne(): Promise<void> {
    const before = this.one.value();
    if (!before) return;
    const { tracker, version } = await this.api.read(before.id);
    if (this.one.value() !== before) return;
    this.one.set(tracker);
    this.version.set(version);
  }

  /** `AD Astro Digital`; `instead` until the list, or an archived tracker itself, is loaded. */
  nameOf(trackerId: number, instead = '…'): string {
    const tracker = this.known(trackerId);
    return tracker ? `${tracker.prefix} ${tracker.name}` : instead;
  }

  /** What the signed-in person may do there; undefined until it is loaded. */
  roleIn(trackerId: number): TrackerRole | undefined {
    return this.known(trackerId)?.my_role;
  }

  private known(trackerId: number): Tracker | undefined {
    const one = this.one.hasValue() ? this.one.value() : undefined;
    return one?.id === trackerId ? one : this.byId().get(trackerId);
  }

  /**
   * The names of the categories that can be chosen in a tracker, or in any; those that a tracker
   * begins with until it is loaded.
   */
  offeredCategories(trackerId: number | undefined): readonly string[] {
    const known = trackerId === undefined ? [...this.byId().values()] : [this.known(trackerId)];
    const found = known.flatMap((tracker) => offeredCategories(tracker?.categories ?? []));
    return found.length > 0 ? found : CATEGORIES;
  }

  /** Whether nothing in it can be changed; false until it is loaded. */
  isArchived(trackerId: number): boolean {
    return this.known(trackerId)?.archived === true;
  }

  /** Selects the displayed tracker. */
  show(trackerId: number): void {
    this.shownId.set(trackerId);
    this.renew();
  }

  /** Something was refused, so the roles have changed: they are read again with the next page. */
  distrust(): void {
    this.isDistrusted = true;
  }

  private renew(): void {
    if (this.isDistrusted) this.refresh();
  }

  /** The current tracker from the server. */
  read(trackerId: number): Promise<VersionedTracker> {
    return this.api.read(trackerId);
  }

  refresh(): void {
    this.isDistrusted = false;
    this.one.reload();
    this.all.reload();
  }
}
