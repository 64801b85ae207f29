import { computed, DestroyRef, DOCUMENT, inject, linkedSignal, Service } from '@angular/core';
import type { Me } from '@action-tracker/contracts';
import { CLOCK } from '../clock/clock';
import { plainDateIn } from '../dates/timestamp';
import { LEAVE_FOR } from '../navigation/leave-for';
import { Polling } from '../polling/polling';
import { SessionApi, SIGNED_OUT_URL } from './session-api';

const MINUTE_MS = 60_000;

/** The signed-in user, and the server's date. */
@Service()
export class Session {
  private readonly api = inject(SessionApi);
  private readonly leaveFor = inject(LEAVE_FOR);
  private readonly clock = inject(CLOCK);
  private readonly resource = this.api.me();

  /** Keeps its value while the server is unavailable. */
  readonly me = linkedSignal<Me | undefined, Me | undefined>({
    source: () => (this.resource.hasValue() ? this.resource.value() : undefined),
    computation: (newest, previous) => newest ?? previous?.value,
  }).asReadonly();
  /** The server's date; undefined until it has responded. */
  readonly today = computed(() => this.me()?.today);
  readonly timeZone = computed(() => this.me()?.time_zone ?? 'UTC');

  constructor() {
    inject(Polling).retry(this.resource);
    const { defaultView } = inject(DOCUMENT);
    const askAfterMidnight = () => {
      if (this.isOver()) this.resource.reload();
    };
    const timer = setInterval(askAfterMidnight, MINUTE_MS);
    // Timers pause while the computer sleeps.
    defaultView?.addEventListener('focus', askAfterMidnight);
    inject(DestroyRef).onDestroy(() => {
      clearInterval(timer);
      defaultView?.removeEventListener('focus', askAfterMidnight);
    });
  }

  /**
   * Ends the session and navigates to the sign-in page.
   *
   * @param isEverywhere Ends all sessions of this user, including other devices.
   * @param beforeLeaving Called once the session has ended.
   * @throws HttpErrorResponse when the server does not respond; the session then continues.
   */
  async signOut(isEverywhere: boolean, beforeLeaving: () => void): Promise<void> {
    await this.api.signOut(isEverywhere);
    beforeLeaving();
    this.leaveFor(SIGNED_OUT_URL);
  }

  /** Whether the server's date has changed since, by this computer's clock. */
  private isOver(): boolean {
    const me = this.me();
    return me !== undefined && plainDateIn(me.time_zone, this.clock()) !== me.today;
  }
}
