import { computed, DestroyRef, DOCUMENT, inject, linkedSignal, Service } from '@angular/core';
import type { Me } from '@action-tracker/contracts';
import { CLOCK } from '../clock/clock';
import { plainDateIn } from '../dates/timestamp';
import { LEAVE_FOR } from '../navigation/leave-for';
import { Polling } from '../polling/polling';
import { SessionApi, SIGNED_OUT_URL } from './session-api';

const MINUTE_MS = 60_000;

/** Who is signed in, and what day it is where the server lives. */
@Service()
export class Session {
  private readonly api = inject(SessionApi);
  private readonly leaveFor = inject(LEAVE_FOR);
  private readonly clock = inject(CLOCK);
  private readonly resource = this.api.me();

  /** Stays known while the server is away. */
  readonly me = linkedSignal<Me | undefined, Me | undefined>({
    source: () => (this.resource.hasValue() ? this.resource.value() : undefined),
    computation: (newest, previous) => newest ?? previous?.value,
  }).asReadonly();
  /** The server's calendar day; undefined until it has answered. */
  readonly today = computed(() => this.me()?.today);
  readonly timeZone = computed(() => this.me()?.time_zone ?? 'UTC');

  constructor() {
    inject(Polling).retry(this.resource);
    const { defaultView } = inject(DOCUMENT);
    const askAfterMidnight = () => {
      if (this.isOver()) this.resource.reload();
    };
    const timer = setInterval(askAfterMidnight, MINUTE_MS);
    // Timers sleep with the computer.
    defaultView?.addEventListener('focus', askAfterMidnight);
    inject(DestroyRef).onDestroy(() => {
      clearInterval(timer);
      defaultView?.removeEventListener('focus', askAfterMidnight);
    });
  }

  /**
   * Ends the session and leaves for the sign-in page.
   *
   * @param isEverywhere Ends all sessions of this person, on other devices too.
   * @param beforeLeaving What to do once the session has ended.
   * @throws HttpErrorResponse while the server does not answer: the session goes on then.
   */
  async signOut(isEverywhere: boolean, beforeLeaving: () => void): Promise<void> {
    await this.api.signOut(isEverywhere);
    beforeLeaving();
    this.leaveFor(SIGNED_OUT_URL);
  }

  /** It is another day where the server lives, by the clock of this computer. */
  private isOver(): boolean {
    const me = this.me();
    return me !== undefined && plainDateIn(me.time_zone, this.clock()) !== me.today;
  }
}
