import { APP_BASE_HREF } from '@angular/common';
import { provideHttpClient, withInterceptors } from '@angular/common/http';
import {
  type ApplicationConfig,
  ErrorHandler,
  provideBrowserGlobalErrorListeners,
} from '@angular/core';
import {
  provideRouter,
  TitleStrategy,
  withComponentInputBinding,
  withInMemoryScrolling,
  withNavigationErrorHandler,
} from '@angular/router';
import { ROUTES } from './app.routes';
import { provideTexts } from './platform/language/provide-texts';
import { noteMoment } from './platform/moment/note-moment';
import { Crash, rememberCorrelation } from './platform/navigation/crash';
import { loadAnew } from './platform/navigation/load-anew';
import { providePageFocus } from './platform/navigation/page-focus';
import { PageTitle } from './platform/navigation/page-title';
import { recordAct } from './platform/own-acts/own-acts';
import { signInRedirect } from './platform/session/sign-in-redirect';
import { renewRights } from './trackers/renew-rights';

export const appConfig: ApplicationConfig = {
  providers: [
    provideBrowserGlobalErrorListeners(),
    provideHttpClient(
      withInterceptors([signInRedirect, rememberCorrelation, noteMoment, recordAct, renewRights]),
    ),
    provideRouter(
      ROUTES,
      withComponentInputBinding(),
      withInMemoryScrolling({ scrollPositionRestoration: 'enabled' }),
      withNavigationErrorHandler(loadAnew),
    ),
    provideTexts(),
    providePageFocus(),
    { provide: ErrorHandler, useExisting: Crash },
    { provide: APP_BASE_HREF, useValue: '/' },
    { provide: TitleStrategy, useExisting: PageTitle },
  ],
};
