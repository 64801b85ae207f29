import { HttpClient, httpResource, type HttpResourceRef } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import {
  type AccessToken,
  API_PATHS,
  type CreateTokenRequest,
  type NewAccessToken,
  type SessionEntry,
} from '@action-tracker/contracts';
import { firstValueFrom } from 'rxjs';

/** HTTP access to one's own access tokens and sessions. */
@Service()
export class AccessApi {
  private readonly http = inject(HttpClient);

  tokens(): HttpResourceRef<readonly AccessToken[] | undefined> {
    return httpResource<readonly AccessToken[]>(() => API_PATHS.tokens);
  }

  sessions(): HttpResourceRef<readonly SessionEntry[] | undefined> {
    return httpResource<readonly SessionEntry[]>(() => API_PATHS.sessions);
  }

  /** The answer alone has the token itself. */
  create(request: CreateTokenRequest): Promise<NewAccessToken> {
    return firstValueFrom(this.http.post<NewAccessToken>(API_PATHS.tokens, request));
  }

  async revoke(tokenId: string): Promise<void> {
    await firstValueFrom(this.http.delete(API_PATHS.token(tokenId)));
  }

  async end(sessionId: string): Promise<void> {
    await firstValueFrom(this.http.delete(API_PATHS.session(sessionId)));
  }
}
