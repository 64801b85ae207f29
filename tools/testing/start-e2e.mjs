import { join } from 'node:path';
import { findBrowser } from './find-browser.mjs';
import startPostgres from './start-postgres.mjs';

/**
 * Prepares the end-to-end tests: PostgreSQL, a browser, and a compile cache for Node, because the
 * tests start the command line some hundred times.
 */
export default async function startEndToEnd() {
  process.env.CHROME_PATH = await findBrowser();
  await startPostgres();
  process.env.NODE_COMPILE_CACHE = join(globalThis.testPostgres.folder, 'compiled');
}
