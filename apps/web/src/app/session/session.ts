import { computed, inject, Service } from '@angular/core';
import { API_PATHS } from '@action-tracker/contracts';
import { LEAVE_FOR } from '../navigation/leave-for';
import { SessionApi } from './session-api';

/** Who is signed in, and what day it is where the server lives. */
@Service()
export class Session {
  private readonly api = inject(SessionApi);
  private readonly leaveFor = inject(LEAVE_FOR);
  private readonly resource = this.api.me();

  readonly me = computed(() => (this.resource.hasValue() ? this.resource.value() : undefined));
  /** The server's calendar day; undefined until it has answered. */
  readonly today = computed(() => this.me()?.today);
  readonly timeZone = computed(() => this.me()?.time_zone ?? 'UTC');

  async signOut(): Promise<void> {
    await this.api.signOut();
    this.leaveFor(API_PATHS.login);
  }
}
