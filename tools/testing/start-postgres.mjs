/**
 * One PostgreSQL for a test run, in a temporary folder; every test file makes its own database.
 * `PG_BIN` names the programs of another version than the one that comes with `npm ci`.
 */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestPostgres } from '../../libs/runtime/src/testing/test-postgres.ts';

export default async function startPostgres() {
  const folder = mkdtempSync(join(tmpdir(), 'action-tracker-test-'));
  const server = await TestPostgres.create(folder, {
    bin: process.env.PG_BIN,
    // Tests of this server kill processes, never the power: no need to wait for the disk. Its log
    // holds the plans that a test asks for.
    settings: ['fsync=off', 'logging_collector=on', 'log_destination=jsonlog', 'log_directory=log'],
  });
  await server.start();
  process.env.TEST_DATABASE_URL = server.url();
  globalThis.testPostgres = server;
}
