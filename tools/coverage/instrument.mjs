/**
 * Adds counters to our own TypeScript before it is compiled, so that the tests and the bundles that
 * they start count in the same places and the counts can be added up.
 */
import { createInstrumenter } from 'istanbul-lib-instrument';
import { resolve } from 'node:path';

export const RAW_FOLDER = resolve('coverage/raw');

const instrumenter = createInstrumenter({
  esModules: true,
  compact: false,
  parserPlugins: ['typescript', 'decorators-legacy', 'importMeta', 'topLevelAwait'],
});

/**
 * Server, command line and libraries; Jest counts the client separately (apps/web/jest.config.mjs).
 */
export const isCounted = (file) =>
  /\/(apps\/(api|cli)|libs\/[a-z-]+)\/src\/.+\.ts$/.test(file) &&
  !/\.spec\.ts$|\/testing\//.test(file);

/** Where each counter is in its file. The report reads that from the sources, so no process has to carry it. */
const PLACES = /^ {4}statementMap: \{[\s\S]*?^ {4}(?=s: \{)/m;

export const instrument = (source, file) =>
  instrumenter.instrumentSync(source, file).replace(PLACES, '');

/** The counters of a file that was never loaded, and their places. */
export function emptyCounters(source, file) {
  instrumenter.instrumentSync(source, file);
  return instrumenter.lastFileCoverage();
}
