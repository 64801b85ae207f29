import { HttpClient, HttpContext } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import { API_PATHS, type Tracker, type WantedCategory } from '@action-tracker/contracts';
import { firstValueFrom } from 'rxjs';
import { HAS_NO_UNDO } from '../platform/own-acts/own-acts';
import { type VersionedTracker, versionIn } from '../trackers/trackers-api';

const context = new HttpContext().set(HAS_NO_UNDO, true);

/** HTTP access to the categories of a tracker. */
@Service()
export class CategoriesApi {
  private readonly http = inject(HttpClient);

  /** Refused (412) if somebody has changed the tracker since that version. */
  async change(
    trackerId: number,
    categories: readonly WantedCategory[],
    version: string | undefined,
  ): Promise<VersionedTracker> {
    const headers = version === undefined ? {} : { 'If-Match': `"${version}"` };
    const path = API_PATHS.tracker(trackerId);
    const answer = await firstValueFrom(
      this.http.patch<Tracker>(path, { categories }, { headers, context, observe: 'response' }),
    );
    if (!answer.body) throw new Error(`Expected the tracker from ${path}, found nothing`);
    return { tracker: answer.body, version: versionIn(answer.headers) };
  }
}
