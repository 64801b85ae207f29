import { inject } from '@angular/core';
import { type CanMatchFn, RedirectCommand, Router, type Routes } from '@angular/router';
import { typedItemId } from '@action-tracker/contracts';
import type { RouteTitle } from './platform/navigation/page-title';
import { keepMoment, onlyNow } from './trackers/keep-moment';
import { ViewState } from './items/view/view-state';

const TRACKER_ID = /^\d{1,10}$/;
const REVIEW_NUMBER = /^[1-9]\d{0,8}$/;
const UUID = /^[\da-f-]{36}$/;

// An impossible id leads to the not-found page and never becomes part of an API path.
const hasTrackerId: CanMatchFn = (_, segments) => TRACKER_ID.test(segments[1]?.path ?? '');
const hasReviewNumber: CanMatchFn = (_, segments) => REVIEW_NUMBER.test(segments[3]?.path ?? '');
const hasImportId: CanMatchFn = (_, segments) => UUID.test(segments[3]?.path ?? '');
// Redirects every notation of an item id to one canonical address.
const hasItemId: CanMatchFn = (_, segments) => {
  const typed = segments[1]?.path ?? '';
  const id = typedItemId(typed);
  if (id === undefined || id === typed) return id !== undefined;
  const rest = segments.slice(2).map(({ path }) => path);
  return new RedirectCommand(inject(Router).createUrlTree(['/items', id, ...rest]));
};

const importPage = async () => (await import('./imports/page/import-page')).ImportPage;

export const ROUTES: Routes = [
  {
    path: '',
    pathMatch: 'full',
    redirectTo: () => {
      const last = inject(ViewState).lastTrackerId();
      return last === null ? '/trackers' : `/trackers/${last}`;
    },
  },
  {
    path: 'trackers',
    title: 'app.trackers' satisfies RouteTitle,
    canActivate: [keepMoment],
    loadComponent: async () => (await import('./trackers/tracker-list')).TrackerList,
  },
  {
    path: 'trackers/new',
    title: 'trackers.new' satisfies RouteTitle,
    canActivate: [onlyNow],
    loadComponent: async () => (await import('./trackers/new-tracker')).NewTracker,
  },
  {
    path: 'trackers/:trackerId',
    title: 'list.tracker' satisfies RouteTitle,
    canMatch: [hasTrackerId],
    canActivate: [keepMoment],
    loadComponent: async () => (await import('./items/list/tracker-items')).TrackerItems,
  },
  {
    path: 'trackers/:trackerId/changes',
    canMatch: [hasTrackerId],
    canActivate: [onlyNow],
    loadComponent: async () => (await import('./changes/changes-page')).ChangesPage,
  },
  {
    path: 'trackers/:trackerId/dashboard',
    canMatch: [hasTrackerId],
    canActivate: [keepMoment],
    loadComponent: async () => (await import('./dashboards/dashboard-page')).DashboardPage,
  },
  {
    path: 'trackers/:trackerId/batches',
    canMatch: [hasTrackerId],
    canActivate: [onlyNow],
    loadComponent: async () => (await import('./undo/batches-page')).BatchesPage,
  },
  {
    path: 'trackers/:trackerId/import',
    canMatch: [hasTrackerId],
    canActivate: [onlyNow],
    loadComponent: importPage,
  },
  {
    path: 'trackers/:trackerId/import/:importId',
    canMatch: [hasTrackerId, hasImportId],
    canActivate: [onlyNow],
    loadComponent: importPage,
  },
  {
    path: 'trackers/:trackerId/reviews',
    canMatch: [hasTrackerId],
    canActivate: [onlyNow],
    loadComponent: async () => (await import('./reviews/list/reviews-page')).ReviewsPage,
  },
  {
    path: 'trackers/:trackerId/reviews/:number',
    canMatch: [hasTrackerId, hasReviewNumber],
    canActivate: [onlyNow],
    loadComponent: async () => (await import('./reviews/review-page')).ReviewPage,
  },
  {
    path: 'trackers/:trackerId/edit',
    title: 'trackers.edit' satisfies RouteTitle,
    canMatch: [hasTrackerId],
    canActivate: [onlyNow],
    loadComponent: async () => (await import('./trackers/edit-tracker')).EditTracker,
  },
  {
    path: 'trackers/:trackerId/items/new',
    title: 'list.newItem' satisfies RouteTitle,
    canMatch: [hasTrackerId],
    canActivate: [onlyNow],
    loadComponent: async () => (await import('./items/form/new-item')).NewItem,
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
  {
    path: 'items/:itemId/edit',
    canMatch: [hasItemId],
    canActivate: [onlyNow],
    loadComponent: async () => (await import('./items/form/edit-item')).EditItem,
  },
  {
    path: 'dashboard',
    canActivate: [keepMoment],
    loadComponent: async () => (await import('./dashboards/dashboard-page')).DashboardPage,
  },
  {
    path: 'dashboard/me',
    data: { isMine: true },
    canActivate: [keepMoment],
    loadComponent: async () => (await import('./dashboards/dashboard-page')).DashboardPage,
  },
  {
    path: 'reports/figures',
    canActivate: [keepMoment],
    loadComponent: async () => (await import('./reports/builder/report-builder')).ReportBuilder,
  },
  {
    path: 'reports/slips',
    title: 'app.slips' satisfies RouteTitle,
    canActivate: [keepMoment],
    loadComponent: async () => (await import('./reports/slips-page')).SlipsPage,
  },
  {
    path: '**',
    title: 'notFound.title' satisfies RouteTitle,
    loadComponent: async () => (await import('./platform/navigation/not-found')).NotFound,
  },
];
