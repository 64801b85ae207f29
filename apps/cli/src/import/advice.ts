import type { ImportAdvice } from '@action-tracker/import';

/** Advice in messages of an import for users at a terminal. */
export const CLI_ADVICE: ImportAdvice = {
  trackerField: '--tracker',
  openTracker: 'Open it during the import: --create-tracker "Name of the tracker"',
  takeAsHistory: 'add --history',
  createUsers: 'use --create-users',
  createUser: 'create-user',
  mergeUsers: (from, into) => `merge-users --from ${from} --into ${into}`,
};
