import { InjectionToken } from '@angular/core';

/**
 * Milliseconds since the epoch, only for relative times. The current date comes from the server
 * (`Session.today`), because user and server may be in different time zones.
 */
export const CLOCK = new InjectionToken<() => number>('CLOCK', { factory: () => Date.now });
