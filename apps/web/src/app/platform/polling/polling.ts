/**
 * Polls for changes two seconds after the last response, only while the page is visible. While the
 * server does not respond, it backs off and reports the problem.
 */
import {
  DestroyRef,
  DOCUMENT,
  effect,
  inject,
  InjectionToken,
  Injector,
  type Resource,
  Service,
  untracked,
} from '@angular/core';
import { Connection, isPreparing, isTrouble } from './connection';

const EVERY_MS = 2_000;
const AT_MOST_EVERY_MS = 16_000;

/** Milliseconds from a response to the next poll; undefined polls only on demand. */
export const POLL_EVERY_MS = new InjectionToken<number | undefined>('POLL_EVERY_MS', {
  factory: () => EVERY_MS,
});

type Ask = () => Promise<void>;
/** The part of a resource needed to reload it. */
type Loading = Pick<Resource<unknown>, 'error' | 'status'> & { reload(): boolean };

@Service()
export class Polling {
  private readonly connection = inject(Connection);
  private readonly document = inject(DOCUMENT);
  private readonly everyMs = inject(POLL_EVERY_MS);
  private readonly injector = inject(Injector);
  private readonly questions = new Set<Ask>();
  private readonly resources = new Set<Loading>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private waitMs = this.everyMs;
  private isAsking = false;

  constructor() {
    this.document.addEventListener('visibilitychange', () => void this.askNow());
    this.document.defaultView?.addEventListener('online', () => void this.askNow());
  }

  /** Polls for the caller's lifetime; requires an injection context. */
  watch(ask: Ask): void {
    this.questions.add(ask);
    inject(DestroyRef).onDestroy(() => this.questions.delete(ask));
    this.waitForNext();
  }

  /**
   * Reloads a resource that failed because the server did not respond, for the caller's lifetime.
   * Requires an injection context.
   */
  retry(resource: Loading): void {
    this.resources.add(resource);
    inject(DestroyRef).onDestroy(() => this.resources.delete(resource));
    effect(() => {
      const failure = resource.error();
      if (!isTrouble(failure)) return;
      untracked(() => this.connection.lost(failure));
      this.waitForNext();
    });
  }

  /** Polls at once, unless the page is hidden or a poll is in progress. */
  async askNow(): Promise<void> {
    clearTimeout(this.timer);
    if (this.isAsking || this.document.visibilityState === 'hidden') return;
    this.isAsking = true;
    try {
      const failed = this.failed();
      const asked = [...this.questions].map((ask) => ask());
      await Promise.all([...asked, ...failed.map((resource) => this.reload(resource))]);
      this.connection.restored();
      this.waitMs = this.everyMs;
    } catch (failure) {
      this.connection.lost(failure);
      if (!isPreparing(failure)) this.slowDown();
    }
    this.isAsking = false;
    this.waitForNext();
  }

  private slowDown(): void {
    if (this.waitMs !== undefined) this.waitMs = Math.min(this.waitMs * 2, AT_MOST_EVERY_MS);
  }

  private waitForNext(): void {
    clearTimeout(this.timer);
    const isIdle = this.questions.size === 0 && this.failed().length === 0;
    if (this.waitMs === undefined || isIdle || this.isAsking) return;
    this.timer = setTimeout(() => void this.askNow(), this.waitMs);
  }

  private failed(): readonly Loading[] {
    return untracked(() => [...this.resources].filter(({ error }) => isTrouble(error())));
  }

  /** Resolves when the resource is loaded, or rejects with its error. */
  private reload(resource: Loading): Promise<void> {
    resource.reload();
    return new Promise((loaded, failed) => {
      const { injector } = this;
      const watch = effect(
        () => {
          const status = resource.status();
          if (status === 'loading' || status === 'reloading') return;
          watch.destroy();
          if (status === 'error') failed(resource.error() ?? new Error('Expected a reason'));
          else loaded();
        },
        { injector, manualCleanup: true },
      );
    });
  }
}
