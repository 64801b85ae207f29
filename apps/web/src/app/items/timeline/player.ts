/** Moves a timeline forward by itself, day after day, until something else happens on the page. */
import { DestroyRef, DOCUMENT, inject, Injectable, signal } from '@angular/core';

export const SPEEDS = ['slow', 'medium', 'fast'] as const;
export type Speed = (typeof SPEEDS)[number];

const DAYS_PER_SECOND: Readonly<Record<Speed, number>> = { slow: 2, medium: 7, fast: 30 };
const SECOND_MS = 1_000;

@Injectable()
export class Player {
  private readonly document = inject(DOCUMENT);
  readonly isPlaying = signal(false);
  readonly speed = signal<Speed>('medium');
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    const pause = ({ target }: Event) => {
      const isOwn = target instanceof Element && target.closest('[data-player]');
      if (!isOwn) this.pause();
    };
    const options = { capture: true, passive: true };
    const inputs = ['pointerdown', 'keydown', 'wheel'];
    inputs.forEach((input) => this.document.addEventListener(input, pause, options));
    inject(DestroyRef).onDestroy(() => {
      this.pause();
      inputs.forEach((input) => this.document.removeEventListener(input, pause, options));
    });
  }

  /** @param step Moves by some days; false at the end. */
  play(step: (days: number) => boolean): void {
    this.isPlaying.set(true);
    const { everyMs, days } = this.pace();
    this.timer = setTimeout(() => {
      if (step(days)) this.play(step);
      else this.pause();
    }, everyMs);
  }

  pause(): void {
    clearTimeout(this.timer);
    this.isPlaying.set(false);
  }

  /** Who wants less motion sees one change per second instead of a film. */
  private pace() {
    const days = DAYS_PER_SECOND[this.speed()];
    const isCalm = this.document.defaultView?.matchMedia(
      '(prefers-reduced-motion: reduce)',
    ).matches;
    return isCalm ? { everyMs: SECOND_MS, days } : { everyMs: SECOND_MS / days, days: 1 };
  }
}
