import { HttpClient, HttpContext, httpResource, type HttpResourceRef } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import {
  type AccessToken,
  type ChangePersonRequest,
  type CreateTokenRequest,
  type MergedPerson,
  type MergePersonRequest,
  type NewAccessToken,
  type Person,
  type SessionEntry,
} from '@action-tracker/contracts';
import { ACCESS_PATHS } from '@action-tracker/contracts/access-paths';
import { firstValueFrom } from 'rxjs';
import { HAS_NO_UNDO } from '../platform/own-acts/own-acts';

/** HTTP access to one's own access tokens and sessions, and to people. */
@Service()
export class AccessApi {
  private readonly http = inject(HttpClient);

  tokens(): HttpResourceRef<readonly AccessToken[] | undefined> {
    return httpResource<readonly AccessToken[]>(() => ACCESS_PATHS.tokens);
  }

  sessions(): HttpResourceRef<readonly SessionEntry[] | undefined> {
    return httpResource<readonly SessionEntry[]>(() => ACCESS_PATHS.sessions);
  }

  /** The answer alone has the token itself. */
  create(request: CreateTokenRequest): Promise<NewAccessToken> {
    return firstValueFrom(this.http.post<NewAccessToken>(ACCESS_PATHS.tokens, request));
  }

  changePerson(userId: number, request: ChangePersonRequest): Promise<Person> {
    const context = new HttpContext().set(HAS_NO_UNDO, true);
    return firstValueFrom(this.http.patch<Person>(ACCESS_PATHS.user(userId), request, { context }));
  }

  /** The page of people offers to undo the reassignment itself. */
  mergePerson(userId: number, request: MergePersonRequest): Promise<MergedPerson> {
    const context = new HttpContext().set(HAS_NO_UNDO, true);
    const path = `${ACCESS_PATHS.user(userId)}/merge`;
    return firstValueFrom(this.http.post<MergedPerson>(path, request, { context }));
  }

  async revoke(tokenId: string): Promise<void> {
    await firstValueFrom(this.http.delete(ACCESS_PATHS.token(tokenId)));
  }

  async end(sessionId: string): Promise<void> {
    await firstValueFrom(this.http.delete(ACCESS_PATHS.session(sessionId)));
  }
}
