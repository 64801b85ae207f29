import {
  effect,
  inject,
  InjectionToken,
  type ResourceRef,
  Service,
  signal,
  untracked,
} from '@angular/core';
import { Polling } from '../platform/polling/polling';
import { TrackerStore } from '../trackers/tracker-store';

/** Figures cost the server more than a list. */
export const FIGURES_AT_MOST_EVERY_MS = new InjectionToken<number>('FIGURES_AT_MOST_EVERY_MS', {
  factory: () => 30_000,
});

/** Reads figures again after something has changed in any tracker, now and then while it goes on. */
@Service()
export class FreshFigures {
  private readonly trackers = inject(TrackerStore);
  private readonly polling = inject(Polling);
  private readonly everyMs = inject(FIGURES_AT_MOST_EVERY_MS);
  private readonly readings = signal(0);
  private readAt = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asked: Promise<void> | undefined;

  /** Keeps resources fresh, and tries again what failed; requires an injection context. */
  keep(resources: readonly ResourceRef<unknown>[]): void {
    this.trackers.know();
    for (const resource of resources) this.polling.retry(resource);
    this.polling.watch(() => this.poll());
    effect(() => {
      if (this.readings() === 0) return;
      untracked(() => {
        for (const resource of resources) if (resource.hasValue()) resource.reload();
      });
    });
  }

  /** One question for all charts of a page: whether anything has changed. */
  private poll(): Promise<void> {
    this.asked ??= this.ask().finally(() => (this.asked = undefined));
    return this.asked;
  }

  private async ask(): Promise<void> {
    const { all } = this.trackers;
    const before = all.hasValue() ? all.value() : undefined;
    await this.trackers.poll();
    if (before && all.value() !== before) this.readSoon();
  }

  private readSoon(): void {
    clearTimeout(this.timer);
    const wait = this.readAt + this.everyMs - Date.now();
    if (wait <= 0) this.read();
    else this.timer = setTimeout(() => this.read(), wait);
  }

  private read(): void {
    this.readAt = Date.now();
    this.readings.update((count) => count + 1);
  }
}
