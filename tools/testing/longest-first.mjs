/**
 * Runs the longest test files first. Jest knows how long a file takes only after it has run on this
 * machine; in a new clone, a long file would start last, and the other processors would wait for it.
 */
import Sequencer from '@jest/test-sequencer';
import { relative, sep } from 'node:path';

/** Longest first; those that are not named take less than three quarters of a minute. */
const LONG = [
  'apps/e2e/src/query-plans.e2e.spec.ts',
  'apps/e2e/src/web-accessibility.e2e.spec.ts',
  'apps/e2e/src/web-key-help.e2e.spec.ts',
  'apps/e2e/src/start.e2e.spec.ts',
  'apps/e2e/src/faults/short.e2e.spec.ts',
  'apps/e2e/src/cli.e2e.spec.ts',
  'apps/e2e/src/web-trouble.e2e.spec.ts',
  'apps/e2e/src/web-typed-text.e2e.spec.ts',
  'apps/e2e/src/web-screen.e2e.spec.ts',
  'apps/e2e/src/web-live.e2e.spec.ts',
  'apps/e2e/src/web-dates.e2e.spec.ts',
  'apps/e2e/src/web-coming-back.e2e.spec.ts',
  'apps/e2e/src/web-bulk.e2e.spec.ts',
  'apps/e2e/src/review-large.e2e.spec.ts',
  'apps/e2e/src/cli-ledger-import.e2e.spec.ts',
  'apps/e2e/src/web-foreign-causes.e2e.spec.ts',
  'apps/e2e/src/upgrade.e2e.spec.ts',
  'apps/e2e/src/web-conduct.e2e.spec.ts',
  'apps/e2e/src/import.e2e.spec.ts',
  'apps/e2e/src/live.e2e.spec.ts',
  'apps/e2e/src/rolling-restart.e2e.spec.ts',
  'apps/e2e/src/text-round-trip.e2e.spec.ts',
  'apps/e2e/src/review-story.e2e.spec.ts',
  'libs/runtime/src/embedded-database.int.spec.ts',
  'libs/tracking/src/ledger-files/old-ledgers.int.spec.ts',
  'apps/api/src/imports/round-trip.int.spec.ts',
  'libs/tracking/src/read-tables/rebuild-law.int.spec.ts',
  'apps/api/src/imports/bad-files.int.spec.ts',
  'libs/tracking/src/random-commands.int.spec.ts',
  'libs/event-store/src/write/ledger-races.int.spec.ts',
  'tools/lint/module-boundaries.spec.ts',
  'libs/import/src/guess/guess-file.spec.ts',
  'libs/import/src/read/workbook.spec.ts',
];

const placeOf = ({ path }) => {
  const place = LONG.indexOf(relative(process.cwd(), path).split(sep).join('/'));
  return place < 0 ? LONG.length : place;
};

export default class LongestFirst extends Sequencer {
  sort(tests) {
    return super.sort(tests).toSorted((a, b) => placeOf(a) - placeOf(b));
  }
}
