/**
 * Asks for the changes of others, two seconds after the last answer and only while the page is
 * visible. While the server does not answer it asks less and less often, and says so.
 */
import { DestroyRef, DOCUMENT, inject, InjectionToken, Service } from '@angular/core';
import { Connection } from './connection';

const EVERY_MS = 2_000;
const AT_MOST_EVERY_MS = 16_000;

/** Milliseconds from an answer to the next question; undefined asks only when told to. */
export const POLL_EVERY_MS = new InjectionToken<number | undefined>('POLL_EVERY_MS', {
  factory: () => EVERY_MS,
});

type Ask = () => Promise<void>;

@Service()
export class Polling {
  private readonly connection = inject(Connection);
  private readonly document = inject(DOCUMENT);
  private readonly everyMs = inject(POLL_EVERY_MS);
  private readonly questions = new Set<Ask>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private waitMs = this.everyMs;
  private isAsking = false;

  constructor() {
    this.document.addEventListener('visibilitychange', () => void this.askNow());
    this.document.defaultView?.addEventListener('online', () => void this.askNow());
  }

  /** Asks for as long as the caller lives; call it where `inject` may be called. */
  watch(ask: Ask): void {
    this.questions.add(ask);
    inject(DestroyRef).onDestroy(() => this.questions.delete(ask));
    this.waitForNext();
  }

  /** Asks at once, unless nobody looks or the last question is still open. */
  async askNow(): Promise<void> {
    clearTimeout(this.timer);
    if (this.isAsking || this.document.visibilityState === 'hidden') return;
    this.isAsking = true;
    try {
      await Promise.all([...this.questions].map((ask) => ask()));
      this.connection.restored();
      this.waitMs = this.everyMs;
    } catch (failure) {
      this.connection.lost(failure);
      if (this.waitMs !== undefined) this.waitMs = Math.min(this.waitMs * 2, AT_MOST_EVERY_MS);
    }
    this.isAsking = false;
    this.waitForNext();
  }

  private waitForNext(): void {
    clearTimeout(this.timer);
    if (this.waitMs === undefined || this.questions.size === 0) return;
    this.timer = setTimeout(() => void this.askNow(), this.waitMs);
  }
}
