import { HttpClient, HttpContext, httpResource, type HttpResourceRef } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import {
  type AddMemberRequest,
  API_PATHS,
  type ChangeTrackerRequest,
  type Member,
  type Tracker,
  type TrackerRole,
} from '@action-tracker/contracts';
import { ACCESS_PATHS } from '@action-tracker/contracts/access-paths';
import { firstValueFrom } from 'rxjs';
import { HAS_NO_UNDO } from '../platform/own-acts/own-acts';

const context = new HttpContext().set(HAS_NO_UNDO, true);

/** HTTP access to who is in a tracker, and who sees it. */
@Service()
export class SharingApi {
  private readonly http = inject(HttpClient);

  members(trackerId: () => number): HttpResourceRef<readonly Member[] | undefined> {
    return httpResource<readonly Member[]>(() => ACCESS_PATHS.members(trackerId()));
  }

  add(trackerId: number, request: AddMemberRequest): Promise<Member> {
    const path = ACCESS_PATHS.members(trackerId);
    return firstValueFrom(this.http.post<Member>(path, request, { context }));
  }

  changeRole(trackerId: number, userId: number, role: TrackerRole): Promise<Member> {
    const path = ACCESS_PATHS.member(trackerId, userId);
    return firstValueFrom(this.http.patch<Member>(path, { role }, { context }));
  }

  async remove(trackerId: number, userId: number): Promise<void> {
    await firstValueFrom(this.http.delete(ACCESS_PATHS.member(trackerId, userId), { context }));
  }

  /** Refused (412) if somebody has changed the tracker since it was read. */
  share(
    trackerId: number,
    request: Pick<ChangeTrackerRequest, 'visibility' | 'organisation_role'>,
    version: string | undefined,
  ): Promise<Tracker> {
    const headers = version === undefined ? {} : { 'If-Match': `"${version}"` };
    const path = API_PATHS.tracker(trackerId);
    return firstValueFrom(this.http.patch<Tracker>(path, request, { headers, context }));
  }

  archive(trackerId: number, archived: boolean): Promise<Tracker> {
    const path = API_PATHS.tracker(trackerId);
    return firstValueFrom(this.http.patch<Tracker>(path, { archived }, { context }));
  }
}
