import { InjectionToken } from '@angular/core';

/**
 * Milliseconds since the epoch, only to say how long ago something was. What day it is comes from
 * the server (`Session.today`), because people and server may live in different time zones.
 */
export const CLOCK = new InjectionToken<() => number>('CLOCK', { factory: () => Date.now });
