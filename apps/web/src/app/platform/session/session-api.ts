import { HttpClient, httpResource, type HttpResourceRef } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import { API_PATHS, type Me } from '@action-tracker/contracts';
import { firstValueFrom } from 'rxjs';

/** HTTP access to the session. */
@Service()
export class SessionApi {
  private readonly http = inject(HttpClient);

  me(): HttpResourceRef<Me | undefined> {
    return httpResource<Me>(() => API_PATHS.me);
  }

  async signOut(isEverywhere: boolean): Promise<void> {
    const query = isEverywhere ? '?everywhere=true' : '';
    await firstValueFrom(this.http.post(API_PATHS.logout + query, null));
  }
}

/** URL of the sign-in page, which redirects to `returnTo` (a path on this site). */
export const signInUrl = (returnTo: string, hasEnded: boolean): string =>
  `${API_PATHS.login}?return_to=${encodeURIComponent(returnTo)}${hasEnded ? '&reason=ended' : ''}`;

/** URL of the sign-in page after signing out. */
export const SIGNED_OUT_URL = `${API_PATHS.login}?reason=signed-out`;
