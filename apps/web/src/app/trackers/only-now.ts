import { inject } from '@angular/core';
import { type CanActivateFn, RedirectCommand, Router } from '@angular/router';

/** Forms and reviews are about now, whatever an address says that somebody put together. */
export const onlyNow: CanActivateFn = (_, { url }) => {
  const target = inject(Router).parseUrl(url);
  if (!('as_of' in target.queryParams)) return true;
  const { as_of: _asOf, axis: _axis, ...others } = target.queryParams;
  target.queryParams = others;
  return new RedirectCommand(target);
};
