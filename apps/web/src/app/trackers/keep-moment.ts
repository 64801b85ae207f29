import { inject } from '@angular/core';
import { type CanActivateFn, RedirectCommand, Router } from '@angular/router';
import { Moment, OF_ONE_TRACKER } from '../platform/moment/moment';
import { TrackerStore } from './tracker-store';

/**
 * Keeps the moment in the past on the way to another page, unless that is one of another tracker:
 * its past is another one. Back and forward lead to what the history of the browser holds.
 */
export const keepMoment: CanActivateFn = (_, { url }) => {
  const router = inject(Router);
  const moment = inject(Moment).shown();
  const target = router.parseUrl(url);
  const isKept =
    moment !== undefined &&
    router.currentNavigation()?.trigger !== 'popstate' &&
    !('as_of' in target.queryParams) &&
    belongs(moment.as_of, inject(TrackerStore), router.url, url);
  if (!isKept) return true;
  target.queryParams = { ...target.queryParams, ...moment };
  return new RedirectCommand(target);
};

function belongs(asOf: string, trackers: TrackerStore, from: string, to: string): boolean {
  const [before, after] = [from, to].map((url) => trackerOf(url, trackers));
  if (after === undefined) return !OF_ONE_TRACKER.test(asOf);
  return before === undefined || before === after;
}

/** The tracker of a page by id or, until it is loaded, by prefix; undefined for all trackers. */
function trackerOf(url: string, trackers: TrackerStore): number | string | undefined {
  const [, page, id = ''] = (url.split(/[?#]/)[0] ?? '').split('/');
  if (page === 'trackers' && id !== '') return Number(id);
  if (page !== 'items' || id === '') return undefined;
  const [prefix = ''] = id.split('-');
  return trackers.idOf(prefix) ?? prefix;
}
