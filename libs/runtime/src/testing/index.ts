export { connectAgain, connectTo, createEmptyDatabase, openFreshDatabase } from './fresh-database';
export { freePort, TestPostgres } from './test-postgres.mjs';
