export { connectAgain, connectTo, createEmptyDatabase, openFreshDatabase } from './fresh-database';
export { freePort, installedProgram, postgresAccount, TestPostgres } from './test-postgres.mjs';
