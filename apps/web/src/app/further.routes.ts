/** The pages beside lists and items. */
import { inject, Injector } from '@angular/core';
import type { CanMatchFn, Routes } from '@angular/router';
import { firstPage } from './first-page';
import type { RouteTitle } from './platform/navigation/page-title';
import { hasItemId, hasTrackerId } from './route-ids';
import { keepMoment } from './trackers/keep-moment';
import { onlyNow } from './trackers/only-now';

const REVIEW_NUMBER = /^[1-9]\d{0,8}$/;
const SAVED_ID = /^[1-9]\d{0,8}$/;
const UUID = /^[\da-f-]{36}$/;

const hasReviewNumber: CanMatchFn = (_, segments) => REVIEW_NUMBER.test(segments[3]?.path ?? '');
const hasImportId: CanMatchFn = (_, segments) => UUID.test(segments[3]?.path ?? '');

const hasSavedId: CanMatchFn = (_, segments) => SAVED_ID.test(segments[1]?.path ?? '');

const importPage = async () => (await import('./imports/page/import-page')).ImportPage;

export const FURTHER_ROUTES: Routes = [
  {
    path: '',
    pathMatch: 'full',
    redirectTo: () => firstPage(inject(Injector)),
  },
  {
    path: 'trackers/new',
    title: 'trackers.new' satisfies RouteTitle,
    canActivate: [onlyNow],
    loadComponent: async () => (await import('./trackers/new-tracker')).NewTracker,
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
    path: 'trackers/:trackerId/settings',
    title: 'trackers.edit' satisfies RouteTitle,
    canMatch: [hasTrackerId],
    canActivate: [onlyNow],
    loadComponent: async () => (await import('./sharing/tracker-settings')).TrackerSettings,
  },
  { path: 'trackers/:trackerId/edit', redirectTo: 'trackers/:trackerId/settings' },
  {
    path: 'trackers/:trackerId/items/new',
    title: 'list.newItem' satisfies RouteTitle,
    canMatch: [hasTrackerId],
    canActivate: [onlyNow],
    loadComponent: async () => (await import('./items/form/new-item')).NewItem,
  },
  {
    path: 'items/:itemId/edit',
    canMatch: [hasItemId],
    canActivate: [onlyNow],
    loadComponent: async () => (await import('./items/form/edit-item')).EditItem,
  },
  {
    path: 'account',
    canActivate: [onlyNow],
    loadComponent: async () => (await import('./access/account-page')).AccountPage,
  },
  {
    path: 'people',
    canActivate: [onlyNow],
    loadComponent: async () => (await import('./access/people-page')).PeoplePage,
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
    path: 'dashboards/:dashboardId',
    canMatch: [hasSavedId],
    canActivate: [keepMoment],
    loadComponent: async () => (await import('./dashboards/own-dashboard')).OwnDashboard,
  },
  {
    path: 'views/:viewId',
    canMatch: [hasSavedId],
    canActivate: [keepMoment],
    loadComponent: async () => (await import('./views/open-view')).OpenView,
  },
  {
    path: 'saved',
    canActivate: [onlyNow],
    loadComponent: async () => (await import('./views/saved-page')).SavedPages,
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
