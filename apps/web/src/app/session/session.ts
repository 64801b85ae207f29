import { computed, DOCUMENT, effect, inject, linkedSignal, Service } from '@angular/core';
import { API_PATHS, type Me } from '@action-tracker/contracts';
import { CLOCK } from '../dates/clock';
import { endOfDay } from '../dates/plain-date';
import { LEAVE_FOR } from '../navigation/leave-for';
import { SessionApi } from './session-api';

const SECOND_MS = 1_000;
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
    effect((onCleanup) => {
      this.resource.status(); // An answer that did not come is asked for again.
      const leftMs = this.msToMidnight();
      if (leftMs === undefined) return;
      const waitMs = leftMs > 0 ? leftMs + SECOND_MS : MINUTE_MS;
      const timer = setTimeout(() => this.resource.reload(), waitMs);
      onCleanup(() => clearTimeout(timer));
    });
    // Timers sleep with the computer.
    inject(DOCUMENT).addEventListener('visibilitychange', () => {
      if ((this.msToMidnight() ?? 1) <= 0) this.resource.reload();
    });
  }

  async signOut(): Promise<void> {
    await this.api.signOut();
    this.leaveFor(API_PATHS.login);
  }

  /** How long until it is another day where the server lives, by the clock of this computer. */
  private msToMidnight(): number | undefined {
    const me = this.me();
    return me && Date.parse(endOfDay(me.today, me.time_zone)) + 1 - this.clock();
  }
}
