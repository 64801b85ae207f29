/**
 * Polls for changes two seconds after the last response, only while the page is visible; rarely
 * while the live stream says what to ask for. While the server does not respond, it backs off and
 * reports the problem.
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
/** Names of people are in no tracker, so the stream says nothing about them. */
const RARELY_MS = 15_000;

/** Milliseconds from a response to the next poll; undefined polls only on demand. */
export const POLL_EVERY_MS = new InjectionToken<number | undefined>('POLL_EVERY_MS', {
  factory: () => EVERY_MS,
});

type Ask = () => Promise<void>;
/** The tracker that a question is about; undefined if it is about more than one. */
type About = () => number | undefined;

const ABOUT_ALL: About = () => undefined;
/** The part of a resource needed to reload it. */
type Loading = Pick<Resource<unknown>, 'error' | 'status'> & { reload(): boolean };

@Service()
export class Polling {
  private readonly connection = inject(Connection);
  private readonly document = inject(DOCUMENT);
  private readonly everyMs = inject(POLL_EVERY_MS);
  private readonly injector = inject(Injector);
  private readonly questions = new Map<Ask, About>();
  private readonly resources = new Set<Loading>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private waitMs = this.everyMs;
  private isAsking = false;
  /** Whether something has changed while a poll was in progress. */
  private isMissed = false;
  private isNewsExpected = false;

  constructor() {
    this.document.addEventListener('visibilitychange', () => void this.askNow());
    this.document.defaultView?.addEventListener('online', () => void this.askNow());
  }

  /** Polls for the caller's lifetime, from when its inputs are set; requires an injection context. */
  watch(ask: Ask, about = ABOUT_ALL): void {
    // A component exists before it has its inputs, and news can arrive in between.
    effect(() => {
      this.questions.set(ask, about);
      untracked(() => this.waitForNext());
    });
    inject(DestroyRef).onDestroy(() => this.questions.delete(ask));
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
      this.hurry();
      this.waitForNext();
    });
  }

  /** Polls rarely while the live stream says when to ask. */
  expectNews(isExpected: boolean): void {
    if (isExpected === this.isNewsExpected) return;
    this.isNewsExpected = isExpected;
    this.waitMs = this.usualMs();
    if (isExpected) this.waitForNext();
    else void this.askNow();
  }

  /**
   * Polls at once, unless the page is hidden; after a poll in progress, which may have missed it.
   *
   * @param changed the trackers in which something has changed; all if left out
   */
  async askNow(changed?: readonly number[]): Promise<void> {
    if (this.isAsking) {
      this.isMissed ||= changed !== undefined;
      return;
    }
    const questions = [...this.questions].filter(([, about]) => isAbout(about(), changed));
    if (this.document.visibilityState === 'hidden' || (changed && questions.length === 0)) return;
    clearTimeout(this.timer);
    this.isAsking = true;
    try {
      const failed = this.failed();
      const asked = questions.map(([ask]) => ask());
      await Promise.all([...asked, ...failed.map((resource) => this.reload(resource))]);
      this.connection.restored();
      this.waitMs = this.usualMs();
    } catch (failure) {
      this.connection.lost(failure);
      if (!isPreparing(failure)) this.slowDown();
    }
    this.isAsking = false;
    this.waitForNext();
    if (this.isMissed) {
      this.isMissed = false;
      await this.askNow();
    }
  }

  private usualMs(): number | undefined {
    return this.everyMs === undefined || !this.isNewsExpected ? this.everyMs : RARELY_MS;
  }

  /** What failed is asked for soon; the live stream names changes, not what could not be loaded. */
  private hurry(): void {
    if (this.waitMs === RARELY_MS) this.waitMs = this.everyMs;
  }

  private slowDown(): void {
    this.hurry();
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

const isAbout = (tracker: number | undefined, changed: readonly number[] | undefined): boolean =>
  tracker === undefined || !changed || changed.includes(tracker);
