/** The pages that people open first; all others are described in a chunk of their own. */
import type { Routes } from '@angular/router';
import type { RouteTitle } from './platform/navigation/page-title';
import { hasItemId, hasTrackerId } from './route-ids';
import { keepMoment } from './trackers/keep-moment';

export const ROUTES: Routes = [
  {
    path: 'trackers',
    title: 'app.trackers' satisfies RouteTitle,
    canActivate: [keepMoment],
    loadComponent: async () => (await import('./trackers/tracker-list')).TrackerList,
  },
  {
    path: 'trackers/:trackerId',
    title: 'list.tracker' satisfies RouteTitle,
    canMatch: [hasTrackerId],
    canActivate: [keepMoment],
    loadComponent: async () => (await import('./items/list/tracker-items')).TrackerItems,
  },
  {
    path: 'items',
    title: 'app.allItems' satisfies RouteTitle,
    canActivate: [keepMoment],
    loadComponent: async () => (await import('./items/list/all-items')).AllItems,
  },
  {
    path: 'items/:itemId',
    canMatch: [hasItemId],
    canActivate: [keepMoment],
    loadComponent: async () => (await import('./items/page/item-page')).ItemPage,
  },
  { path: '', loadChildren: async () => (await import('./further.routes')).FURTHER_ROUTES },
];
