import type { ImportAdvice } from '@action-tracker/import';

/** What the messages of an import tell somebody at a terminal to do. */
export const CLI_ADVICE: ImportAdvice = {
  trackerField: '--tracker',
  openTracker: 'Open it with the import: --create-tracker "Name of the tracker"',
  takeAsHistory: 'add --history',
  createUsers: 'use --create-users',
  createUser: 'create-user',
  mergeUsers: (from, into) => `merge-users --from ${from} --into ${into}`,
};
