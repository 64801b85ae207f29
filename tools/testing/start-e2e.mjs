import { findBrowser } from './find-browser.mjs';
import startPostgres from './start-postgres.mjs';

/** What the end-to-end tests find when they begin: a PostgreSQL and a browser. */
export default async function startEndToEnd() {
  process.env.CHROME_PATH = await findBrowser();
  await startPostgres();
}
