import { HttpClient, httpResource, type HttpResourceRef } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import { API_PATHS, type Me } from '@action-tracker/contracts';
import { firstValueFrom } from 'rxjs';

/** Where the session lives on the server. */
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

/** The sign-in page, which brings the person back to `returnTo` (a path on this site). */
export const signInUrl = (returnTo: string, hasEnded: boolean): string =>
  `${API_PATHS.login}?return_to=${encodeURIComponent(returnTo)}${hasEnded ? '&reason=ended' : ''}`;

/** The sign-in page for somebody who has just left. */
export const SIGNED_OUT_URL = `${API_PATHS.login}?reason=signed-out`;
