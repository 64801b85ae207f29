import { inject } from '@angular/core';
import { type NavigationError, RedirectCommand, Router } from '@angular/router';
import { Connection } from '../polling/connection';
import { isMissingCode } from './error-origin';
import { LEAVE_FOR } from './leave-for';

/**
 * After a deployment, the code of a page that an open tab has not loaded yet is gone. Loading the
 * address from the server brings the new client. That cannot repeat by itself: a page that was just
 * loaded has not navigated yet, and crashes. Without a connection the tab stays where it is.
 *
 * @returns The way back to the page on screen, which stays until the other one replaces it.
 */
export function loadAnew({ error, url }: NavigationError): RedirectCommand | undefined {
  const router = inject(Router);
  if (!router.navigated || !isMissingCode(error)) return undefined;
  if (!inject(Connection).trouble()) inject(LEAVE_FOR)(url);
  return new RedirectCommand(router.parseUrl(router.url));
}
