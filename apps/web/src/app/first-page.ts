import { HttpClient } from '@angular/common/http';
import type { Injector } from '@angular/core';
import { API_PATHS, type TrackerSummary } from '@action-tracker/contracts';
import { firstValueFrom } from 'rxjs';
import { ViewState } from './items/view/view-state';

/** Where the address without a path leads: the dashboard if there is more than one tracker. */
export async function firstPage(injector: Injector): Promise<string> {
  const last = injector.get(ViewState).lastTrackerId();
  const trackers = await trackersOf(injector.get(HttpClient));
  if (trackers > 1) return '/dashboard';
  return last === null ? '/trackers' : `/trackers/${last}`;
}

/** 0 where they cannot be read: the next page says why. */
async function trackersOf(http: HttpClient): Promise<number> {
  try {
    return (await firstValueFrom(http.get<readonly TrackerSummary[]>(API_PATHS.trackers))).length;
  } catch {
    return 0;
  }
}
